"""The base of all site tests: real documents, and not a trace of them after each test."""

from __future__ import annotations

from unittest.mock import patch

import frappe

try:
	from frappe.tests import IntegrationTestCase as SiteTestCase
except ImportError:
	from frappe.tests.utils import FrappeTestCase as SiteTestCase

from credit_control.services import locking, recording, rejudging
from credit_control.tests import bootstrap

SAVEPOINT = "credit_control_test"


class CreditTestCase(SiteTestCase):
	"""Rolls every test back to where it began, and fails a test whose code commits.

	Tests that need two connections derive from `SiteTestCase` and clean up after themselves.
	"""

	company = bootstrap.COMPANY

	@classmethod
	def setUpClass(cls) -> None:
		bootstrap.once(frappe.local.site)
		super().setUpClass()

	def setUp(self) -> None:
		super().setUp()
		frappe.set_user("Administrator")
		frappe.clear_messages()
		forget()
		frappe.db.savepoint(SAVEPOINT)
		commit = patch.object(frappe.db, "commit", refuse_commit)
		commit.start()
		self.addCleanup(undo)
		self.addCleanup(commit.stop)


def refuse_commit() -> None:
	"""What `frappe.db.commit` is during a test. ERPNext 16 ignores commits in document events: so do we."""
	if not getattr(frappe.db, "_disable_transaction_control", 0):
		raise AssertionError("the code under test commits")


def undo() -> None:
	"""Roll back to the start of the test and drop whatever was waiting for a commit or rollback."""
	frappe.db.rollback(save_point=SAVEPOINT)
	clean()


def clean() -> None:
	"""Drop what a part of a transaction left outside the database when it was rolled back."""
	frappe.set_user("Administrator")
	recording.forget_pending()
	for callbacks in ("before_commit", "after_commit", "before_rollback", "after_rollback"):
		getattr(frappe.db, callbacks).reset()
	forget()


def forget() -> None:
	"""Drop cached documents and figures: names are used again after a rollback, with other contents."""
	locking.forget()
	rejudging.forget()
	frappe.cache.delete_keys("document_cache::")
	frappe.db.value_cache.clear()
	getattr(frappe.local, "request_cache", {}).clear()
	frappe.local.role_permissions = {}
	if client_cache := getattr(frappe, "client_cache", None):
		client_cache.clear_cache()
