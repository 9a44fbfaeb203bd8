"""Who is connected with a customer: found by index, shown to those who may see it, warned of when it is new."""

import frappe
from frappe.utils import strip_html

from credit_control.api import relationships as api
from credit_control.engine.relationships import ADDRESS, PHONE, TAX_ID
from credit_control.patches import fill_relation_keys
from credit_control.services import connections, files, relation_keys
from credit_control.tests.bootstrap import SERVICE, new
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer, make_sales_order, unique
from credit_control.tests.limit_documents import make_group, make_security


class RelationCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.centre, self.other, self.far = (self.make_credit_customer(limit=1_000) for _number in range(3))

	def file(self, customer: str):
		return frappe.get_doc("Credit File", {"customer": customer})

	def write(self, customer: str, **values):
		frappe.clear_messages()
		self.file(customer).update(values).save()
		return strip_html(" ".join(str(message) for message in frappe.message_log))

	def name(self, customer: str) -> str:
		return frappe.db.get_value("Customer", customer, "customer_name")

	def around(self, customer: str | None = None, **given) -> dict:
		return api.around(files.file_of(customer or self.centre), **given)

	def reasons(self, picture: dict, *pair: str) -> list[str]:
		edges = [edge for edge in picture["edges"] if {edge["first"], edge["second"]} == set(pair)]
		return [reason for edge in edges for reason in edge["reasons"]]

	def levels(self, picture: dict) -> dict[str, int]:
		return {node["customer"]: node["level"] for node in picture["nodes"]}


class TestShared(RelationCase):
	def test_each_kind_of_fact_connects(self):
		person = unique("Wang")
		for values, reason in (
			({"registration_number": unique("9131")}, "Same registration number: {registration_number}"),
			({"legal_representative": person}, "Same legal representative: {legal_representative}"),
		):
			self.write(self.centre, **values)
			self.write(self.other, **values)
			self.assertIn(reason.format(**values), self.reasons(self.around(), self.centre, self.other))
		self.write(self.far, key_persons=[{"person_name": f" {person.upper()} ", "phone": ""}])
		told = self.reasons(self.around(), self.centre, self.far)
		self.assertIn("is a key person of", told[0])

	def test_two_edges_away_is_shown_and_three_are_not(self):
		last = self.make_credit_customer()
		for first, second in ((self.centre, self.other), (self.other, self.far), (self.far, last)):
			person = unique("Li")
			for customer in (first, second):
				file = self.file(customer)
				file.append("key_persons", {"person_name": person})
				file.save()
		self.assertEqual(self.levels(self.around()), {self.centre: 0, self.other: 1, self.far: 2})

	def test_tax_ids_and_addresses_connect_as_soon_as_erpnext_has_them(self):
		number, street = f"91310000{frappe.generate_hash(length=8)}", unique("Century Avenue")
		for customer in (self.centre, self.other):
			frappe.get_doc("Customer", customer).update({"tax_id": number}).save()
			self.address(customer, street)
		told = self.reasons(self.around(), self.centre, self.other)
		self.assertEqual(told, [f"Same tax ID: {number}", f"Same address: Shanghai {street}"])
		for name in frappe.get_all("Address", {"address_line1": street}, pluck="name")[:1]:
			frappe.delete_doc("Address", name, force=True)
		self.assertEqual(len(self.reasons(self.around(), self.centre, self.other)), 1)

	def address(self, customer: str, street: str):
		place = new("Address", address_title=customer, address_line1=street, city="Shanghai", country="China")
		place.append("links", {"link_doctype": "Customer", "link_name": customer})
		return place.insert()

	def test_what_was_taken_out_of_a_file_connects_no_more(self):
		person = unique("Zhao")
		self.write(self.centre, legal_representative=person)
		self.write(self.other, legal_representative=person)
		self.write(self.other, legal_representative="")
		self.assertEqual(self.levels(self.around()), {self.centre: 0})

	def test_what_very_many_share_connects_nobody_and_is_said(self):
		most, connections.MOST_SHARED = connections.MOST_SHARED, 2
		self.addCleanup(setattr, connections, "MOST_SHARED", most)
		person = unique("Agent")
		for customer in (self.centre, self.other, self.far):
			self.write(customer, legal_representative=person)
		picture = self.around()
		self.assertEqual((len(picture["nodes"]), picture["common"]), (1, [{"shown": person, "files": 3}]))

	def test_a_deleted_or_merged_file_connects_no_more(self):
		person = unique("Sun")
		for customer in (self.centre, self.other, self.far):
			self.write(customer, legal_representative=person)
		frappe.delete_doc("Credit File", files.file_of(self.other), force=True)
		frappe.rename_doc("Customer", self.far, make_customer().name, merge=True)
		self.assertNotIn(self.other, self.levels(self.around()))
		self.assertFalse(frappe.db.exists("Credit File Key", {"shown": self.name(self.other)}))

	def test_the_patch_gives_files_that_are_there_their_keys(self):
		person = unique("Qian")
		for customer in (self.centre, self.other):
			self.write(customer, legal_representative=person)
		frappe.db.delete("Credit File Key")
		fill_relation_keys.execute()
		self.assertEqual(self.levels(self.around())[self.other], 1)


class TestSaid(RelationCase):
	def test_groups_shareholders_and_guarantors_connect_with_or_without_a_file(self):
		parent, guarantor = make_customer().name, make_customer().name
		group = make_group(members=[self.centre, self.other], parent_customer=parent, pooled_limit=5_000)
		make_security(customer=self.centre, guarantor=guarantor)
		self.write(
			self.far,
			shareholders=[{"shareholder_name": "Us", "customer": self.centre, "share_percent": 60}],
		)
		picture = self.around()
		told = lambda other: self.reasons(picture, self.centre, other)[0]  # noqa: E731
		self.assertEqual(
			told(parent), f"{self.name(parent)} is the parent company of {self.name(self.centre)}"
		)
		self.assertEqual(told(self.other), f"Both in Credit Group {group.name}")
		self.assertEqual(told(self.far), f"{self.name(self.centre)} owns 60 % of {self.name(self.far)}")
		self.assertEqual(
			told(guarantor), f"{self.name(guarantor)} guarantees what {self.name(self.centre)} owes"
		)
		self.assertEqual(picture["group"], group.name)

	def test_figures_and_warnings_stand_at_each_customer_and_together(self):
		person = unique("Zhou")
		for customer in (self.centre, self.other):
			self.write(customer, legal_representative=person)
		make_sales_order(customer=self.centre, rate=100, item=SERVICE)
		make_sales_order(customer=self.other, rate=700, item=SERVICE)
		self.write(self.other, bad_debt=1)
		file = self.file(self.other)
		file.limits[0].credit_limit = 600
		file.save()
		picture = self.around()
		nodes = {node["customer"]: node for node in picture["nodes"]}
		self.assertEqual(picture["total"], 800)
		self.assertEqual((nodes[self.other]["exposure"], nodes[self.other]["limit"]), (700, 600))
		self.assertEqual(nodes[self.other]["alerts"], ["Bad Debt with Us", "Over Limit"])
		self.assertEqual((nodes[self.centre]["grade"], nodes[self.centre]["alerts"]), ("A", []))


class TestPermission(RelationCase):
	def setUp(self):
		super().setUp()
		self.person = unique("Wu")
		for customer in (self.centre, self.other):
			self.write(customer, legal_representative=self.person)
		phone = f"+86 139 {int(frappe.generate_hash(length=8), 16) % 10**8:08}"
		self.write(self.other, key_persons=[{"person_name": unique("Bo"), "phone": phone}])
		self.write(self.far, key_persons=[{"person_name": unique("Bo"), "phone": phone}])
		self.clerk = self.user("Credit Specialist", "Sales User").name
		for customer in (self.centre, self.far):
			values = {"user": self.clerk, "allow": "Customer", "for_value": customer}
			frappe.get_doc({"doctype": "User Permission", **values}).insert()

	def test_files_that_may_not_be_read_are_counted_and_what_only_they_connect_is_not_shown(self):
		self.assertEqual(self.levels(self.around()), {self.centre: 0, self.other: 1, self.far: 2})
		with self.acting_as(self.clerk):
			picture = self.around()
		self.assertEqual((self.levels(picture), picture["hidden"]), ({self.centre: 0}, 1))
		self.assertEqual(picture["edges"], [])
		self.assertNotIn(self.name(self.other), frappe.as_json(picture))

	def test_whoever_may_not_read_the_file_is_refused(self):
		with self.acting_as(self.clerk), self.assertRaises(frappe.PermissionError):
			self.around(self.other)

	def test_a_warning_counts_them_too(self):
		with self.acting_as(self.clerk):
			told = self.write(self.far, legal_representative=self.person)
		self.assertIn("Customers whose files you may not read: 1.", told)
		self.assertIn(f"{self.name(self.centre)}: Same legal representative: {self.person}", told)
		self.assertNotIn(self.name(self.other), told)


class TestWarning(RelationCase):
	def test_a_new_file_names_whom_it_shares_something_with_and_what_speaks_against_them(self):
		person = unique("Ma")
		self.write(self.centre, legal_representative=person)
		self.write(self.other, legal_representative=person, fraud=1)
		order = make_sales_order(customer=self.centre, rate=1_001, item=SERVICE, submit=False)
		self.submit_refused(order)
		told = self.write(self.far, legal_representative=person)
		first, second = told.index(self.name(self.other)), told.index(self.name(self.centre))
		reason = f"Same legal representative: {person}"
		self.assertIn(f"{self.name(self.other)}: {reason} – Fraud", told)
		self.assertIn(f"{self.name(self.centre)}: {reason} – Documents on Hold", told)
		self.assertGreater(min(first, second), -1)

	def test_more_owed_than_granted_by_any_company_and_a_hold_by_a_person_are_marked(self):
		person = unique("Luo")
		self.write(self.centre, legal_representative=person)
		make_sales_order(customer=self.centre, rate=900, item=SERVICE)
		file = self.file(self.centre)
		file.limits[0].credit_limit = 800
		file.save()
		file.db_set("on_hold", 1)
		told = self.write(self.far, legal_representative=person)
		self.assertIn(f"{person} – New Documents Held, Over Limit", told)

	def test_it_is_said_once_and_not_of_what_is_empty(self):
		person = unique("Hu")
		self.write(self.centre, legal_representative=person)
		self.assertIn(person, self.write(self.other, legal_representative=person))
		self.assertEqual(self.write(self.other, notes="Called"), "")
		self.assertEqual(self.write(self.far, legal_representative="-", registration_number="无"), "")

	def test_more_than_five_are_counted(self):
		person = unique("Gao")
		for _number in range(6):
			self.write(self.make_credit_customer(), legal_representative=person)
		told = self.write(self.far, legal_representative=person)
		self.assertIn("1 more customers are named in the tab Relationships.", told)

	def test_text_of_a_file_is_no_markup(self):
		person = f"<b>{unique('Tag')}</b>"
		self.write(self.centre, legal_representative=person)
		frappe.clear_messages()
		self.file(self.other).update({"legal_representative": person}).save()
		self.assertNotIn(person, " ".join(str(message) for message in frappe.message_log))


class TestKeys(RelationCase):
	def test_a_file_keeps_a_key_for_each_fact_and_none_for_placeholders(self):
		self.write(
			self.centre,
			legal_representative="Ｃｈｅｎ　Ｌｅｉ",
			registration_number="N/A",
			key_persons=[{"person_name": "Bo Li", "phone": "+86 138 0013 8000"}],
		)
		keys = relation_keys.stored([files.file_of(self.centre)])[files.file_of(self.centre)]
		self.assertEqual(keys["representative", "chenlei"], "Ｃｈｅｎ　Ｌｅｉ")
		self.assertEqual(keys[PHONE, "13800138000"], "+86 138 0013 8000")
		kinds = {kind for kind, _key in keys}
		self.assertEqual(kinds & {TAX_ID, ADDRESS, "registration"}, set())

	def test_a_save_that_changes_none_writes_none(self):
		self.write(self.centre, legal_representative=unique("Lin"))
		before = frappe.get_all("Credit File Key", pluck="name", order_by="name")
		self.write(self.centre, notes="Called")
		self.assertEqual(frappe.get_all("Credit File Key", pluck="name", order_by="name"), before)
