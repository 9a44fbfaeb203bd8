"""Every whitelisted method against every kind of user."""

import ast
from collections.abc import Callable
from pathlib import Path

import frappe
from frappe import handler
from frappe.utils import add_days, getdate, nowdate

from credit_control import api
from credit_control.api import session
from credit_control.services import customer_holds, files, limit_requests
from credit_control.tests.bootstrap import new
from credit_control.tests.budget_case import make_budget, make_sales_person
from credit_control.tests.collection_case import case_arguments, cased
from credit_control.tests.collection_documents import make_dispute
from credit_control.tests.cover_case import cover_documents
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import (
	last_year,
	make_assessment,
	make_scorecard,
	make_statement,
	make_trial,
)
from credit_control.tests.factories import make_customer, make_sales_invoice, make_sales_order
from credit_control.tests.investigation_case import investigated
from credit_control.tests.limit_documents import bulk_documents
from credit_control.tests.request_case import make_request

#: what each kind of user is; the people of a credit department trade too, or they could not read orders
ROLES = {
	"manager": ("Credit Manager", "Sales User"),
	"specialist": ("Credit Specialist", "Sales User"),
	"collector": ("Collector", "Sales User"),
	"owner": ("Sales User",),
	"outsider": ("Sales User",),
	"roleless": (),
}
CREDIT = {"manager", "specialist", "collector"}
SELLERS = CREDIT | {"owner", "outsider"}
#: method → who may call it
ALLOWED = {
	"adjustments.preview": {"manager", "specialist"},
	"adjustments.resume": {"manager"},
	"adjustments.state": {"manager", "specialist"},
	"adjustments.undo": {"manager", "specialist"},
	"assessments.compare_with_today": {"manager", "specialist"},
	"assessments.play_through": {"manager", "specialist"},
	"assessments.run_again": {"manager", "specialist"},
	"assessments.what_if_choices": {"manager", "specialist"},
	"collection_cases.choices": SELLERS,
	"collection_cases.dispute": CREDIT,
	"collection_cases.hand_over": CREDIT,
	"collection_cases.promise": CREDIT,
	"collection_cases.read": SELLERS,
	"collection_cases.reasons": SELLERS,
	"collection_cases.record": CREDIT,
	"collection_cases.take_back": CREDIT,
	"collection_cases.view": SELLERS,
	"decisions.verify": {"manager", "specialist"},
	"disputes.open_invoices": SELLERS,
	"disputes.resolve": CREDIT,
	"repayment_plans.propose": CREDIT,
	"exposure.documents": SELLERS,
	"exposure.forecast": SELLERS,
	"exposure.view": SELLERS,
	"budgets.use": {"manager", "specialist"},
	# whoever may read the invoice too, or make the document: nobody of these
	"factoring.state": set(),
	"factoring.candidates": {"manager", "specialist"},
	"factoring.discount": set(),
	"terms.proposal": SELLERS,
	"terms.prepayment": SELLERS,
	"terms.request_payment": set(),
	"terms.receive_payment": set(),
	"files.create": {"manager", "specialist"},
	"files.create_many": {"manager", "specialist"},
	"files.picture": CREDIT,
	"file_records.panel": CREDIT,
	"file_records.make_task": {"manager", "specialist"},
	"imports.template": {"manager", "specialist"},
	"imports.start": {"manager", "specialist"},
	"investigations.open_for": {"manager", "specialist"},
	"investigations.fill": {"manager", "specialist"},
	"investigations.ask": {"manager", "specialist"},
	"investigations.bureau_adapters": {"manager", "specialist"},
	"investigations.preview_report": {"manager", "specialist"},
	"investigations.use_report": {"manager", "specialist"},
	"references.preview": {"manager", "specialist"},
	"references.send": {"manager", "specialist"},
	"references.new_link": {"manager", "specialist"},
	"references.revoke": {"manager", "specialist"},
	"groups.pool": {"manager", "specialist"},
	"groups.uses": {"manager", "specialist"},
	"health.findings": {"manager"},
	"holds.request_release": CREDIT | {"owner"},
	"holds.release": {"manager"},
	"holds.reject": {"manager"},
	"holds.rejudge": CREDIT | {"owner"},
	"holds.release_defaults": {"manager"},
	"holds.release_many": {"manager"},
	"holds.reject_many": {"manager"},
	"holds.revoke": {"manager"},
	"holds.used_orders": {"manager"},
	"manual_holds.lift": {"manager", "specialist"},
	"manual_holds.of_customer": SELLERS,
	"manual_holds.open_orders": {"manager", "specialist"},
	"manual_holds.place": {"manager", "specialist"},
	"limit_requests.approve": {"manager"},
	"limit_requests.overview": SELLERS,
	"limit_requests.reject": {"manager"},
	"limit_requests.send": CREDIT | {"owner"},
	"limit_requests.send_back": {"manager"},
	"limit_requests.start": SELLERS,
	"limit_requests.waiting_count": SELLERS,
	"limit_requests.waiting_for_me": SELLERS,
	"limit_requests.withdraw": {"owner"},
	"reassessments.cancel": {"manager", "specialist"},
	"reassessments.pause": {"manager", "specialist"},
	"reassessments.resume": {"manager", "specialist"},
	"reassessments.start": {"manager", "specialist"},
	"reassessments.state": {"manager", "specialist"},
	"relationships.around": CREDIT,
	"scorecards.indicators": {"manager", "specialist"},
	"scorecards.promote": {"manager"},
	"agreements.proposal": {"manager", "specialist"},
	"agreements.sign": {"manager", "specialist"},
	"agreements.terminate": {"manager"},
	"securities.explain": {"manager", "specialist"},
	"securities.open_reports": {"manager", "specialist"},
	"securities.release": {"manager"},
	"securities.report": {"manager", "specialist"},
	"statement_comparison.compare": {"manager", "specialist"},
	"statement_comparison.export": {"manager", "specialist"},
	"statement_imports.preview": {"manager", "specialist"},
	"statement_imports.run": {"manager", "specialist"},
	"statement_imports.save_mapping": {"manager", "specialist"},
	"statements.standard_lines": {"manager", "specialist"},
	"strip.for_prospect": SELLERS,
	"strip.for_customer": SELLERS,
	"strip.for_document": SELLERS,
	"trade.changes": CREDIT,
	"trade.note_reason": CREDIT,
	"trade.record": CREDIT,
	"trials.cancel": {"manager"},
	"trials.detail": {"manager", "specialist"},
	"trials.picture": {"manager", "specialist"},
	"trials.resume": {"manager"},
	"trials.start": {"manager"},
	"worklist.choices": SELLERS,
	"worklist.read": SELLERS,
}
#: these change something: a link that is followed must not
POST_ONLY = {
	"collection_cases.dispute",
	"collection_cases.hand_over",
	"collection_cases.promise",
	"collection_cases.record",
	"collection_cases.take_back",
	"factoring.discount",
	"terms.proposal",
	"terms.request_payment",
	"terms.receive_payment",
	"statement_imports.preview",
	"statement_imports.run",
	"statement_imports.save_mapping",
	"adjustments.preview",
	"limit_requests.approve",
	"limit_requests.reject",
	"limit_requests.send",
	"limit_requests.send_back",
	"limit_requests.withdraw",
	"adjustments.resume",
	"adjustments.undo",
	"reassessments.cancel",
	"reassessments.pause",
	"reassessments.resume",
	"reassessments.start",
	"scorecards.promote",
	"agreements.sign",
	"agreements.terminate",
	"securities.release",
	"securities.report",
	"trade.note_reason",
	"disputes.resolve",
	"trials.cancel",
	"trials.resume",
	"trials.start",
	"files.create",
	"files.create_many",
	"file_records.make_task",
	"imports.start",
	"investigations.open_for",
	"investigations.fill",
	"investigations.ask",
	"investigations.preview_report",
	"investigations.use_report",
	"references.send",
	"references.new_link",
	"references.revoke",
	"holds.request_release",
	"holds.release",
	"holds.reject",
	"holds.rejudge",
	"holds.release_many",
	"holds.reject_many",
	"holds.revoke",
	"manual_holds.lift",
	"manual_holds.place",
}


def whitelisted() -> dict[str, set[str]]:
	"""The whitelisted functions of the api package with the HTTP methods they are bound to."""
	found = {}
	for path in sorted(Path(api.__file__).parent.glob("*.py")):
		for node in ast.parse(path.read_text()).body:
			if isinstance(node, ast.FunctionDef):
				for decorator in node.decorator_list:
					if "whitelist" in ast.unparse(decorator):
						found[f"{path.stem}.{node.name}"] = ast.unparse(decorator)
	return found


class TestPermissions(CreditCase):
	def setUp(self):
		super().setUp()
		self.users = {kind: self.make_user_of(roles) for kind, roles in ROLES.items()}
		self.customer = self.make_credit_customer(limit=1000)
		# the pool of the bulk documents leaves the customer nothing
		apart = self.make_credit_customer()
		with self.acting_as(self.users["owner"]):
			self.order = make_sales_order(customer=self.customer, rate=1500, submit=False)
			self.submit_refused(self.order)
			self.draft = make_request(customer=self.customer, kind="Permanent Limit").name
			self.asked = make_request(customer=apart).name
			limit_requests.send(self.asked)
		self.hold = self.hold_of(self.order).name
		self.decision = frappe.db.get_value("Credit Hold", self.hold, "decision")
		self.new_customer = make_customer().name
		self.released = frappe.copy_doc(frappe.get_doc("Credit Hold", self.hold)).insert().name
		frappe.db.set_value("Credit Hold", self.released, {"status": "Released", "amount_cap": 1500})
		self.customer_hold = customer_holds.place(make_customer().name, reason="Lawsuit", from_date=getdate())
		make_statement(customer=self.customer)
		self.bulk = bulk_documents(self.customer, self.users["manager"])
		self.cover = cover_documents(self.customer, self.company)
		self.parts = investigated(self.customer)
		invoice = make_sales_invoice(customer=self.customer, rate=10)
		self.invoice = invoice.name
		self.dispute = make_dispute(customer=self.customer, items=[(invoice, 5)]).name
		self.cased = cased(self.customer, self.company)
		party = {"opportunity_from": "Customer", "party_name": self.customer, "company": self.company}
		self.opportunity = new("Opportunity", **party).insert().name
		self.budget = make_budget(holder=make_sales_person()).name
		self.assessment = make_assessment(customer=self.customer).name
		self.challenger = make_scorecard(role="Challenger").name
		self.trial = make_trial(self.challenger)

	def make_user_of(self, roles: tuple[str, ...]) -> str:
		user = self.user(*roles) if roles else self.user("Desk User")
		return user.name

	def arguments(self, method: str) -> dict:
		parts = self.parts
		report = {
			"name": parts["name"],
			"row": parts["bureau"],
			"adapter": "file-drop",
			"file_url": parts["file"],
		}
		return {
			"adjustments.preview": {"adjustment": self.bulk["preview"]},
			"adjustments.resume": {"adjustment": self.bulk["go_on"]},
			"adjustments.state": {"adjustment": self.bulk["undo"]},
			"adjustments.undo": {"adjustment": self.bulk["undo"]},
			"limit_requests.approve": {"name": self.asked},
			"limit_requests.overview": {"doc": {"name": self.asked}},
			"limit_requests.reject": {"name": self.asked, "comment": "Too risky"},
			"limit_requests.send": {"name": self.draft},
			"limit_requests.send_back": {"name": self.asked, "comment": "Half of it"},
			"limit_requests.start": {
				"kind": "Temporary Limit",
				"customer": self.customer,
				"company": self.company,
			},
			"limit_requests.waiting_count": {},
			"limit_requests.waiting_for_me": {},
			"limit_requests.withdraw": {"name": self.asked},
			"reassessments.cancel": {"run": self.bulk["cancel"]},
			"reassessments.pause": {"run": self.bulk["pause"]},
			"reassessments.resume": {"run": self.bulk["resume"]},
			"reassessments.start": {"run": self.bulk["start"]},
			"reassessments.state": {"run": self.bulk["pause"]},
			"scorecards.indicators": {},
			"scorecards.promote": {"name": self.challenger, "valid_from": nowdate()},
			"trials.cancel": {"name": self.trial},
			"trials.detail": {
				"name": frappe.db.get_value("Credit Scorecard Trial Result", {"trial": self.trial})
			},
			"trials.picture": {"name": self.trial},
			"trials.resume": {"name": self.trial},
			"trials.start": {"scorecard": self.challenger, "company": self.company, "sample_size": 1},
			"groups.pool": {"group": self.bulk["group"]},
			"groups.uses": {"names": [self.bulk["group"]]},
			"agreements.proposal": {"customer": self.customer, "company": self.company},
			"agreements.sign": {
				"agreement": self.cover["agreement"],
				"signed_on": nowdate(),
				"signed_copy": "/private/files/signed.pdf",
			},
			"agreements.terminate": {"agreement": self.cover["agreement"], "reason": "Late again"},
			"securities.explain": {"security": self.cover["insurance"]},
			"securities.open_reports": {"security": self.cover["insurance"]},
			"securities.report": {
				"security": self.cover["insurance"],
				"vouchers": [],
				"reported_on": nowdate(),
			},
			"securities.release": {"security": self.bulk["security"], "reason": "Paid"},
			"investigations.open_for": {"customer": self.new_customer},
			"investigations.fill": {"name": parts["name"], "template": parts["template"]},
			"investigations.ask": {"name": parts["name"], "row": parts["reference"]},
			"investigations.bureau_adapters": {},
			"investigations.preview_report": report,
			"investigations.use_report": report,
			"references.preview": {"name": parts["request"]},
			"references.send": {"name": parts["request"]},
			"references.new_link": {"name": parts["request"]},
			"references.revoke": {"name": parts["request"]},
			"assessments.compare_with_today": {"name": self.assessment},
			"assessments.play_through": {"name": self.assessment, "changes": {"legal_record": "Clean"}},
			"assessments.run_again": {"name": self.assessment},
			"assessments.what_if_choices": {"name": self.assessment},
			**case_arguments(self.cased, self.invoice),
			"decisions.verify": {"decision": self.decision},
			"disputes.open_invoices": {"customer": self.customer, "company": self.company},
			"disputes.resolve": {"dispute": self.dispute, "resolution": "Withdrawn", "note": "They paid"},
			"repayment_plans.propose": {"total": 1000, "first": nowdate(), "count": 3},
			"exposure.documents": {
				"customer": self.customer,
				"company": self.company,
				"part": "open_orders",
			},
			"exposure.forecast": {"customer": self.customer, "company": self.company},
			"exposure.view": {"customer": self.customer, "company": self.company},
			"budgets.use": {"budget": self.budget},
			"factoring.state": {"invoice": self.invoice},
			"factoring.candidates": {"customer": self.customer, "company": self.company},
			"factoring.discount": {"company": self.company, "invoices": [self.invoice]},
			"terms.proposal": {
				"doctype": "Sales Order",
				"customer": self.customer,
				"company": self.company,
			},
			"terms.prepayment": {"order": self.order.name},
			"terms.request_payment": {"order": self.order.name},
			"terms.receive_payment": {"order": self.order.name},
			"files.create": {"customer": self.new_customer},
			"files.create_many": {"customers": [self.new_customer]},
			"relationships.around": {"name": files.file_of(self.customer)},
			"files.picture": {"name": files.file_of(self.customer), "company": self.company},
			"file_records.panel": {"name": files.file_of(self.customer)},
			"file_records.make_task": {"name": files.file_of(self.customer), "item": "shareholders"},
			"imports.template": {"kind": "files"},
			"imports.start": {"kind": "ratings"},
			"health.findings": {},
			"holds.request_release": {"hold": self.hold, "reason": "They pay on Friday"},
			"holds.release": {
				"hold": self.hold,
				"reason": "Guaranteed",
				"amount_cap": 1500,
				"tolerance_percent": 0,
				"valid_to": add_days(nowdate(), 1),
			},
			"holds.reject": {"hold": self.hold, "reason": "Too risky"},
			"holds.rejudge": {"hold": self.hold},
			"holds.release_defaults": {"hold": self.hold},
			"holds.release_many": {
				"holds": [self.hold],
				"reason": "Insured",
				"valid_to": add_days(nowdate(), 1),
			},
			"holds.reject_many": {"holds": [self.hold], "reason": "Too risky"},
			"holds.revoke": {"hold": self.released, "reason": "No guarantee"},
			"holds.used_orders": {"hold": self.released},
			"manual_holds.lift": {"hold": self.customer_hold, "reason": "Settled"},
			"manual_holds.of_customer": {"customer": self.new_customer},
			"manual_holds.open_orders": {"customer": self.new_customer},
			"manual_holds.place": {
				"customer": self.new_customer,
				"reason": "Lawsuit",
				"from_date": nowdate(),
			},
			"worklist.choices": {},
			"worklist.read": {},
			"statement_comparison.compare": {"customer": self.customer},
			"statement_comparison.export": {"customer": self.customer},
			"statement_imports.preview": {"customer": self.customer, "text": "Cash	1"},
			"statement_imports.run": {
				"customer": self.customer,
				"text": "Cash	1",
				"values": {
					"period_type": "Annual",
					"period_start": f"{last_year() - 1}-01-01",
					"period_end": f"{last_year() - 1}-12-31",
					"unit": "1",
					"currency": "CNY",
					"audit": "Audited",
				},
			},
			"statement_imports.save_mapping": {
				"template": "English Statements",
				"label": "Petty cash",
				"use": "Add",
				"line": "Cash",
			},
			"statements.standard_lines": {},
			"trade.changes": {"name": files.file_of(self.customer)},
			"trade.note_reason": {
				"name": files.file_of(self.customer),
				"invoice": self.invoice,
				"reason": "Dispute",
			},
			"trade.record": {"name": files.file_of(self.customer), "company": self.company},
			"strip.for_customer": {"customer": self.customer, "company": self.company},
			"strip.for_prospect": {"doctype": "Opportunity", "name": self.opportunity},
			"strip.for_document": {"doc": self.order.as_json()},
		}[method]

	def call(self, method: str, user: str):
		function = self.function(method)
		frappe.db.savepoint("one_call")
		try:
			with self.acting_as(user):
				return function(**self.arguments(method))
		finally:
			frappe.db.rollback(save_point="one_call")

	def function(self, method: str) -> Callable:
		return frappe.get_attr(f"credit_control.api.{method}")

	def test_the_table_names_every_whitelisted_method_and_no_other(self):
		self.assertEqual(set(whitelisted()), set(ALLOWED))

	def test_each_method_is_open_to_the_users_of_the_table_and_closed_to_all_others(self):
		for method, allowed in ALLOWED.items():
			for kind, user in self.users.items():
				with self.subTest(method=method, user=kind):
					if kind in allowed:
						self.call(method, user)
						continue
					with self.assertRaises(frappe.PermissionError):
						self.call(method, user)

	def test_guests_reach_no_method(self):
		for method in ALLOWED:
			refused = self.assertRaises(frappe.PermissionError)
			with self.subTest(method), self.acting_as("Guest"), refused:
				handler.is_whitelisted(self.function(method))

	def test_what_changes_something_answers_to_post_only(self):
		bound = {method for method, decorator in whitelisted().items() if "methods=['POST']" in decorator}
		self.assertEqual(bound, POST_ONLY)

	def test_a_customer_that_the_user_may_not_see_gets_no_file_alone_or_in_bulk(self):
		user = self.users["specialist"]
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Customer", "for_value": self.customer}
		).insert()
		for method in ("files.create", "files.create_many", "investigations.open_for"):
			with self.subTest(method), self.assertRaises(frappe.PermissionError):
				self.call(method, user)

	def test_who_sees_the_app_on_the_apps_screen(self):
		seen = set()
		for kind, user in self.users.items():
			with self.acting_as(user):
				if session.may_open():
					seen.add(kind)
		self.assertEqual(seen, CREDIT)


class TestDocumentPermissions(CreditCase):
	"""Rights on the DocTypes themselves, as the forms and the REST API have them."""

	EXPECTED = {
		"Credit Control Settings": {"write": {"manager"}},
		"Credit Policy": {"create": {"manager"}, "submit": {"manager"}, "read": {"manager", "specialist"}},
		"Credit Scorecard": {"create": {"manager"}, "submit": {"manager"}, "read": {"manager", "specialist"}},
		"Credit Scorecard Trial": {"create": {"manager"}, "read": {"manager", "specialist"}},
		"Credit Scorecard Trial Result": {
			"create": set(),
			"write": set(),
			"delete": set(),
			"read": {"manager", "specialist"},
		},
		"Credit Rating Scale": {"create": {"manager"}, "write": {"manager"}, "read": CREDIT},
		"Credit File": {"create": {"manager", "specialist"}, "read": CREDIT, "delete": {"manager"}},
		"Customer Financial Statement": {
			"create": {"manager", "specialist"},
			"submit": {"manager", "specialist"},
			"read": {"manager", "specialist"},
		},
		"Financial Statement Template": {
			"create": {"manager", "specialist"},
			"delete": {"manager"},
			"read": {"manager", "specialist"},
		},
		"Industry Reference": {
			"create": {"manager"},
			"write": {"manager"},
			"read": {"manager", "specialist"},
		},
		"Credit Assessment": {
			"create": {"manager", "specialist"},
			"submit": {"manager"},
			"cancel": {"manager"},
			"read": {"manager", "specialist"},
		},
		"Credit Investigation": {
			"create": {"manager", "specialist"},
			"submit": {"manager", "specialist"},
			"read": CREDIT,
		},
		"Credit Investigation Template": {"write": {"manager"}, "read": {"manager", "specialist"}},
		"Credit Reference Request": {
			"create": {"manager", "specialist"},
			"write": {"manager", "specialist"},
			"read": CREDIT,
		},
		"Credit Security": {
			"create": {"manager", "specialist"},
			"submit": {"manager"},
			"read": {"manager", "specialist"},
		},
		"Credit Group": {"write": {"manager"}, "read": {"manager", "specialist"}},
		"Credit Reassessment Run": {"create": {"manager", "specialist"}, "delete": {"manager"}},
		"Credit Reassessment Result": {"create": set(), "write": set(), "read": {"manager", "specialist"}},
		"Credit Limit Adjustment": {
			"create": {"manager", "specialist"},
			"submit": {"manager"},
			"read": {"manager", "specialist"},
		},
		"Credit Hold": {"create": set(), "write": set(), "delete": set()},
		"Credit Customer Hold": {"create": set(), "write": set(), "delete": set(), "read": SELLERS},
		"Credit Decision": {
			"create": set(),
			"write": set(),
			"delete": set(),
			"read": {"manager", "specialist"},
		},
	}

	def test_each_right_on_each_document_is_with_the_roles_of_the_table_only(self):
		users = {kind: self.user(*roles).name if roles else "Guest" for kind, roles in ROLES.items()}
		for doctype, rights in self.EXPECTED.items():
			for right, expected in rights.items():
				with self.subTest(doctype=doctype, right=right):
					having = {
						kind
						for kind, user in users.items()
						if frappe.has_permission(doctype, right, user=user)
					}
					self.assertEqual(having, expected)
