"""How budgets are shown, and to whom."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, nowdate

from credit_control.api import budgets as api
from credit_control.credit_control.report.credit_budget_use.credit_budget_use import execute
from credit_control.services import budget_sight, settings
from credit_control.tests.budget_case import make_budget, make_customer_of, make_sales_person, make_territory
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_payment, make_sales_order


class BudgetViewCase(CreditCase):
	mode = settings.OFF

	def setUp(self):
		super().setUp()
		self.me = self.user("Sales User").name
		self.head = make_sales_person(is_group=1)
		self.seller = make_sales_person(under=self.head, user=self.me)
		self.budget = make_budget(holder=self.seller, amount=1000)
		self.large, self.small = (make_customer_of(self.seller) for _ in range(2))
		make_sales_order(customer=self.large, rate=600)
		make_sales_order(customer=self.small, rate=150)

	def rows(self, **filters) -> dict:
		_columns, rows = execute({"company": self.company, **filters})
		return {row["name"]: row for row in rows}


class TestBudgetView(BudgetViewCase):
	def test_the_form_shows_use_headroom_and_the_largest_customers_first(self):
		found = api.use(self.budget.name)
		figures = {key: found[key] for key in ("limit", "used", "headroom", "percent", "currency")}
		wanted = {"limit": 1000, "used": 750, "headroom": 250, "percent": 75, "currency": "CNY"}
		self.assertEqual(figures, wanted)
		listed = [(row["customer"], row["amount"], row["share"]) for row in found["largest"]]
		self.assertEqual(listed, [(self.large, 600, 80), (self.small, 150, 20)])
		self.assertEqual((found["customers"], found["owing"]), (2, 2))

	def test_a_budget_that_nobody_uses_is_shown_as_empty(self):
		found = api.use(make_budget(holder=make_sales_person()).name)
		self.assertEqual((found["used"], found["largest"], found["customers"]), (0, [], 0))

	def test_a_customer_with_money_to_its_credit_uses_nothing(self):
		make_payment(customer=make_customer_of(self.seller), amount=500)
		found = api.use(self.budget.name)
		self.assertEqual((found["used"], found["customers"], found["owing"]), (750, 3, 2))


class TestBudgetReport(BudgetViewCase):
	def test_each_budget_in_force_is_a_row_and_the_fullest_comes_first(self):
		above = make_budget(holder=self.head, amount=10_000)
		later = make_budget(holder=make_sales_person(), amount=1, valid_from=add_days(nowdate(), 1))
		rows = self.rows()
		self.assertNotIn(later.name, rows)
		self.assertEqual((rows[self.budget.name]["used"], rows[self.budget.name]["percent"]), (750, 75))
		self.assertEqual((rows[above.name]["used"], rows[above.name]["headroom"]), (750, 9250))
		names = [name for name in rows if name in (self.budget.name, above.name)]
		self.assertEqual(names, [self.budget.name, above.name])

	def test_it_can_be_narrowed_to_territories(self):
		land = make_budget(holder=make_territory(), budget_for="Territory")
		rows = self.rows(budget_for="Territory")
		self.assertIn(land.name, rows)
		self.assertNotIn(self.budget.name, rows)


class TestWhoSeesABudget(BudgetViewCase):
	def sees(self, user: str, budget) -> bool:
		with self.acting_as(user):
			listed = budget.name in frappe.get_list("Credit Budget", pluck="name", limit_page_length=0)
			allowed = frappe.has_permission("Credit Budget", "read", budget.name)
			self.assertEqual(listed, allowed)
			return allowed

	def test_a_sales_person_sees_their_own_and_no_others(self):
		other = make_budget(holder=make_sales_person())
		above = make_budget(holder=self.head)
		self.assertEqual(
			[self.sees(self.me, each) for each in (self.budget, other, above)], [True, False, False]
		)

	def test_who_is_above_sees_those_below(self):
		user = self.user("Sales User").name
		boss = make_sales_person(user=user, is_group=1)
		frappe.get_doc("Sales Person", self.seller).update({"parent_sales_person": boss}).save()
		self.assertTrue(self.sees(user, self.budget))

	def test_who_manages_a_territory_sees_what_is_within(self):
		land = make_territory(is_group=1)
		town = make_territory(under=land)
		frappe.db.set_value("Territory", land, "territory_manager", self.seller)
		budget = make_budget(holder=town, budget_for="Territory")
		self.assertTrue(self.sees(self.me, budget))

	def test_a_sales_user_who_is_no_sales_person_sees_none(self):
		self.assertFalse(self.sees(self.user("Sales User").name, self.budget))
		self.assertEqual(budget_sight.own(self.user("Sales User").name), set())

	def test_the_credit_and_sales_management_see_all(self):
		for role in ("Credit Manager", "Credit Specialist", "Sales Manager", "Accounts Manager"):
			self.assertTrue(self.sees(self.user(role).name, self.budget), role)

	def test_the_report_and_the_form_show_a_sales_person_their_own_only(self):
		other = make_budget(holder=make_sales_person())
		with self.acting_as(self.me):
			self.assertEqual(list(self.rows()), [self.budget.name])
			self.assertEqual(api.use(self.budget.name)["used"], 750)
			with self.assertRaises(frappe.PermissionError):
				api.use(other.name)

	def test_a_sales_person_may_open_the_report(self):
		with self.acting_as(self.me):
			shown = run("Credit Budget Use", {"company": self.company})
		self.assertEqual([row["name"] for row in shown["result"]], [self.budget.name])

	def test_only_a_credit_manager_writes_one(self):
		for role, may in (("Credit Manager", True), ("Credit Specialist", False), ("Sales Manager", False)):
			with self.acting_as(self.user(role).name):
				self.assertEqual(frappe.has_permission("Credit Budget", "write", self.budget.name), may, role)
