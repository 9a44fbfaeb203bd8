"""What the exposure tests share: one assertion for the parts and their agreement with ERPNext."""

from __future__ import annotations

from decimal import Decimal

from frappe.utils import getdate, nowdate

from credit_control.engine.exposure import PARTS, ExposureSwitches
from credit_control.engine.receivables import open_terms, overdue
from credit_control.erp.exposure import read_exposure
from credit_control.erp.parts import part_documents
from credit_control.erp.receivables import open_items
from credit_control.tests import ledgers
from credit_control.tests.base import CreditTestCase
from credit_control.tests.ledgers import money


class ExposureTestCase(CreditTestCase):
	"""Asserts exposure by parts."""

	def assert_exposure(self, customer, agrees: bool = True, **parts: float) -> None:
		"""Exactly these parts, the documents behind them sum to them, and the ledgers say the same."""
		exposure = self.exposure_of(customer)
		expected = {part: money(parts.get(part)) for part in PARTS}
		found = {part: money(getattr(exposure, part)) for part in PARTS}
		assert found == expected, f"parts: {found}"
		documents = {part: self.documents_total(customer, part) for part in PARTS}
		assert documents == expected, f"documents: {documents}"
		if agrees:
			self.assert_agrees_with_erpnext(customer)

	def assert_agrees_with_erpnext(self, customer) -> None:
		"""Receivable equals the general ledger and the report; overdue equals the report."""
		figures = {
			"ours": money(self.exposure_of(customer).receivable),
			"general ledger": ledgers.general_ledger(customer.name),
			"report": ledgers.report_total(customer.name),
		}
		assert len(set(figures.values())) == 1, f"receivable: {figures}"
		late = {"ours": self.overdue_of(customer), "report": ledgers.report_overdue(customer.name)}
		assert len(set(late.values())) == 1, f"overdue: {late}"

	def exposure_of(self, customer, **switches):
		return read_exposure(customer.name, self.company, ExposureSwitches(**switches), today())

	def overdue_of(self, customer) -> Decimal:
		return money(overdue(open_terms(open_items(customer.name, self.company)), today()).amount)

	def documents_total(self, customer, part: str) -> Decimal:
		documents = self.documents(customer, part)
		return money(sum(document["amount"] for document in documents))

	def documents(self, customer, part: str) -> list[dict]:
		return part_documents(customer.name, self.company, part)


def today():
	return getdate(nowdate())
