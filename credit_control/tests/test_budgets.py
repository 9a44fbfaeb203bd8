"""Credit Budgets of sales persons and territories: whose debts count, what is left, and who is stopped."""

from decimal import Decimal
from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from credit_control.erp import budget_holders
from credit_control.services import budget_use, budget_waiting, budgets, files, rejudging, settings, strips
from credit_control.services.question import Question
from credit_control.tests.budget_case import (
	make_budget,
	make_customer_of,
	make_sales_person,
	make_territory,
	sold_by,
)
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import make_customer, make_payment, make_sales_invoice, make_sales_order


class TestHolders(CreditCase):
	mode = settings.OFF

	def setUp(self):
		super().setUp()
		self.head = make_sales_person(is_group=1)
		self.seller, self.other = make_sales_person(under=self.head), make_sales_person()

	def of(self, person: str) -> list[str]:
		return sorted(budget_holders.customers_of("Sales Person", person))

	def test_the_largest_share_of_the_team_has_the_customer_and_the_first_of_equals(self):
		large = sold_by(make_customer().name, (self.other, 40), (self.seller, 60))
		equal = sold_by(make_customer().name, (self.seller, 50), (self.other, 50))
		self.assertEqual(self.of(self.seller), sorted((large, equal)))
		self.assertEqual(self.of(self.other), [])
		self.assertEqual(budget_holders.person_of(large), self.seller)
		self.assertEqual(budget_holders.person_of(equal), self.seller)

	def test_without_a_team_the_files_account_manager_has_it(self):
		user = self.user("Sales User").name
		manager = make_sales_person(under=self.head, user=user)
		customer = make_customer().name
		files.create(customer).db_set("account_manager", user)
		self.assertEqual((self.of(manager), budget_holders.person_of(customer)), ([customer], manager))
		sold_by(customer, (self.other, 100))
		self.assertEqual((self.of(manager), self.of(self.other)), ([], [customer]))

	def test_a_customer_that_nobody_looks_after_is_in_no_persons_budget(self):
		self.assertIsNone(budget_holders.person_of(make_customer().name))

	def test_who_is_above_has_the_customers_of_those_below(self):
		customer = make_customer_of(self.seller)
		self.assertEqual(self.of(self.head), [customer])
		holders = budget_holders.holders_of(customer)
		self.assertTrue({("Sales Person", self.seller), ("Sales Person", self.head)} <= holders)
		self.assertNotIn(("Sales Person", self.other), holders)

	def test_a_territory_has_the_customers_of_those_within(self):
		land = make_territory(is_group=1)
		town = make_territory(under=land)
		customer = make_customer().name
		frappe.db.set_value("Customer", customer, "territory", town)
		self.assertEqual(budget_holders.customers_of("Territory", land), [customer])
		holders = budget_holders.holders_of(customer)
		self.assertTrue({("Territory", town), ("Territory", land)} <= holders)


class BudgetCase(CreditCase):
	def setUp(self):
		super().setUp()
		make_policy(changes=self.checks)
		self.seller = make_sales_person()
		self.customer = sold_by(self.make_credit_customer(limit=100_000), (self.seller, 100))
		self.fellow = sold_by(self.make_credit_customer(limit=100_000), (self.seller, 100))

	def checks(self, policy):
		policy.append("checks", {"check": "Credit Budget", "sales_order": "Hold", "sales_invoice": "Warn"})

	def budget(self, amount: float = 1000, **fields):
		return make_budget(holder=self.seller, amount=amount, **fields)

	def found(self, customer: str | None = None, own=0) -> list[tuple]:
		"""Name, limit and use of each budget, as a judgement without lock sees them."""
		day = frappe.utils.getdate()
		question = Question(
			"Sales Order", None, customer or self.customer, self.company, day, exposure=Decimal(own)
		)
		return [(each.name, each.limit, each.used) for each in budgets.budgets_of(question)]


class TestBudgetAtTheGate(BudgetCase):
	def order(self, customer: str, rate: float):
		return make_sales_order(customer=customer, rate=rate, submit=False)

	def test_an_order_that_the_fellows_left_no_room_for_is_held_and_says_so(self):
		self.budget(1000)
		self.order(self.fellow, 700).submit()
		self.order(self.customer, 300).submit()
		held = self.order(self.customer, 1)
		message = self.submit_refused(held)
		self.assertIn(f"The customers of {self.seller} would owe", message)
		self.assertIn("above the credit budget of", message)
		self.assertEqual(self.hold_of(held).checks[-1].check, "Credit Budget")

	def test_what_is_paid_makes_room_at_once(self):
		self.budget(1000)
		invoice = make_sales_invoice(customer=self.fellow, rate=1000)
		order = self.order(self.customer, 400)
		self.submit_refused(order)
		make_payment(invoice=invoice, amount=400)
		self.assertEqual(order.reload().submit().docstatus, 1)

	def test_a_document_type_that_the_policy_warns_of_passes(self):
		self.budget(100)
		invoice = make_sales_invoice(customer=self.customer, rate=500)
		self.assertEqual(self.decisions_of(invoice), ["Warned"])

	def test_a_budget_of_the_person_above_stops_too(self):
		head = make_sales_person(is_group=1)
		frappe.get_doc("Sales Person", self.seller).update({"parent_sales_person": head}).save()
		make_budget(holder=head, amount=500)
		self.budget(10_000)
		self.assertIn(head, self.submit_refused(self.order(self.customer, 501)))

	def test_a_territorys_budget_stops_its_customers_only(self):
		land = make_territory()
		frappe.db.set_value("Customer", self.customer, "territory", land)
		make_budget(holder=land, amount=500, budget_for="Territory")
		self.assertEqual(self.order(self.fellow, 501).submit().docstatus, 1)
		self.assertIn(land, self.submit_refused(self.order(self.customer, 501)))

	def test_without_the_check_no_budget_is_looked_at(self):
		make_policy(policy_name="CC without", changes=lambda policy: None)
		self.budget(1)
		self.assertEqual(self.order(self.customer, 500).submit().docstatus, 1)

	def test_each_document_let_through_is_listed_once(self):
		budget = self.budget(1000)
		order = self.order(self.customer, 300).submit()
		self.submit_refused(self.order(self.customer, 800))
		entries = frappe.parse_json(frappe.db.get_value("Credit Budget", budget.name, "recent_documents"))
		self.assertEqual([(entry["name"], entry["amount"]) for entry in entries], [(order.name, "300.000")])

	def test_saving_a_budget_keeps_what_it_lists(self):
		budget = frappe.get_doc("Credit Budget", self.budget(1000).name)
		self.order(self.customer, 300).submit()
		budget.amount = 2000
		budget.save()
		self.assertIn("SAL-ORD", frappe.db.get_value("Credit Budget", budget.name, "recent_documents"))


class TestBudgetUse(BudgetCase):
	def test_own_debts_and_those_of_the_fellows_are_used(self):
		self.budget(1000)
		make_sales_order(customer=self.fellow, rate=300)
		self.assertEqual(self.found(own=200), [(self.seller, 1000, 500)])

	def test_one_customers_advance_does_not_pay_anothers_debts(self):
		self.budget(1000)
		make_payment(customer=self.fellow, amount=400)
		self.assertEqual(self.found(own=200), [(self.seller, 1000, 200)])

	def test_the_kept_sum_grows_by_what_was_let_through_since(self):
		self.budget(100_000)
		self.assertEqual(self.found(), [(self.seller, 100_000, 0)])
		make_sales_order(customer=self.fellow, rate=300)
		self.assertEqual(self.found(), [(self.seller, 100_000, 300)])
		self.assertEqual(self.found(self.fellow, own=300), [(self.seller, 100_000, 300)])

	def test_a_row_that_forgot_documents_is_summed_anew(self):
		budget = self.budget(100_000)
		self.found()
		make_sales_order(customer=self.fellow, rate=300)
		entries = frappe.parse_json(frappe.db.get_value("Credit Budget", budget.name, "recent_documents"))
		entries[0]["number"] = 70
		budget.db_set("recent_documents", frappe.as_json(entries), update_modified=False)
		self.assertEqual(self.found(), [(self.seller, 100_000, 300)])

	def test_budgets_of_other_days_companies_and_disabled_ones_do_not_count(self):
		self.budget(1, valid_from=add_days(nowdate(), 1))
		self.budget(1, valid_from=add_days(nowdate(), -9), valid_to=add_days(nowdate(), -1))
		self.budget(1, disabled=1)
		self.assertEqual(self.found(), [])
		self.budget(5, valid_to=nowdate())
		self.assertEqual(self.found(), [(self.seller, 5, 0)])

	def test_a_customer_that_moves_to_somebody_else_takes_its_debts_along(self):
		budget = self.budget(100_000)
		make_sales_order(customer=self.fellow, rate=300)
		sold_by(self.fellow, (make_sales_person(), 100))
		row = frappe._dict(budget.as_dict())
		budget_use.forget(row)
		self.assertEqual(self.found(), [(self.seller, 100_000, 0)])


class TestWhoIsJudgedAgain(BudgetCase):
	def setUp(self):
		super().setUp()
		self.full = self.budget(1000)
		self.invoice = make_sales_invoice(customer=self.fellow, rate=1000)
		self.submit_refused(make_sales_order(customer=self.customer, rate=400, submit=False))
		# what was set up before counts as a transaction of its own
		rejudging.forget()

	def test_who_shares_the_budget_of_one_that_pays(self):
		self.assertEqual(budget_waiting.fellows(self.fellow, self.company), [self.customer])
		self.assertEqual(budget_waiting.fellows(self.customer, self.company), [])
		self.assertEqual(budget_waiting.fellows(self.make_credit_customer(), self.company), [])

	def test_a_payment_of_one_asks_for_the_hold_of_the_other(self):
		with patch("frappe.enqueue") as enqueue:
			make_payment(invoice=self.invoice, amount=400)
		asked = [call.kwargs.get("customer") for call in enqueue.call_args_list]
		self.assertIn(self.customer, asked)

	def test_a_budget_that_is_raised_asks_for_the_holds_of_its_customers(self):
		self.assertEqual(budget_waiting.customers_of(self.full), [self.customer])
		with patch("frappe.enqueue") as enqueue:
			self.full.reload().update({"amount": 5000}).save()
		self.assertIn(self.customer, [call.kwargs.get("customer") for call in enqueue.call_args_list])


class TestBudgetOnTheStrip(BudgetCase):
	def notes(self) -> dict[str, tuple[str, str]]:
		draft = make_sales_order(customer=self.customer, rate=300, submit=False)
		found = strips.for_document(draft, self.customer)["notes"]
		return {note["label"]: (note["tone"], note["text"]) for note in found}

	def test_a_budget_is_told_when_it_is_nearly_used_up(self):
		budget = self.budget(1000)
		make_sales_order(customer=self.fellow, rate=500)
		self.assertNotIn("Credit Budget", self.notes())
		make_sales_order(customer=self.fellow, rate=1)
		text = f"{self.seller}: CNY 801.00 of CNY 1,000.00 are used"
		self.assertEqual(self.notes()["Credit Budget"], ("orange", text))
		budget.reload().update({"amount": 800}).save()
		self.assertEqual(self.notes()["Credit Budget"][0], "red")


class TestBudgetForm(BudgetCase):
	def refused(self, text: str, **fields):
		with self.assertRaisesRegex(frappe.ValidationError, text):
			self.budget(**fields)

	def test_it_needs_an_amount_and_days_in_order(self):
		self.refused("Amount is missing", amount=0)
		self.refused("Valid Until is before Valid From", valid_to=add_days(nowdate(), -1))

	def test_a_holder_has_one_budget_of_a_company_at_a_time(self):
		first = self.budget(valid_to=add_days(nowdate(), 10))
		self.refused(f"has the Credit Budget {first.name}", valid_from=add_days(nowdate(), 10))
		self.budget(valid_from=add_days(nowdate(), 11))
		self.budget(disabled=1)

	def test_its_currency_is_the_companys(self):
		self.assertEqual(self.budget().currency, "CNY")
