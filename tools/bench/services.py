"""A private MariaDB and two Redis servers, on the loopback address and in the bench's own folder."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from . import processes
from .account import Account
from .messages import Failure, step
from .places import Places
from .ports import Ports, listening
from .system import which

PATIENCE = 60.0
SOCKET_LIMIT = 100
NAMES = ("db", "cache", "queue")

# Durability is traded for speed: everything in here can be built again.
DATABASE = """[mariadbd]
datadir = {data}
socket = {socket}
pid-file = {home}/run/mariadbd
bind-address = 127.0.0.1
port = {port}
init-file = {init}
skip-name-resolve
skip-log-bin
character-set-server = utf8mb4
collation-server = utf8mb4_unicode_ci
innodb_buffer_pool_size = 1G
innodb_log_file_size = 512M
innodb_flush_log_at_trx_commit = 2
innodb_flush_method = O_DIRECT
innodb_doublewrite = 0
innodb_stats_on_metadata = 0
table_open_cache = 4000
max_connections = 200
max_allowed_packet = 256M
performance_schema = 0
"""
ROOT_ACCOUNT = """ALTER USER 'root'@'localhost' IDENTIFIED BY '{password}';
CREATE OR REPLACE USER 'root'@'127.0.0.1' IDENTIFIED BY '{password}';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
"""
REDIS = """bind 127.0.0.1
port {port}
dir {folder}
save ""
appendonly no
{extra}
"""
REDIS_EXTRA = {"cache": "maxmemory 512mb\nmaxmemory-policy allkeys-lru", "queue": ""}


class Services:
	"""The servers behind one bench."""

	def __init__(self, places: Places, account: Account) -> None:
		self.places = places
		self.account = account
		self.ports = Ports(places.home / "ports.json")

	def running(self) -> bool:
		return all(processes.alive(name, self.places.run) for name in NAMES)

	def start(self) -> None:
		"""Start what does not run yet."""
		if self.running():
			return
		with step("starting MariaDB and Redis"):
			self._start_database()
			for name in REDIS_EXTRA:
				self._start_redis(name)
			for name in NAMES:
				self._await(name)

	@property
	def root_password(self) -> str:
		"""Made up at the first start; known to the bench's account only."""
		note = self.places.home / "db-root-password"
		if not note.exists():
			self.account.write(note, secrets.token_hex(12), 0o600)
		return note.read_text()

	def _start_database(self) -> None:
		if processes.alive("db", self.places.run):
			return
		data = self.places.home / "db"
		if not (data / "mysql").is_dir():
			self._create_database(data)
		self.ports.claim("db")
		processes.start(
			"db",
			[which("mariadbd") or "mariadbd", f"--defaults-file={self._database_settings(data)}"],
			self.account,
			cwd=self.places.home,
			run_folder=self.places.run,
			log=self.places.log("mariadb"),
		)

	def _create_database(self, data: Path) -> None:
		processes.run(
			[
				which("mariadb-install-db") or "mariadb-install-db",
				"--no-defaults",
				f"--datadir={data}",
				"--auth-root-authentication-method=normal",
				"--skip-test-db",
			],
			self.account,
			cwd=self.places.home,
			log=self.places.log("mariadb"),
		)

	def _database_settings(self, data: Path) -> Path:
		init = self.places.home / "db-init.sql"
		self.account.write(init, ROOT_ACCOUNT.format(password=self.root_password), 0o600)
		settings = self.places.home / "db.cnf"
		text = DATABASE.format(
			data=data, socket=self._socket(), home=self.places.home, init=init, port=self.ports["db"]
		)
		self.account.write(settings, text)
		return settings

	def _socket(self) -> Path:
		"""In our folder, unless its path is longer than a socket's may be."""
		socket = self.places.run / "db.sock"
		if len(str(socket)) > SOCKET_LIMIT:
			return Path(tempfile.gettempdir()) / f"credit_control-{self.ports['db']}.sock"
		return socket

	def _start_redis(self, name: str) -> None:
		if processes.alive(name, self.places.run):
			return
		folder = self.account.make_folder(self.places.home / name)
		settings = folder / "redis.conf"
		text = REDIS.format(port=self.ports.claim(name), folder=folder, extra=REDIS_EXTRA[name])
		self.account.write(settings, text)
		processes.start(
			name,
			[which("redis-server") or "redis-server", settings],
			self.account,
			cwd=folder,
			run_folder=self.places.run,
			log=self.places.log("redis"),
		)

	def _await(self, name: str) -> None:
		port = self.ports[name]
		if not processes.wait_until(lambda: listening(port), PATIENCE):
			log = self.places.log("mariadb" if name == "db" else "redis")
			raise Failure(f"{name} did not come up on port {port}:\n{processes.tail(log)}")
