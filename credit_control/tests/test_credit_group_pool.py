"""The pool at the gate: what the members of a Credit Group owe together, and who may be in which group."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import groups as api
from credit_control.services import file_row, groups, judging, pools, rejudging, settings
from credit_control.services.question import Question
from credit_control.tests.bootstrap import SERVICE, SISTER
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import (
	make_customer,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	unique,
)
from credit_control.tests.limit_documents import make_group


class PoolCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.first = self.make_credit_customer(limit=1_000)
		self.second = self.make_credit_customer(limit=1_000)

	def group(self, pooled_limit: float, *members: str, **fields):
		return make_group(
			members=list(members or (self.first, self.second)), pooled_limit=pooled_limit, **fields
		)

	def order(self, customer: str, rate: float, submit=False, **fields):
		return make_sales_order(customer=customer, rate=rate, item=SERVICE, submit=submit, **fields)

	def pool(self, customer: str, company: str | None = None):
		company = company or self.company
		known = file_row.find(customer, company)
		return pools.pool_of(Question("Sales Order", None, customer, company, judging.today(), known))

	def changes(self, customer: str) -> int:
		return frappe.db.get_value("Credit File", {"customer": customer}, "group_changes")


class TestPoolOf(PoolCase):
	def test_it_is_the_limit_and_what_the_others_owe(self):
		group = self.group(1_500)
		self.order(self.first, 400, submit=True)
		make_sales_invoice(customer=self.first, rate=100)
		found = self.pool(self.second)
		self.assertEqual((found.group, found.limit, found.others), (group.name, 1_500, 500))
		self.assertEqual(self.pool(self.first).others, 0)

	def test_an_advance_of_one_member_pays_nothing_of_another(self):
		self.group(1_500)
		make_payment(customer=self.first, amount=700)
		self.assertEqual(self.pool(self.second).others, 0)

	def test_switches_and_horizon_hold_for_the_others_as_for_oneself(self):
		self.group(1_500)
		self.order(self.first, 400, submit=True, delivery_date=add_days(nowdate(), 60))
		near = frappe.get_single("Credit Control Settings")
		near.horizon_days = 30
		near.save()
		self.assertEqual(self.pool(self.second).others, 0)

	def test_a_pool_in_another_currency_counts_in_the_companys(self):
		self.group(100, currency="USD")
		self.assertEqual(self.pool(self.first).limit, 700)

	def test_there_is_none_outside_of_a_group_in_another_company_or_in_a_disabled_one(self):
		self.assertIsNone(self.pool(self.first))
		group = self.group(1_500)
		self.assertIsNone(self.pool(self.first, SISTER))
		group.disabled = 1
		group.save()
		self.assertIsNone(self.pool(self.first))

	def test_who_is_in_no_group_is_asked_nothing(self):
		known = file_row.find(self.first, self.company)
		question = Question("Sales Order", None, self.first, self.company, judging.today(), known)
		with patch.object(frappe.db, "sql", side_effect=AssertionError("a query")):
			self.assertIsNone(pools.pool_of(question))


class TestGate(PoolCase):
	def test_the_pool_holds_an_order_that_the_own_limit_would_let_pass(self):
		group = self.group(1_500)
		self.order(self.first, 900, submit=True)
		message = self.submit_refused(self.order(self.second, 700))
		self.assertIn(group.name, message)
		self.order(self.second, 600, submit=True)

	def test_the_own_limit_holds_an_order_that_the_pool_would_let_pass(self):
		self.group(5_000)
		message = self.submit_refused(self.order(self.first, 1_001))
		self.assertNotIn("Credit Group", message)

	def test_the_decision_keeps_the_pool_and_judges_the_same_again(self):
		self.group(1_500)
		self.order(self.first, 900, submit=True)
		order = self.order(self.second, 700)
		self.submit_refused(order)
		decision = frappe.get_last_doc("Credit Decision", {"reference_name": order.name})
		self.group_gone()
		self.assertEqual(judging.replay(decision.inputs).outcome, "Held")

	def group_gone(self):
		frappe.get_doc("Credit Group", groups.groups_of([self.first], self.company)[self.first].name).delete()

	def test_what_a_member_lets_through_is_remembered_on_the_group_and_a_form_does_not_forget_it(self):
		group = self.group(1_500)
		form = frappe.get_doc("Credit Group", group.name)
		order = self.order(self.first, 900, submit=True)
		form.notes = "One family"
		form.save()
		kept = frappe.db.get_value("Credit Group", group.name, "recent_documents")
		entries = [(entry["name"], entry["customer"]) for entry in frappe.parse_json(kept)]
		self.assertEqual(entries, [(order.name, self.first)])


class TestMoving(PoolCase):
	def test_only_who_joins_or_leaves_is_counted(self):
		group = self.group(1_500, self.first)
		self.assertEqual((self.changes(self.first), self.changes(self.second)), (1, 0))
		group.append("members", {"customer": self.second})
		group.save()
		group.pooled_limit = 1_600
		group.save()
		self.assertEqual((self.changes(self.first), self.changes(self.second)), (1, 1))
		group.disabled = 1
		group.save()
		group.delete()
		self.assertEqual((self.changes(self.first), self.changes(self.second)), (2, 2))

	def test_a_form_of_the_file_that_is_older_keeps_the_count(self):
		form = frappe.get_doc("Credit File", {"customer": self.first})
		self.group(1_500, self.first)
		form.notes = "Called"
		form.save()
		self.assertEqual(self.changes(self.first), 1)

	def test_merging_two_members_of_a_company_leaves_one_membership(self):
		group = self.group(1_500)
		frappe.rename_doc("Customer", self.first, self.second, merge=True)
		group.reload()
		self.assertEqual([row.customer for row in group.members], [self.second])
		self.assertEqual(self.pool(self.second).others, 0)

	def test_merging_the_only_member_of_another_group_switches_that_group_off(self):
		alone = self.group(500, self.first)
		other = self.group(900, self.second)
		frappe.rename_doc("Customer", self.first, self.second, merge=True)
		self.assertEqual(frappe.db.get_value("Credit Group", alone.name, "disabled"), 1)
		self.assertEqual(self.pool(self.second).group, other.name)


class TestJudgedAgain(PoolCase):
	def setUp(self):
		super().setUp()
		self.pooled = self.group(1_500)
		self.order(self.first, 900, submit=True)
		self.submit_refused(self.order(self.second, 700))

	def asked(self, change) -> list[str]:
		rejudging.forget()
		with patch.object(frappe, "enqueue") as enqueue:
			change()
		jobs = [call for call in enqueue.call_args_list if call.args[0].endswith("rejudge_customer")]
		return [call.kwargs["customer"] for call in jobs]

	def save(self, **values):
		self.pooled.update(values).save()

	def test_a_raised_pool_asks_for_the_holds_of_its_members(self):
		self.assertEqual(self.asked(lambda: self.save(pooled_limit=2_000)), [self.second])

	def test_so_do_a_member_that_leaves_and_a_group_that_is_switched_off(self):
		self.assertEqual(self.asked(lambda: self.save(members=self.pooled.members[1:])), [self.second])
		self.assertEqual(self.asked(lambda: self.save(disabled=1)), [self.second])

	def test_a_payment_of_another_member_does_too_and_a_note_does_not(self):
		paid = lambda: make_payment(customer=self.first, amount=500)  # noqa: E731
		self.assertEqual(self.asked(paid), [self.second])
		self.assertEqual(self.asked(lambda: self.save(notes="One family")), [])


class TestRights(PoolCase):
	def test_raising_needs_a_credit_manager_whoever_may_edit_groups(self):
		group = self.group(1_500)
		perm = {"parent": "Credit Group", "role": "Credit Specialist", "permlevel": 0}
		frappe.get_doc({"doctype": "Custom DocPerm", **perm, "read": 1, "write": 1}).insert()
		frappe.clear_cache(doctype="Credit Group")
		self.addCleanup(frappe.clear_cache, doctype="Credit Group")
		with self.acting_as(self.user("Credit Specialist").name):
			group.pooled_limit = 1_400
			group.save()
			group.pooled_limit = 1_401
			with self.assertRaisesRegex(frappe.PermissionError, "Only a Credit Manager may raise"):
				group.save()

	def test_a_pool_without_an_exchange_rate_is_refused_before_it_stops_orders(self):
		currency = frappe.get_doc({"doctype": "Currency", "currency_name": unique("X")[:3].upper()}).insert()
		with self.assertRaisesRegex(frappe.ValidationError, "There is no exchange rate"):
			self.group(100, currency=currency.name)


class TestForm(PoolCase):
	def test_it_shows_each_member_the_use_of_the_pool_and_the_room_that_is_left(self):
		unlimited = self.make_credit_customer(mode="Unlimited")
		group = self.group(2_000, self.first, self.second, unlimited)
		self.order(self.first, 900, submit=True)
		self.order(unlimited, 300, submit=True)
		shown = api.pool(group.name)
		self.assertEqual((shown["pooled_limit"], shown["used"], shown["headroom"]), (2_000, 1_200, 800))
		self.assertEqual(shown["ungranted"], 0)
		rows = [(row["exposure"], row["limit"], row["share"], row["headroom"]) for row in shown["members"]]
		self.assertEqual(rows, [(900, 1_000, 45, 100), (0, 1_000, 0, 800), (300, 0, 15, 800)])
		self.assertTrue(shown["members"][2]["unlimited"])

	def test_a_member_without_a_limit_is_shown_as_the_policy_treats_it(self):
		group = self.group(2_000, make_customer().name)
		self.assertTrue(api.pool(group.name)["members"][0]["unlimited"])
		make_policy(unassessed_mode="Limited", unassessed_limit=300)
		member = api.pool(group.name)["members"][0]
		self.assertEqual((member["unlimited"], member["limit"], member["headroom"]), (False, 300, 300))

	def test_without_a_policy_it_is_shown_what_is_granted(self):
		group = self.group(2_000, self.first, make_customer().name)
		frappe.db.set_value("Credit Policy", {"docstatus": 1}, "docstatus", 2)
		self.assertEqual([row["limit"] for row in api.pool(group.name)["members"]], [1_000, 0])

	def test_the_list_shows_how_much_of_each_pool_is_used(self):
		group, empty = self.group(2_000), self.group(500, make_customer().name)
		self.order(self.first, 900, submit=True)
		self.assertEqual(api.uses([group.name, empty.name, "nobody"]), {group.name: 45, empty.name: 0})

	def test_a_group_of_warn_only_is_judged_and_does_not_refuse(self):
		settings.set_mode(self.company, settings.WARN_ONLY)
		self.group(500)
		order = self.order(self.first, 900, submit=True)
		self.assertEqual(self.decisions_of(order), ["Would Hold"])
