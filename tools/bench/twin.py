"""A copy of the test site, so that the site tests run in two halves at once."""

from __future__ import annotations

import json
from pathlib import Path

from . import processes
from .messages import step
from .places import TEST_SITE, TWIN_SITE
from .workshop import Workshop

# The name of a database and its user; MariaDB cuts users at 80 characters, Frappe's names have 17.
SUFFIX = "_twin"
#: files that run much longer than their size says
LOOPING = {"test_random_operations.py": 40_000, "test_random_operations_governed.py": 45_000}
COPY = """
create database `{twin}` character set utf8mb4 collate utf8mb4_unicode_ci;
create or replace user '{twin}'@'%' identified by '{password}';
grant all privileges on `{twin}`.* to '{twin}'@'%';
"""


def clone(workshop: Workshop) -> None:
	"""Make the twin anew: the test site's database, folder and settings under another name."""
	config = json.loads((_folder(workshop, TEST_SITE) / "site_config.json").read_text())
	original, twin = config["db_name"], config["db_name"] + SUFFIX
	with step(f"copying {TEST_SITE} to {TWIN_SITE}"):
		_copy_database(workshop, original, twin, config["db_password"])
		_copy_folder(
			workshop, config | {"db_name": twin} | ({"db_user": twin} if "db_user" in config else {})
		)


def halves(files: list[Path]) -> tuple[list[Path], list[Path]]:
	"""The files in two lists of about the same weight: a test file's size, but for the few that loop."""
	lists: tuple[list[Path], list[Path]] = ([], [])
	weights = [0, 0]
	for file in sorted(files, key=_weight, reverse=True):
		lighter = weights.index(min(weights))
		lists[lighter].append(file)
		weights[lighter] += _weight(file)
	return sorted(lists[0]), sorted(lists[1])


def _weight(file: Path) -> int:
	"""About how long a test file runs, in bytes of one that does not loop."""
	return LOOPING.get(file.name, file.stat().st_size)


def _copy_database(workshop: Workshop, original: str, twin: str, password: str) -> None:
	client = f"--host=127.0.0.1 --port={workshop.services.ports['db']} --user=root --skip-ssl"
	statements = f"drop database if exists `{twin}`;" + COPY.format(twin=twin, password=password)
	script = (
		f'mariadb {client} --execute="$STATEMENTS" && '
		f"mariadb-dump {client} --single-transaction {original} | mariadb {client} {twin}"
	)
	processes.run(
		["bash", "-o", "pipefail", "-c", script],
		workshop.account,
		cwd=workshop.places.home,
		log=workshop.places.log(TWIN_SITE),
		env={"MYSQL_PWD": workshop.services.root_password, "STATEMENTS": statements},
	)


def _copy_folder(workshop: Workshop, config: dict[str, object]) -> None:
	source, target = _folder(workshop, TEST_SITE), _folder(workshop, TWIN_SITE)
	workshop.bench.command("rm", "-rf", target, log=TWIN_SITE)
	workshop.bench.command("cp", "-a", source, target, log=TWIN_SITE)
	workshop.account.write(target / "site_config.json", json.dumps(config, indent=1))


def _folder(workshop: Workshop, site: str) -> Path:
	return workshop.places.sites / site
