"""Collection Strategy: what is refused, whom it is for, what it looks ahead to, what its steps bring about."""

import frappe
from frappe.utils import getdate, nowdate

from credit_control.api import collection_strategies as api
from credit_control.engine import defaults
from credit_control.patches import link_holds_of_strategies
from credit_control.services import (
	case_contacts,
	collection_cases,
	collection_jobs,
	customer_holds,
	files,
	keeping,
	manual_holds,
)
from credit_control.services.collection_facts import NOTICE
from credit_control.setup import collection_defaults
from credit_control.tests.bootstrap import COMPANY, SISTER, new
from credit_control.tests.collection_documents import make_dispute, make_overdue_invoice, make_plan
from credit_control.tests.factories import make_customer_group, make_payment, make_sales_invoice
from credit_control.tests.strategy_case import StrategyCase, make_dunning_type, make_text, step


class TestWhatIsRefused(StrategyCase):
	def refused(self, *steps, **fields) -> str:
		with self.assertRaises(frappe.ValidationError) as caught:
			self.strategy(*steps, **fields)
		return str(caught.exception)

	def test_an_unknown_variable_is_named_with_its_text_and_what_there_is(self):
		wrong = make_text(body="{{ total }} by {{ deadline }}")
		message = self.refused(step("Reminder", 3, email_template=wrong))
		self.assertIn(f"Email Template {wrong} uses deadline, which is not known", message)
		self.assertIn("items_table", message)

	def test_an_unknown_part_of_an_item_is_named(self):
		wrong = make_text(body="{% for row in items %}{{ row.invoice_no }}{% endfor %}")
		self.assertIn("invoice_no", self.refused(step("Reminder", 3, email_template=wrong)))

	def test_a_text_that_is_no_template(self):
		wrong = make_text()
		# Frappe would refuse it; an import or a patch may not ask
		frappe.db.set_value("Email Template", wrong, "subject", "{{ total")
		frappe.clear_document_cache("Email Template", wrong)
		self.assertIn(
			f"Email Template {wrong} cannot be filled", self.refused(step("A", 3, email_template=wrong))
		)

	def test_steps_that_cannot_be_told_apart(self):
		self.assertIn('there is a step "A" already', self.refused(step("A", 3), step("A", 4)))
		self.assertIn("there is a step on day 3 already", self.refused(step("A", 3), step("B", 3)))

	def test_a_written_step_without_a_text(self):
		self.assertIn("Text is missing", self.refused(step("A", 3, "Letter", email_template=None)))

	def test_a_text_for_a_step_that_is_not_there_or_twice(self):
		row = {"step": "B", "language": "zh", "email_template": self.text}
		self.assertIn('there is no step "B"', self.refused(step("A", 3), texts=[row]))
		row = {**row, "step": "A"}
		self.assertIn("has a text in this language already", self.refused(step("A", 3), texts=[row, row]))

	def test_a_notice_is_made_by_runs_only(self):
		with self.assertRaises(frappe.ValidationError) as caught:
			new(NOTICE, customer=self.customer, company=COMPANY, taken_on=nowdate()).insert()
		self.assertIn("Notices are made when a Collection Strategy is run", str(caught.exception))


class TestWhatIsShipped(StrategyCase):
	def setUp(self):
		super().setUp()
		for name in frappe.get_all("Collection Strategy", pluck="name"):
			frappe.delete_doc("Collection Strategy", name)
		# also those that an older version of the app made
		data = defaults.collection_data()
		names = [text["name"] for text in (*data["texts"], *data["thanks"])]
		frappe.db.delete("Email Template", {"name": ["in", names]})

	def texts(self) -> set[str]:
		shipped = {text["name"] for text in defaults.collection_data()["texts"]}
		return shipped & set(frappe.get_all("Email Template", pluck="name"))

	def test_one_disabled_strategy_with_its_texts_in_both_languages_once(self):
		for _again in range(2):
			collection_defaults.create()
		(name,) = frappe.get_all("Collection Strategy", pluck="name")
		doc = frappe.get_doc("Collection Strategy", name)
		self.assertEqual((doc.disabled, len(doc.steps), len(doc.texts), len(self.texts())), (1, 7, 4, 8))
		self.assertEqual({row.language for row in doc.texts}, {"zh"})

	def test_it_can_be_looked_at_and_filled_in_both_languages(self):
		collection_defaults.create()
		doc = frappe.get_doc("Collection Strategy", frappe.db.get_value("Collection Strategy", {}))
		chinese = self.reachable(language="zh").name
		for customer, expected in ((self.customer, "is due to"), (chinese, "已到期")):
			make_overdue_invoice(customer=customer, days=4)
			self.assertIn(expected, api.text(doc.name, customer, COMPANY)["subject"])

	def test_what_nobody_changed_is_taken_away_again(self):
		collection_defaults.create()
		frappe.db.set_value("Email Template", "催款函", "subject", "我们的催款函")
		collection_defaults.remove()
		self.assertEqual(self.texts(), {"催款函"})


class TestWhomItIsFor(StrategyCase):
	def strategy_of(self, customer, *strategies) -> str | None:
		make_overdue_invoice(customer=customer, days=4)
		self.run_on(0, *strategies)
		found = self.notices(customer)
		return found[-1].strategy if found else None

	def test_the_narrowest_counts(self):
		group = make_customer_group().name
		general = self.strategy()
		company = self.strategy(only_for_company=COMPANY)
		grouped = self.strategy(only_for_customer_group=group)
		risky = self.strategy(only_for_risk_class="High Risk")
		everything = (general, company, grouped, risky)
		self.assertEqual(self.strategy_of(self.customer, *everything), company.name)
		member = self.reachable(group=group).name
		self.assertEqual(self.strategy_of(member, *everything), grouped.name)
		frappe.db.set_value("Credit File", files.ensure(member), "risk_class", "High Risk")
		self.assertEqual(self.strategy_of(member, *everything), risky.name)

	def test_a_group_includes_those_below_it(self):
		root = frappe.db.get_value("Customer Group", {"is_group": 1}, "name", order_by="lft asc")
		only = self.strategy(only_for_customer_group=root)
		self.assertEqual(self.strategy_of(self.customer, only), only.name)

	def test_the_day_asks_those_of_the_company_only(self):
		mine, other = self.strategy(only_for_company=COMPANY), self.strategy(only_for_company=SISTER)
		make_overdue_invoice(customer=self.customer, days=4)
		other.db_set("disabled", 0)
		list(collection_jobs.daily())
		self.assertEqual([notice.strategy for notice in self.notices()], [mine.name])

	def test_steps_are_for_grades_shares_and_broken_promises(self):
		strict = step("Strict", 3, only_for_grades="C, D")
		mild = step("Mild", 4)
		strategy = self.strategy(strict, mild)
		make_overdue_invoice(customer=self.customer, days=4)
		bad = self.reachable().name
		make_overdue_invoice(customer=bad, days=4)
		frappe.db.set_value("Credit File", files.ensure(bad), "grade", "D")
		self.run_on(0, strategy)
		self.assertEqual(self.notices()[0].step_label, "Mild")
		self.assertEqual(self.notices(bad)[0].step_label, "Strict")

	def test_conditions_look_at_what_is_neither_disputed_nor_planned_nor_covered(self):
		contested, planned, covered = (
			make_overdue_invoice(customer=self.customer, amount=amount, days=days)
			for amount, days in ((500, 9), (400, 8), (300, 7))
		)
		make_overdue_invoice(customer=self.customer, amount=200, days=4)
		make_sales_invoice(customer=self.customer, rate=800)
		make_dispute(customer=self.customer, items=[(contested, 500)])
		make_plan(customer=self.customer, items=[(planned, 400)], instalments=[(10, 200), (40, 200)])
		make_payment(customer=self.customer, amount=300)
		much = step("Much", 3, minimum_amount=201)
		mostly = step("Mostly", 4, overdue_share=21)
		self.run_on(0, self.strategy(much, mostly))
		self.assertEqual(self.notices(), [])
		strategy = self.strategy(step("Enough", 3, minimum_amount=200, overdue_share=20))
		self.run_on(0, strategy)
		(notice,) = self.notices()
		self.assertEqual((notice.step_label, notice.total_amount), ("Enough", 200))
		self.assertNotIn(covered.name, notice.message)


class TestWhatStepsBringAbout(StrategyCase):
	def taken(self, consequence: str):
		make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.strategy(step("Final", 5, consequence=consequence)))
		return self.notices()[0]

	def test_new_orders_are_held(self):
		notice = self.taken("Hold New Orders")
		(hold,) = manual_holds.of_customer(self.customer)
		self.assertEqual(
			(hold.only_for_company, notice.consequence_note), (COMPANY, f"New orders are held: {hold.name}")
		)
		self.assertIn(notice.name, hold.reason)

	def test_a_customer_that_is_held_already_stays_as_it_is(self):
		invoice = make_overdue_invoice(customer=self.customer, days=10)
		customer_holds.place(self.customer, reason="Fraud", from_date=getdate())
		self.run_on(0, self.strategy(step("Final", 5, consequence="Hold New Orders")))
		(hold,) = manual_holds.of_customer(self.customer)
		(notice,) = self.notices()
		self.assertEqual(notice.consequence_note, f"New orders were held already: {hold.name}")
		self.assertEqual(notice.items[0].sales_invoice, invoice.name)

	def test_a_lower_limit_is_proposed_by_a_draft_assessment(self):
		notice = self.taken("Propose Limit Cut")
		filters = {"customer": self.customer, "company": COMPANY, "docstatus": 0, "reason": "Warning"}
		name = frappe.db.get_value("Credit Assessment", filters, "name")
		self.assertEqual(notice.consequence_note, f"Limit to be assessed again: {name}")
		task = frappe.get_doc("ToDo", {"reference_type": "Credit Assessment", "reference_name": name})
		self.assertEqual(task.allocated_to, self.manager)

	def test_a_manager_is_told(self):
		notice = self.taken("Escalate")
		task = frappe.get_doc("ToDo", {"reference_type": NOTICE, "reference_name": notice.name})
		self.assertEqual(task.allocated_to, self.manager)
		self.assertIn("decide how to go on", task.description)

	def test_the_case_is_escalated_too_and_waits_for_a_decision(self):
		make_overdue_invoice(customer=self.customer, days=10)
		name = collection_cases.update(self.customer, COMPANY)
		case_contacts.record(
			frappe.get_doc(collection_cases.DOCTYPE, name), case_contacts.Contact("Spoken To")
		)
		self.run_on(0, self.strategy(step("Final", 5, consequence="Escalate")))
		(notice,) = self.notices()
		case = frappe.get_doc(collection_cases.DOCTYPE, name)
		self.assertEqual((case.escalated, case.stage), (1, "Escalated"))
		self.assertEqual((case.next_action, case.next_action_on), ("Escalate", getdate()))
		self.assertEqual(notice.consequence_note, f"Told to {self.manager}\nEscalated: {name}")

	def test_an_item_at_a_call_puts_off_neither_the_letter_nor_the_hold_of_another(self):
		old, late = (make_overdue_invoice(customer=self.customer, days=days) for days in (30, 17))
		strategy = self.strategy(
			step("Call", 17, "Phone"), step("Demand Letter", 30, "Letter", consequence="Hold New Orders")
		)
		self.run_on(-13, strategy)
		self.run_on(0, strategy)
		_call, notice = self.notices()
		self.assertEqual({row.sales_invoice for row in notice.items}, {old.name, late.name})
		self.assertEqual((notice.channel, notice.step_label), ("Letter", "Demand Letter"))
		self.assertTrue(notice.message)
		self.assertTrue(manual_holds.is_held(self.customer))

	def test_what_each_of_the_steps_asks_for_is_done_once(self):
		for days in (9, 10, 20, 40):
			make_overdue_invoice(customer=self.customer, days=days)
		before = self.strategy(step("One", 19), step("Two", 39))
		self.run_on(-21, before)
		self.run_on(-1, before)
		self.run_on(
			0,
			self.strategy(
				step("Second", 5, consequence="Escalate"),
				step("Demand", 20, "Letter", consequence="Hold New Orders"),
				step("Court", 40, "Legal"),
			),
		)
		notice = self.notices()[-1]
		labels = [row.step_label for row in sorted(notice.items, key=lambda row: -row.day_offset)]
		self.assertEqual(labels, ["Court", "Demand", "Second", "Second"])
		(hold,) = manual_holds.of_customer(self.customer)
		self.assertIn("Demand of strategy", hold.reason)
		self.assertEqual(notice.consequence_note, f"New orders are held: {hold.name}\nTold to {self.manager}")
		filters = {"reference_name": notice.name, "allocated_to": self.manager}
		(told,) = frappe.get_all("ToDo", filters, pluck="description")
		self.assertIn("reached Second with", told)

	def test_the_account_manager_is_responsible_where_the_step_says_so(self):
		seller = self.user("Sales User").name
		frappe.db.set_value("Customer", self.customer, "account_manager", seller)
		make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.strategy(step("Call", 5, "Phone", step_owner="Account Manager")))
		self.assertEqual(frappe.db.get_value("ToDo", self.notices()[0].task, "allocated_to"), seller)


class TestHoldsOfStrategies(StrategyCase):
	def setUp(self):
		super().setUp()
		self.invoice = make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.strategy(step("Final", 5, consequence="Hold New Orders"), send_daily=0))
		(self.hold,) = manual_holds.of_customer(self.customer)

	def offers(self) -> list[tuple[str, str]]:
		"""Status and user of the tasks to lift the hold, after a day, the oldest first."""
		list(collection_jobs.daily())
		filters = {"reference_type": manual_holds.DOCTYPE, "reference_name": self.hold.name}
		fields = ["status", "allocated_to", "description"]
		self.tasks = frappe.get_all("ToDo", filters, fields, order_by="creation")
		return [(row.status, row.allocated_to) for row in self.tasks]

	def test_nobody_is_asked_while_something_is_overdue(self):
		make_payment(invoice=self.invoice, amount=900)
		self.assertEqual(self.offers(), [])

	def test_a_manager_is_asked_once_to_lift_it_when_all_is_paid(self):
		make_payment(invoice=self.invoice)
		for _day in range(2):
			self.assertEqual(self.offers(), [("Open", self.manager)])
		self.assertIn("is overdue any more: lift the hold", self.tasks[0].description)
		customer_holds.lift(self.hold.name, reason="Paid")
		self.assertEqual(self.offers(), [("Closed", self.manager)])

	def test_it_is_asked_again_when_a_payment_that_was_taken_back_comes_after_all(self):
		payment = make_payment(invoice=self.invoice)
		keeping.update(self.customer, COMPANY)
		payment.cancel()
		self.assertEqual(self.offers(), [("Closed", self.manager)])
		make_payment(invoice=self.invoice.reload())
		self.assertEqual(self.offers(), [("Closed", self.manager), ("Open", self.manager)])

	def test_one_from_before_they_were_linked_is_found_by_its_reason(self):
		notice = frappe.db.get_value(manual_holds.DOCTYPE, self.hold.name, "collection_notice")
		self.assertEqual(notice, self.notices()[0].name)
		frappe.db.set_value(manual_holds.DOCTYPE, self.hold.name, "collection_notice", None)
		other = customer_holds.place(
			self.reachable().name, reason=f"As in {notice}", from_date=getdate(), company=COMPANY
		)
		link_holds_of_strategies.execute()
		linked = {
			name: frappe.db.get_value(manual_holds.DOCTYPE, name, "collection_notice")
			for name in (self.hold.name, other)
		}
		self.assertEqual(linked, {self.hold.name: notice, other: None})

	def test_a_hold_that_a_person_placed_is_none_of_them(self):
		customer_holds.lift(self.hold.name, reason="To place another")
		customer_holds.place(self.customer, reason="Fraud", from_date=getdate(), company=COMPANY)
		make_payment(invoice=self.invoice)
		(self.hold,) = manual_holds.of_customer(self.customer)
		self.assertEqual(self.offers(), [])


class TestLookingAhead(StrategyCase):
	def test_it_shows_who_gets_what_and_who_is_left_out_and_writes_nothing(self):
		kind = make_dunning_type(fee=30)
		charged = step("Demand", 5, dunning_type=kind, consequence="Escalate")
		strategy = self.strategy(charged, only_for_company=COMPANY, disabled=1)
		first = make_overdue_invoice(customer=self.customer, amount=800, days=10)
		second = make_overdue_invoice(customer=self.customer, amount=200, days=10)
		make_dispute(customer=self.customer, items=[(second, 200)])
		found = api.preview(strategy.name)
		(row,) = [row for row in found["rows"] if row["customer"] == self.customer]
		self.assertEqual(
			{key: row[key] for key in ("step", "channel", "consequences", "template", "total", "charges")},
			{
				"step": "Demand",
				"channel": "E-Mail",
				"consequences": ["Escalate"],
				"template": self.text,
				"total": 800,
				"charges": 30,
			},
		)
		self.assertTrue(row["recipient"].endswith("@buyer.example"))
		self.assertEqual([each["invoice"] for each in row["items"]], [first.name])
		self.assertEqual([each["invoice"] for each in row["left_out"]], [second.name])
		self.assertEqual((found["company"], found["currency"], found["after"]), (COMPANY, "CNY", None))
		self.assertEqual((self.notices(), self.mails()), ([], []))
		self.assertEqual(frappe.get_all("Dunning", {"customer": self.customer}), [])

	def test_it_shows_another_day_and_the_text(self):
		strategy = self.strategy(only_for_company=COMPANY)
		make_overdue_invoice(customer=self.customer, amount=800, days=1)
		self.assertNotIn(self.customer, [row["customer"] for row in api.preview(strategy.name)["rows"]])
		later = str(frappe.utils.add_days(nowdate(), 2))
		rows = api.preview(strategy.name, day=later)["rows"]
		self.assertIn(self.customer, [row["customer"] for row in rows])
		text = api.text(strategy.name, self.customer, day=later)
		self.assertIn("800.00", text["subject"])

	def test_one_for_every_company_asks_for_which(self):
		with self.assertRaises(frappe.ValidationError) as caught:
			api.preview(self.strategy().name)
		self.assertIn("Company is missing", str(caught.exception))

	def test_who_may_look_and_send(self):
		strategy = self.strategy(only_for_company=COMPANY)
		for roles in (("Credit Manager",), ("Collector",)):
			with self.acting_as(self.user(*roles).name):
				self.assertIn("rows", api.preview(strategy.name))
		for roles in (("Credit Specialist",), ("Sales User",), ()):
			with (
				self.acting_as(self.user(*roles, "Employee").name),
				self.assertRaises(frappe.PermissionError),
			):
				api.preview(strategy.name)
			with (
				self.acting_as(self.user(*roles, "Employee").name),
				self.assertRaises(frappe.PermissionError),
			):
				api.send(strategy.name)

	def test_a_disabled_one_is_not_sent(self):
		strategy = self.strategy(only_for_company=COMPANY, disabled=1)
		with self.assertRaises(frappe.ValidationError) as caught:
			api.send(strategy.name)
		self.assertIn("is disabled", str(caught.exception))

	def test_the_sender_is_told_how_it_went(self):
		strategy = self.strategy(only_for_company=COMPANY)
		make_overdue_invoice(customer=self.customer, days=4)
		list(collection_jobs.work(strategy.name, COMPANY, self.manager))
		told = frappe.get_all("Notification Log", {"for_user": self.manager}, pluck="subject")
		self.assertIn(f"{strategy.name} for {COMPANY}: 1 customers contacted, 0 left out", told)

	def test_what_was_done_is_said_and_ends_the_task(self):
		make_overdue_invoice(customer=self.customer, days=25)
		self.run_on(0, self.strategy(step("Call", 5, "Phone")))
		(notice,) = self.notices()
		with self.acting_as(self.collector):
			api.done(notice.name, "They pay on Friday")
		self.assertEqual(notice.reload().status, "Done")
		self.assertEqual(frappe.db.get_value("ToDo", notice.task, "status"), "Closed")
		with self.acting_as(self.collector), self.assertRaises(frappe.ValidationError):
			api.done(notice.name)
		with self.acting_as(self.user("Sales User").name), self.assertRaises(frappe.PermissionError):
			api.done(notice.name)

	def test_a_day_is_read_as_it_is_written(self):
		strategy = self.strategy(only_for_company=COMPANY)
		self.assertEqual(api.preview(strategy.name, day="2026-05-01")["day"], getdate("2026-05-01"))
