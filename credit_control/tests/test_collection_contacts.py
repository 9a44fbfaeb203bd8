"""What a collector records on a Collection Case: contacts, promises, disputes, handing over; two at once."""

import frappe
from frappe.utils import add_days, get_fullname, getdate, nowdate

from credit_control.api import collection_cases as api
from credit_control.services import collection_cases
from credit_control.services.case_contacts import CaseChangedError
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.collection_case import CASE, CollectionCaseCase
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.credit_case import CreditCase


class ContactCase(CollectionCaseCase):
	def setUp(self):
		super().setUp()
		self.case = self.opened().name
		self.collector = self.user("Collector", "Accounts User").name

	def version(self) -> str:
		return str(frappe.db.get_value(CASE, self.case, "modified"))

	def record(self, outcome="No Answer", **contact) -> dict:
		return api.record(self.case, self.version(), {"outcome": outcome, **contact})

	def timeline(self) -> list:
		filters = {"reference_doctype": CASE, "reference_name": self.case}
		return frappe.get_all(
			"Communication",
			filters,
			["subject", "content", "communication_medium", "user", "collection_outcome", "collection_place"],
			order_by="creation",
		)

	def doc(self):
		return frappe.get_doc(CASE, self.case)


class TestContacts(ContactCase):
	def test_a_call_stands_on_the_timeline_and_sets_the_next_step(self):
		with self.acting_as(self.collector):
			row = self.record(note="Ring <b>again</b>", person="Ms Wang", phone="010 123")
		(entry,) = self.timeline()
		self.assertEqual(entry.subject, "Phone: No Answer")
		self.assertEqual(
			entry.content,
			"<p>Phone: No Answer</p><p>With: Ms Wang 010 123</p><p>Ring &lt;b&gt;again&lt;/b&gt;</p>",
		)
		self.assertEqual((entry.communication_medium, entry.user), ("Phone", self.collector))
		doc = self.doc()
		self.assertEqual(
			(doc.last_outcome, doc.last_contact_by, doc.contacts), ("No Answer", self.collector, 1)
		)
		self.assertEqual(
			(doc.next_action, str(doc.next_action_on), doc.stage),
			("Call", add_days(nowdate(), 1), "In Contact"),
		)
		self.assertEqual((row["version"], row["stage"]), (self.version(), "In Contact"))

	def test_a_visit_has_its_place_and_photo(self):
		photo = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "gate.txt",
				"content": "a photo",
				"is_private": 1,
			}
		).insert()
		row = self.record("Spoken To", channel="Visit", place="Gate 3", photo=photo.file_url)
		(entry,) = self.timeline()
		self.assertEqual((entry.communication_medium, entry.collection_place), ("Visit", "Gate 3"))
		attached = {"attached_to_doctype": "Communication", "attached_to_name": row["entry"]}
		self.assertEqual(frappe.db.get_value("File", attached, "file_url"), photo.file_url)

	def test_a_day_that_the_customer_names_is_the_next_step(self):
		day = add_days(nowdate(), 4)
		row = self.record("Call Back", named_day=day)
		self.assertEqual((row["next_action"], str(row["next_action_on"])), ("Call", day))
		row = self.record("Spoken To", action="Visit", action_on=add_days(nowdate(), 9))
		self.assertEqual((row["next_action"], str(row["next_action_on"])), ("Visit", add_days(nowdate(), 9)))

	def test_what_cannot_be_is_refused(self):
		for text, contact in (
			("Outcome is missing", {"outcome": ""}),
			("Outcome Sang is not known", {"outcome": "Sang"}),
			("Channel Smoke is not known", {"channel": "Smoke"}),
			("lies in the past", {"outcome": "Call Back", "named_day": add_days(nowdate(), -1)}),
			("does not belong to this case", {"photo": "/private/files/other.png"}),
			("cannot be recorded like that", {"colour": "red"}),
		):
			with self.subTest(text), self.assertRaisesRegex(frappe.ValidationError, text):
				self.record(**contact)
		self.assertEqual(self.timeline(), [])

	def test_a_wrong_key_is_taken_back_and_everything_is_as_before(self):
		first = self.record("Spoken To")
		second = self.record("No Answer")
		row = api.take_back(
			self.case,
			self.version(),
			second["entry"],
			action=first["next_action"],
			action_on=str(first["next_action_on"]),
		)
		self.assertEqual((row["last_outcome"], row["contacts"]), ("Spoken To", 1))
		self.assertEqual(row["next_action_on"], first["next_action_on"])
		self.assertEqual([entry.subject for entry in self.timeline()], ["Phone: Spoken To"])

	def test_nobody_takes_back_what_another_recorded_or_what_is_long_ago(self):
		entry = self.record()["entry"]
		refused = "within 15 minutes by who recorded it"
		with self.acting_as(self.collector), self.assertRaisesRegex(frappe.ValidationError, refused):
			api.take_back(self.case, self.version(), entry)
		frappe.db.set_value("Communication", entry, "creation", add_days(nowdate(), -1))
		with self.assertRaisesRegex(frappe.ValidationError, refused):
			api.take_back(self.case, self.version(), entry)
		with self.assertRaisesRegex(frappe.ValidationError, "no contact of this case"):
			other = frappe.get_doc({"doctype": "Communication", "subject": "Else"}).insert()
			api.take_back(self.case, self.version(), other.name)

	def refused_while_it_stands(self, entry: str, made: str) -> None:
		text = f"{made} came of this contact. Cancel or delete that first."
		with self.assertRaisesRegex(frappe.ValidationError, text):
			api.take_back(self.case, self.version(), entry)

	def entry(self, outcome: str) -> str:
		filters = {"reference_doctype": CASE, "reference_name": self.case, "collection_outcome": outcome}
		return frappe.db.get_value("Communication", filters)

	def test_a_contact_that_a_promise_came_of_is_not_taken_back_before_the_promise(self):
		contact = {"outcome": "Promised to Pay", "named_day": add_days(nowdate(), 3)}
		made = api.promise(self.case, self.version(), contact, amount=100)["made"]
		entry = self.entry("Promised to Pay")
		self.refused_while_it_stands(entry, made)
		frappe.get_doc("Promise to Pay", made).cancel()
		row = api.take_back(self.case, self.version(), entry)
		self.assertEqual((row["contacts"], self.timeline()), (0, []))

	def test_a_contact_that_a_dispute_came_of_is_not_taken_back_before_its_draft_is_deleted(self):
		contact = {"outcome": "Disputes the Claim", "named_day": add_days(nowdate(), 9), "note": "Broken"}
		items = [{"invoice": self.invoice.name, "amount": 5}]
		made = api.dispute(self.case, self.version(), contact, reason="Quality", items=items)["made"]
		entry = self.entry("Disputes the Claim")
		self.refused_while_it_stands(entry, made)
		frappe.delete_doc("Payment Dispute", made)
		self.assertEqual(api.take_back(self.case, self.version(), entry)["contacts"], 0)

	def test_whom_to_call_is_told_on_the_form_of_the_case(self):
		contact = frappe.get_doc({"doctype": "Contact", "first_name": "Wang", "is_billing_contact": 1})
		contact.append("phone_nos", {"phone": "010 1234", "is_primary_phone": 1})
		contact.append("links", {"link_doctype": "Customer", "link_name": self.customer})
		contact.insert()
		with self.acting_as(self.collector):
			(person,) = api.people(self.case)
		self.assertEqual((person["name"], person["phone"], person["is_billing"]), ("Wang", "010 1234", True))

	def test_a_mail_from_the_case_and_its_answer_count_as_contacts(self):
		mail = {
			"doctype": "Communication",
			"communication_medium": "Email",
			"subject": "Please pay",
			"reference_doctype": CASE,
			"reference_name": self.case,
		}
		frappe.get_doc({**mail, "sent_or_received": "Sent"}).insert()
		self.assertEqual((self.doc().last_outcome, self.doc().contacts), ("Sent", 1))
		frappe.get_doc({**mail, "sent_or_received": "Received"}).insert()
		self.assertEqual((self.doc().last_outcome, self.doc().contacts), ("Received", 2))

	def test_a_closed_case_takes_no_contact(self):
		collection_cases.close(self.case, getdate())
		with self.assertRaisesRegex(frappe.ValidationError, "is closed"):
			self.record()


class TestTwoCollectors(ContactCase):
	def test_who_is_slower_is_told_what_the_other_recorded(self):
		seen = self.version()
		with self.acting_as(self.collector):
			self.record("Spoken To")
		name = get_fullname(self.collector)
		with self.assertRaisesRegex(CaseChangedError, f"{name} has just recorded a contact: Spoken To"):
			api.record(self.case, seen, {"outcome": "No Answer"})
		self.assertEqual(len(self.timeline()), 1)

	def test_a_hand_over_in_between_is_told_too(self):
		seen = self.version()
		api.hand_over(self.case, seen, self.collector, "Knows them")
		with self.assertRaisesRegex(CaseChangedError, "has just changed this case"):
			api.record(self.case, seen, {"outcome": "No Answer"})

	def test_what_happens_by_itself_disturbs_nobody(self):
		seen = self.version()
		make_overdue_invoice(customer=self.customer, amount=500)
		self.assertEqual(self.updated().overdue_amount, 1500)
		self.assertEqual(self.version(), seen)
		row = api.record(self.case, seen, {"outcome": "No Answer"})
		self.assertEqual(row["overdue_amount"], 1500)

	def test_a_form_that_was_open_meanwhile_does_not_write_old_figures_back(self):
		doc = self.doc()
		make_overdue_invoice(customer=self.customer, amount=500)
		self.updated()
		doc.notes = "Ask for Ms Li"
		doc.save()
		self.assertEqual((self.doc().overdue_amount, self.doc().notes), (1500, "Ask for Ms Li"))


class TestCommitments(ContactCase):
	def promise(self, **values) -> dict:
		arguments = {"amount": 1000, "invoices": [self.invoice.name], **values}
		contact = {"note": "By bank", "named_day": add_days(nowdate(), 5), "person": "Ms Wang"}
		return api.promise(self.case, self.version(), contact | {"outcome": "Promised to Pay"}, **arguments)

	def test_a_promise_is_made_with_its_contact_and_the_customer_waits(self):
		before = self.doc().priority
		with self.acting_as(self.collector):
			row = self.promise()
		made = frappe.get_doc("Promise to Pay", row["made"])
		self.assertEqual((made.status, made.amount, made.promised_by), ("Open", 1000, "Ms Wang"))
		self.assertEqual((row["stage"], row["waits"], row["priority"]), ("Promised", True, 0))
		self.assertGreater(before, 0)
		self.assertEqual(
			(row["next_action"], str(row["next_action_on"])), ("Check Payment", add_days(nowdate(), 6))
		)
		self.assertEqual([entry.collection_outcome for entry in self.timeline()], ["Promised to Pay"])

	def test_a_promise_over_more_than_is_open_is_refused_and_nothing_is_recorded(self):
		frappe.db.savepoint("refused_promise")
		with self.assertRaisesRegex(frappe.ValidationError, "above what is open of the promised items"):
			self.promise(amount=2000)
		frappe.db.rollback(save_point="refused_promise")
		self.assertEqual(self.timeline(), [])

	def test_a_dispute_is_drafted_and_nothing_is_excused_before_it_is_submitted(self):
		contact = {"outcome": "Disputes the Claim", "note": "Broken", "named_day": add_days(nowdate(), 10)}
		items = [{"invoice": self.invoice.name, "amount": 300}]
		with self.acting_as(self.collector):
			row = api.dispute(self.case, self.version(), contact, "Quality", items)
		draft = frappe.get_doc("Payment Dispute", row["made"])
		self.assertEqual((draft.docstatus, draft.disputed_amount, draft.description), (0, 300, "Broken"))
		self.assertEqual((row["stage"], row["excused_amount"]), ("In Contact", 0))
		self.assertEqual(row["next_action"], "Settle Dispute")
		draft.submit()
		self.assertEqual((self.updated().stage, self.updated().excused_amount), ("Disputed", 300))

	def test_the_day_is_asked_for(self):
		with self.assertRaisesRegex(frappe.ValidationError, "Pays by is missing"):
			api.promise(self.case, self.version(), {"outcome": "Promised to Pay"}, 10)
		with self.assertRaisesRegex(frappe.ValidationError, "Settle by is missing"):
			api.dispute(self.case, self.version(), {"outcome": "Disputes the Claim"}, "Price", [])


class TestHandingOver(ContactCase):
	def test_the_next_collector_has_the_note_and_is_told(self):
		row = api.hand_over(self.case, self.version(), self.collector, "Speaks <Wu>", escalate=True)
		self.assertEqual((row["collector"], row["stage"]), (self.collector, "Escalated"))
		filters = {"reference_doctype": CASE, "reference_name": self.case, "comment_type": "Comment"}
		comment = frappe.db.get_value("Comment", filters, "content")
		self.assertIn("Speaks &lt;Wu&gt;", comment)
		self.assertIn(get_fullname(self.collector), comment)
		told = {"for_user": self.collector, "document_name": self.case}
		self.assertIn("handed the Collection Case", frappe.db.get_value("Notification Log", told, "subject"))

	def test_it_needs_a_note_and_somebody_else_who_collects(self):
		api.hand_over(self.case, self.version(), self.collector, "Knows them")
		seller = self.user().name
		for text, user, note in (
			("Note is missing", seller, " "),
			("is with .* already", self.collector, "Again"),
			("does not work on Collection Cases", seller, "Sells to them"),
		):
			with self.subTest(text), self.assertRaisesRegex(frappe.ValidationError, text):
				api.hand_over(self.case, self.version(), user, note)


class TestWorklist(ContactCase):
	def rows(self, **filters) -> list[str]:
		return [row["name"] for row in api.read({"customer": self.customer, **filters})["rows"]]

	def test_the_most_urgent_comes_first_with_the_totals_of_all(self):
		other = self.make_credit_customer(grade="D")
		make_overdue_invoice(customer=other, amount=90_000, days=200)
		collection_cases.update(other, self.company)
		answer = api.read({"company": self.company})
		self.assertEqual(answer["rows"][0]["customer"], other)
		points = [row["priority"] for row in answer["rows"]]
		self.assertEqual(points, sorted(points, reverse=True))
		(total,) = answer["totals"]
		self.assertEqual(total.number, frappe.db.count(CASE, {"status": "Open", "company": self.company}))

	def test_each_filter_leaves_out_who_does_not_fit(self):
		api.hand_over(self.case, self.version(), self.collector, "Knows them")
		for fitting, other in (
			({"collector": self.collector}, {"collector": "Administrator"}),
			({"stage": "New"}, {"stage": "Disputed"}),
			({"amount_from": 1000}, {"amount_from": 1000.01}),
			({"company": self.company}, {"company": "Another"}),
			({}, {"nobody": 1}),
			({"due": 1}, None),
		):
			with self.subTest(fitting):
				self.assertEqual(self.rows(**fitting), [self.case])
				if other:
					self.assertEqual(self.rows(**other), [])
		self.record("Call Back", named_day=add_days(nowdate(), 2))
		self.assertEqual(self.rows(due=1), [])
		with self.assertRaisesRegex(frappe.ValidationError, "cannot be filtered like that"):
			api.read({"name": "x"})

	def test_one_view_shows_everything_about_the_customer(self):
		self.record("Spoken To", note="Pays slowly")
		api.promise(
			self.case,
			self.version(),
			{"outcome": "Promised to Pay", "named_day": add_days(nowdate(), 3)},
			400,
			[self.invoice.name],
		)
		view = api.view(self.case)
		(item,) = view["items"]
		self.assertEqual((item["voucher_no"], item["amount"], item["days"]), (self.invoice.name, 1000, 40))
		self.assertEqual(view["ageing"], [0, 0, 1000, 0, 0])
		self.assertEqual([row["outcome"] for row in view["contacts"]], ["Promised to Pay", "Spoken To"])
		self.assertEqual(view["contacts"][1]["text"], "Pays slowly")
		self.assertEqual(view["promises"][0].status, "Open")
		self.assertEqual(view["reliability"], {"judged": 0, "kept": 0})
		self.assertEqual(view["standing"]["grade"], "A")
		self.assertTrue(view["may_write"])

	def test_what_a_strategy_sent_stands_there_for_who_may_read_it(self):
		notice = frappe.get_doc(
			{
				"doctype": "Collection Notice",
				"customer": self.customer,
				"company": self.company,
				"taken_on": nowdate(),
				"step_label": "Call",
				"channel": "Phone",
				"status": "To Do",
			}
		)
		# as a run of a strategy makes it
		notice.flags.by_run = True
		notice.insert(ignore_mandatory=True)
		self.assertEqual([row.name for row in api.view(self.case)["notices"]], [notice.name])

	def test_people_who_decide_about_payments_come_first_each_with_a_number(self):
		file = frappe.get_doc("Credit File", {"customer": self.customer})
		file.append("key_persons", {"person_name": "Old Li", "role": "Owner", "phone": "010-1"})
		file.append(
			"key_persons", {"person_name": "Ms Wang", "role": "Finance", "phone": "010-2", "decides": 1}
		)
		file.append("key_persons", {"person_name": "Nobody", "role": "Other"})
		file.save()
		frappe.get_doc(
			{
				"doctype": "Contact",
				"first_name": "Zhao",
				"is_billing_contact": 1,
				"phone_nos": [{"phone": "13900000000", "is_primary_mobile_no": 1}],
				"links": [{"link_doctype": "Customer", "link_name": self.customer}],
			}
		).insert()
		people = api.view(self.case)["people"]
		self.assertEqual([person["name"] for person in people], ["Ms Wang", "Old Li", "Zhao"])
		self.assertEqual(people[2]["mobile"], "13900000000")


class TestPermissions(CreditCase):
	mode = "Warn Only"

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)
		make_overdue_invoice(customer=self.customer)
		self.case = collection_cases.update(self.customer, self.company)
		self.version = str(frappe.db.get_value(CASE, self.case, "modified"))

	def seen(self) -> bool:
		return self.case in [row["name"] for row in api.read({"customer": self.customer})["rows"]]

	def test_a_salesperson_reads_the_cases_of_customers_they_may_read_and_changes_none(self):
		seller = self.user().name
		with self.acting_as(seller):
			self.assertTrue(self.seen())
			self.assertFalse(api.view(self.case)["may_write"])
			with self.assertRaises(frappe.PermissionError):
				api.record(self.case, self.version, {"outcome": "No Answer"})
		other = self.make_credit_customer()
		allowed = {"doctype": "User Permission", "user": seller, "allow": "Customer", "for_value": other}
		frappe.get_doc(allowed).insert()
		with self.acting_as(seller):
			self.assertFalse(self.seen())
			with self.assertRaises(frappe.PermissionError):
				api.view(self.case)

	def test_a_collector_bound_to_another_company_sees_none_of_this_one(self):
		collector = self.user("Collector").name
		allowed = {"user": collector, "allow": "Company", "for_value": SISTER}
		frappe.get_doc({"doctype": "User Permission", **allowed}).insert()
		with self.acting_as(collector):
			self.assertFalse(self.seen())
			with self.assertRaises(frappe.PermissionError):
				api.record(self.case, self.version, {"outcome": "No Answer"})

	def test_nobody_without_a_role_sees_any(self):
		with self.acting_as(self.user("Desk User").name), self.assertRaises(frappe.PermissionError):
			api.read()
