"""The ways in which orders really arrive: the HTTP API, bulk submit, Data Import, Auto Repeat.

The server commits and rolls back as it does in production; what a refused submit leaves behind is looked
at afterwards.
"""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor

from werkzeug.test import Client

import frappe
from frappe.utils import add_days, nowdate

from credit_control.tests.bootstrap import SERVICE
from credit_control.tests.committed_case import CommittedCase
from credit_control.tests.factories import make_sales_order, make_user


class RequestCase(CommittedCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=1000)
		self.seller = self.make_seller()

	def make_seller(self):
		"""A Sales User with an API key."""
		user = make_user(roles=("Sales User", "Stock User", "Accounts User"))
		self.secret = frappe.generate_hash(length=15)
		user.update({"api_key": frappe.generate_hash(length=15), "api_secret": self.secret})
		user.save(ignore_permissions=True)
		frappe.db.commit()
		return user

	def post(self, path: str, **data):
		"""One request as the seller, on a thread of its own, as the server gives it one."""
		headers = {
			"X-Frappe-Site-Name": frappe.local.site,
			"Authorization": f"token {self.seller.api_key}:{self.secret}",
		}
		with ThreadPoolExecutor(1) as thread:
			response = thread.submit(_request, path, headers, data).result()
		frappe.db.rollback()
		return response

	def status(self, order: str) -> tuple:
		return frappe.db.get_value("Sales Order", order, ["docstatus", "credit_status"])

	def holds(self, **filters) -> int:
		return frappe.db.count("Credit Hold", {"customer": self.customer, "status": "Held", **filters})


def _request(path: str, headers: dict, data: dict):
	import frappe.app

	return Client(frappe.app.application).post(path, headers=headers, json=data)


class TestHttp(RequestCase):
	def test_a_refused_submit_leaves_a_held_draft_a_hold_and_a_decision(self):
		order = self.make_drafts(self.customer, rate=1500)[0]
		doc = frappe.get_doc("Sales Order", order).as_json()
		response = self.post("/api/method/frappe.client.submit", doc=doc)
		self.assertEqual(response.status_code, 417)
		self.assertIn("500.00 above the limit of", response.get_data(as_text=True))
		self.assertEqual(self.status(order), (0, "Held"))
		self.assertEqual(self.holds(reference_name=order, document_owner="Administrator"), 1)
		self.assertEqual(self.outcomes(self.customer), ["Held"])
		user = frappe.db.get_value("Credit Decision", {"reference_name": order}, "user")
		self.assertEqual(user, self.seller.name)

	def test_a_submit_within_the_limit_is_committed_with_its_decision(self):
		order = self.make_drafts(self.customer, rate=500)[0]
		doc = frappe.get_doc("Sales Order", order).as_json()
		response = self.post("/api/method/frappe.client.submit", doc=doc)
		self.assertEqual(response.status_code, 200)
		self.assertEqual(self.status(order), (1, "Passed"))
		self.assertEqual(self.outcomes(self.customer), ["Passed"])

	def test_an_order_inserted_as_submitted_is_judged_and_leaves_a_decision_only(self):
		doc = frappe.get_doc("Sales Order", self.make_drafts(self.customer, rate=1500)[0])
		values = {**frappe.copy_doc(doc).as_dict(no_nulls=True), "docstatus": 1}
		response = self.post("/api/method/frappe.client.insert", doc=frappe.as_json(values))
		self.assertEqual(response.status_code, 417)
		self.assertEqual(frappe.db.count("Sales Order", {"customer": self.customer}), 1)
		self.assertEqual((self.outcomes(self.customer), self.holds()), (["Held"], 0))

	def test_bulk_submit_submits_what_fits_and_holds_the_rest(self):
		small, big, last = (self.make_drafts(self.customer, rate=rate)[0] for rate in (300, 900, 400))
		method = "frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs"
		response = self.post(f"/api/method/{method}", doctype="Sales Order", docnames=[small, big, last])
		self.assertEqual(json.loads(response.get_data())["message"], [big])
		self.assertEqual([self.status(name)[0] for name in (small, big, last)], [1, 0, 1])
		self.assertEqual((self.status(big)[1], self.holds(reference_name=big)), ("Held", 1))
		self.assertEqual(self.outcomes(self.customer), ["Held", "Passed", "Passed"])


class TestBackground(RequestCase):
	def test_data_import_of_submitted_orders_is_judged(self):
		self.import_orders(500, 900, 300)
		totals = frappe.get_all("Sales Order", {"customer": self.customer}, ["docstatus", "grand_total"])
		self.assertEqual(sorted((row.docstatus, row.grand_total) for row in totals), [(1, 300), (1, 500)])
		self.assertEqual(self.outcomes(self.customer), ["Held", "Passed", "Passed"])

	def import_orders(self, *rates: float) -> None:
		data_import = frappe.get_doc(
			{
				"doctype": "Data Import",
				"reference_doctype": "Sales Order",
				"import_type": "Insert New Records",
				"submit_after_import": 1,
				"mute_emails": 1,
			}
		).insert()
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{data_import.name}.csv",
				"content": self.csv(rates),
				"attached_to_doctype": "Data Import",
				"attached_to_name": data_import.name,
			}
		).insert()
		self.addCleanup(file.delete_file_data_content)
		data_import.db_set("import_file", file.file_url)
		data_import.get_importer().import_data()

	def csv(self, rates) -> str:
		day = add_days(nowdate(), 7)
		common = {
			"customer": self.customer,
			"company": self.company,
			"transaction_date": nowdate(),
			"delivery_date": day,
			"currency": "CNY",
			"conversion_rate": 1,
			"selling_price_list": "Standard Selling",
			"price_list_currency": "CNY",
			"plc_conversion_rate": 1,
			"items.item_code": SERVICE,
			"items.qty": 1,
			"items.delivery_date": day,
		}
		text = io.StringIO()
		writer = csv.DictWriter(text, [*common, "items.rate"])
		writer.writeheader()
		writer.writerows({**common, "items.rate": rate} for rate in rates)
		return text.getvalue()

	def test_auto_repeat_which_swallows_the_refusal_leaves_no_order_in_force(self):
		order = make_sales_order(customer=self.customer, rate=600, item=SERVICE)
		repeat = frappe.get_doc(
			{
				"doctype": "Auto Repeat",
				"reference_doctype": "Sales Order",
				"reference_document": order.name,
				"frequency": "Daily",
				"start_date": nowdate(),
				"submit_on_creation": 1,
			}
		).insert()
		frappe.get_doc("Auto Repeat", repeat.name).create_documents()
		frappe.db.commit()
		others = frappe.get_all("Sales Order", {"customer": self.customer, "name": ["!=", order.name]}, "*")
		self.assertEqual(
			[(row.docstatus, row.status, row.credit_status) for row in others], [(1, "On Hold", "Held")]
		)
		self.assertEqual(self.outcomes(self.customer), ["Held", "Passed"])
