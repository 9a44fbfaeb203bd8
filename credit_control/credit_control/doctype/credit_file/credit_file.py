import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from credit_control.services import (
	file_checks,
	file_completeness,
	file_matches,
	file_records,
	files,
	groups,
	history,
	limit_authority,
	locking,
	manual_holds,
	rating_scales,
	rejudging,
	relation_keys,
)
from credit_control.services.rows import refuse_repeats

#: a million millions: no column holds it
TOO_LARGE = 10**12


class CreditFile(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_file_bank_reference.credit_file_bank_reference import (
			CreditFileBankReference,
		)
		from credit_control.credit_control.doctype.credit_file_document.credit_file_document import (
			CreditFileDocument,
		)
		from credit_control.credit_control.doctype.credit_file_external_rating.credit_file_external_rating import (
			CreditFileExternalRating,
		)
		from credit_control.credit_control.doctype.credit_file_insurance.credit_file_insurance import (
			CreditFileInsurance,
		)
		from credit_control.credit_control.doctype.credit_file_legal_record.credit_file_legal_record import (
			CreditFileLegalRecord,
		)
		from credit_control.credit_control.doctype.credit_file_limit.credit_file_limit import CreditFileLimit
		from credit_control.credit_control.doctype.credit_file_person.credit_file_person import (
			CreditFilePerson,
		)
		from credit_control.credit_control.doctype.credit_file_shareholder.credit_file_shareholder import (
			CreditFileShareholder,
		)
		from credit_control.credit_control.doctype.credit_file_tax_record.credit_file_tax_record import (
			CreditFileTaxRecord,
		)
		from credit_control.credit_control.doctype.credit_file_trade_reference.credit_file_trade_reference import (
			CreditFileTradeReference,
		)

		account_manager: DF.Link | None
		assessed_on: DF.Date | None
		assignment: DF.Literal["Allowed", "Prohibited"]
		bad_debt: DF.Check
		bank_reference: DF.Literal["", "Good", "Fair", "Poor"]
		bank_references: DF.Table[CreditFileBankReference]
		business_scope: DF.SmallText | None
		capital_currency: DF.Link | None
		company_size: DF.Literal["", "Large", "Medium", "Small", "Micro"]
		completeness: DF.Percent
		courts_checked_on: DF.Date | None
		customer: DF.Link | None
		customer_class: DF.Data | None
		customer_group: DF.Link | None
		customer_name: DF.Data | None
		dishonest_debtor: DF.Check
		documents: DF.Table[CreditFileDocument]
		external_rating: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		external_rating_agency: DF.Data | None
		external_rating_date: DF.Date | None
		external_ratings: DF.Table[CreditFileExternalRating]
		founded_on: DF.Date | None
		fraud: DF.Check
		grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		group_changes: DF.Int
		industry: DF.Link | None
		industry_climate: DF.Literal["", "Favourable", "Stable", "Declining"]
		insolvency: DF.Check
		insurances: DF.Table[CreditFileInsurance]
		key_persons: DF.Table[CreditFilePerson]
		last_assessment: DF.Link | None
		last_decision_hash: DF.Data | None
		legal_record: DF.Literal["", "Clean", "Minor", "Serious"]
		legal_records: DF.Table[CreditFileLegalRecord]
		legal_representative: DF.Data | None
		limits: DF.Table[CreditFileLimit]
		merged_into: DF.Link | None
		naming_series: DF.Literal["CF-.#####"]
		next_review: DF.Date | None
		notes: DF.TextEditor | None
		on_hold: DF.Check
		ownership: DF.Literal["", "State-owned", "Listed", "Foreign-invested", "Private", "Sole Trader"]
		paid_in_capital: DF.Currency
		recent_documents: DF.LongText | None
		records_status: DF.Literal["", "Up to Date", "Expiring", "Expired"]
		registered_capital: DF.Currency
		registration_checked_on: DF.Date | None
		registration_indefinite: DF.Check
		registration_number: DF.Data | None
		registration_valid_from: DF.Date | None
		registration_valid_to: DF.Date | None
		registry_status: DF.Literal["", "In Operation", "Suspended", "Expired", "Revoked", "Deregistered"]
		review_months: DF.Int
		risk_class: DF.Literal["", "Prime", "Standard", "High Risk"]
		score: DF.Float
		shareholders: DF.Table[CreditFileShareholder]
		specialist: DF.Link | None
		status: DF.Literal["Active", "Closed", "Merged"]
		tax_records: DF.Table[CreditFileTaxRecord]
		trade_references: DF.Literal["", "Good", "Fair", "Poor"]
		trade_references_given: DF.Table[CreditFileTradeReference]
		value_class: DF.Literal["", "VIP", "Key", "Ordinary"]

	# end: auto-generated types
	def check_if_latest(self):
		# Frappe locks the file's row here: the groups come first, as everywhere
		locking.lock_groups_of(self.customer)
		super().check_if_latest()

	def before_save(self):
		if not self.is_new():
			locking.keep(self)
		# not what the form loaded: somebody may have held the customer since
		self.on_hold = int(manual_holds.is_held(self.customer))

	def before_validate(self):
		file_records.keep_rows_of_import(self)

	def validate(self):
		if self.status == "Merged":
			return
		if not self.customer:
			frappe.throw(_("Customer is missing. Choose one."), frappe.MandatoryError)
		if self.is_new() or self.has_value_changed("customer"):
			files.validate_customer(self.customer, self.flags.even_disabled)
			self.refuse_second_file()
		self.validate_limits()
		file_checks.check(self)
		rating_scales.fill_grades(self)
		file_completeness.fill(self, getdate())
		file_matches.warn(self)

	def refuse_second_file(self):
		other = frappe.db.get_value(
			"Credit File", {"customer": self.customer, "name": ["!=", self.name or ""]}
		)
		if other:
			frappe.throw(
				_("Customer {0} has Credit File {1} already. Open that one.").format(self.customer, other),
				frappe.DuplicateEntryError,
			)

	def validate_limits(self):
		refuse_repeats(self.limits, "company")
		for row in self.limits:
			self.validate_limit(row)
		limit_authority.refuse_by_hand(self)
		groups.check_file(self)

	def validate_limit(self, row):
		for fieldname in ("credit_limit", "temporary_limit"):
			self.validate_amount(row, fieldname)
		if row.limit_mode != "Limited":
			row.credit_limit = 0
		if row.temporary_limit and not row.temporary_until:
			frappe.throw(
				_("Row {0}: Until is missing. Enter the temporary limit's last day.").format(row.idx)
			)
		if (
			row.temporary_from
			and row.temporary_until
			and getdate(row.temporary_from) > getdate(row.temporary_until)
		):
			frappe.throw(_("Row {0}: From lies after Until. Correct one of the two.").format(row.idx))

	def validate_amount(self, row, fieldname):
		amount, label = row.get(fieldname) or 0, _(row.meta.get_label(fieldname), context=row.doctype)
		if amount < 0:
			frappe.throw(_("Row {0}: {1} is negative. Enter zero or more.").format(row.idx, label))
		if amount >= TOO_LARGE:
			frappe.throw(_("Row {0}: {1} is too large. Check the figure.").format(row.idx, label))

	def on_update(self):
		history.track(self)
		relation_keys.renew(self)
		# grade, review date, limits, entries that were missing: any of it may clear a hold
		rejudging.later(self.customer)

	def on_trash(self):
		relation_keys.drop(self.name)
