"""The story on a real site: `bench --site … execute credit_control.demo.site.play`.

A script and no hook: it commits as it goes, as its users would.
"""

from __future__ import annotations

import frappe

from . import site_company
from .site_chapters import Chapters
from .site_company import COMPANY, PASSWORD, USERS
from .site_ledger import Books, ledgers
from .site_print import say

#: set when the story has been told to its end
TOLD = "credit_control_demo_told"


def play() -> None:
	"""Make a demo company with fourteen months of trade and play the story in it, once."""
	frappe.set_user("Administrator")
	if frappe.db.exists("Company", COMPANY):
		_already()
		return
	print(f"Setting up {COMPANY} and its ledger ...", flush=True)
	site_company.set_up()
	ledger, others = ledgers()
	made = Books(ledger, others).write()
	Chapters(ledger, others).play(made)
	frappe.set_user("Administrator")
	frappe.db.set_default(TOLD, "1")
	frappe.db.commit()
	print(f"\nUsers, all with the password {PASSWORD!r}:")
	for email, (_first, _last, roles) in USERS.items():
		say(f"{email:32}{', '.join(roles)}")


def _already() -> None:
	if not frappe.db.get_default(TOLD):
		raise SystemExit(f"{COMPANY} is there, but its story was interrupted. Make a new site for the demo.")
	print(f"{COMPANY} is there already, with the story told. Nothing was done.")
