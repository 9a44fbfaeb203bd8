"""Credit Limit Adjustments: previewed, edited, approved by another, applied once, undone by a counter-adjustment."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import adjustments as api
from credit_control.services import adjusting, adjustments, files
from credit_control.tests.adjustment_case import ADJUSTMENT, AdjustmentCase, rows_of
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import make_customer, make_sales_invoice
from credit_control.tests.limit_documents import make_group


class TestPreview(AdjustmentCase):
	def test_each_customer_is_shown_with_what_it_has_and_would_get(self):
		doc = self.previewed(rounding_step=1000)
		rows = rows_of(doc)
		self.assertEqual(set(rows), {self.first, self.second})
		first = rows[self.first]
		self.assertEqual((first.old_limit, first.new_limit, first.grade), (15_500, 17_000, "A"))
		self.assertEqual((doc.status, doc.old_total, doc.new_total), ("Ready", 23_500, 25_000))
		self.assertEqual(self.limit(self.first), 15_500)

	def test_amounts_and_fixed_limits_work_as_percentages_do(self):
		by_amount = self.previewed(change_type="Amount", change_amount=-2_000)
		self.assertEqual(rows_of(by_amount)[self.second].new_limit, 6_000)
		fixed = self.previewed(change_type="Set to", change_amount=5_000)
		self.assertEqual({row.new_limit for row in fixed.rows}, {5_000})

	def test_who_owes_more_than_it_would_have_is_flagged_unless_a_temporary_limit_covers_it(self):
		make_sales_invoice(customer=self.second, rate=7_000)
		change = {"change_type": "Set to", "change_amount": 6_500}
		row = rows_of(self.previewed(**change))[self.second]
		self.assertEqual((row.exposure, row.over), (7_000, 1))
		self.set_limit(self.second, 8_000, temporary_limit=500, temporary_until=add_days(nowdate(), 1))
		doc = self.previewed(**change)
		self.assertEqual(rows_of(doc)[self.second].over, 0)
		rows_of(doc)[self.second].new_limit = 6_499
		with self.acting_as(self.author):
			doc.save()
		self.assertEqual(rows_of(doc)[self.second].over, 1)

	def test_unlimited_and_no_credit_rows_are_left_alone_and_say_so(self):
		unlimited = self.make_credit_customer(mode="Unlimited", group=self.group)
		no_credit = self.make_credit_customer(mode="No Credit", group=self.group)
		unknown = make_customer(group=self.group).name
		files.create(unknown)
		rows = rows_of(self.applied())
		self.assertEqual(
			[(rows[name].status, rows[name].note) for name in (unlimited, no_credit, unknown)],
			[
				("Left Alone", "The limit is unlimited."),
				("Left Alone", "The customer gets no credit."),
				("Left Alone", "The customer has no limit with this company."),
			],
		)
		modes = [
			frappe.get_doc("Credit File", {"customer": name}).limits[0].limit_mode
			for name in (unlimited, no_credit)
		]
		self.assertEqual(modes, ["Unlimited", "No Credit"])

	def test_floor_ceiling_and_the_highest_limit_of_the_grade_hold(self):
		self.assertEqual(rows_of(self.previewed(lowest_limit=10_000))[self.second].new_limit, 10_000)
		self.assertEqual(rows_of(self.previewed(highest_limit=16_000))[self.first].new_limit, 16_000)
		make_policy(changes=cap_at_8500)
		self.assertEqual(rows_of(self.previewed())[self.second].new_limit, 8_500)
		self.assertEqual(rows_of(self.previewed(keep_grade_cap=0))[self.second].new_limit, 8_800)

	def test_the_selection_narrows_by_grade_and_customers_may_be_picked(self):
		self.assertEqual(set(rows_of(self.previewed(only_for_grade="BB"))), {self.second})
		picked = self.previewed(customers=[self.first], only_for_customer_group=None)
		self.assertEqual(set(rows_of(picked)), {self.first})

	def test_rows_may_be_edited_and_left_out(self):
		doc = self.previewed()
		rows_of(doc)[self.first].new_limit = 16_000
		rows_of(doc)[self.second].excluded = 1
		with self.acting_as(self.author):
			doc.save()
		self.assertEqual((doc.status, doc.new_total), ("Ready", 16_000))
		self.approve(doc)
		self.assertEqual((self.limit(self.first), self.limit(self.second)), (16_000, 8_000))
		self.assertEqual(rows_of(doc.reload())[self.second].status, "Pending")

	def test_an_edited_limit_is_held_to_the_ceiling_and_the_grade(self):
		doc = self.previewed(highest_limit=20_000)
		rows_of(doc)[self.first].new_limit = 20_001
		self.refused("may be granted at most .*20,000.*Lower New Limit.", doc.save)
		make_policy(changes=cap_at_8500)
		doc = self.previewed()
		rows_of(doc)[self.second].new_limit = 8_501
		self.refused("may be granted at most .*8,500", doc.save)
		doc.reload()
		rows_of(doc)[self.second].new_limit = -1
		self.refused("New Limit is negative.", doc.save)

	def test_what_the_form_makes_up_about_old_limits_is_not_believed(self):
		doc = self.previewed()
		rows_of(doc)[self.first].update({"old_limit": 1, "exposure": -5, "status": "Applied"})
		doc.save()
		row = rows_of(doc.reload())[self.first]
		self.assertEqual((row.old_limit, row.exposure, row.status), (15_500, 0, "Pending"))

	def test_another_rule_or_a_further_customer_asks_for_a_new_preview(self):
		for change in ({"change_percent": 20}, {"rounding_step": 10}):
			doc = self.previewed()
			doc.update(change).save()
			self.assertEqual(doc.status, "Draft")
			self.refused("The preview is missing or out of date.", self.approve, doc)
		doc = self.previewed()
		doc.append("rows", {"customer": self.make_credit_customer()})
		self.assertEqual(doc.save().status, "Draft")

	def test_a_change_that_cannot_be_is_refused(self):
		for fields, text in (
			({"change_percent": 0}, "The change is zero."),
			({"change_percent": -101}, "A limit cannot fall by more than 100 percent."),
			({"change_type": "Set to", "change_amount": -1}, "A limit cannot be negative."),
			({"lowest_limit": 5, "highest_limit": 4}, "Not below is higher than Not above."),
		):
			with self.subTest(text), self.assertRaises(frappe.ValidationError):
				self.draft(**fields)
			self.assertIn(text, str(frappe.get_message_log()[-1]))

	def test_an_empty_selection_and_one_too_large_for_a_form_are_refused(self):
		doc = self.draft(only_for_grade="D")
		self.refused("No customer with an active Credit File matches.", api.preview, doc.name)
		with patch.object(adjustments, "MOST", 1):
			self.refused("2 customers match, more than 1. Narrow", api.preview, self.draft().name)

	def test_many_customers_are_previewed_in_the_background(self):
		doc, queue = self.draft(), []
		with (
			patch.object(adjustments, "BACKGROUND_FROM", 1),
			patch.object(frappe, "enqueue", lambda method, **given: queue.append((method, given))),
		):
			self.assertEqual(api.preview(doc.name), {"queued": 2})
			self.assertEqual(doc.reload().status, "Preparing")
			self.refused("The preview is being prepared.", doc.save)
			self.refused("The preview is being prepared.", api.preview, doc.name)
		(method, given) = queue[0]
		frappe.get_attr(method)(adjustment=given["adjustment"])
		self.assertEqual((doc.reload().status, len(doc.rows)), ("Ready", 2))

	def test_a_preview_that_breaks_off_gives_the_draft_back(self):
		doc = self.draft()
		doc.db_set("status", "Preparing")
		adjustments.preview_failed(doc.name, "out of memory")
		self.assertEqual(doc.reload().status, "Draft")
		self.assertEqual(
			frappe.db.get_value("Notification Log", {"document_name": doc.name}, "email_content"),
			"out of memory",
		)


class TestApproval(AdjustmentCase):
	def test_the_approved_limits_are_those_of_the_files_with_their_history(self):
		doc = self.applied()
		self.assertEqual((self.limit(self.first), self.limit(self.second)), (17_050, 8_800))
		self.assertEqual((doc.status, doc.applied, doc.refused), ("Applied", 2, 0))
		self.assertEqual(doc.approved_by, self.approver)
		changes = frappe.get_all(
			"Credit Standing Change",
			{"customer": self.first, "source_name": doc.name},
			["cause", "reason", "changed_by"],
		)
		self.assertEqual(
			changes,
			[{"cause": "Bulk Adjustment", "reason": "Yearly adjustment", "changed_by": self.approver}],
		)

	def test_no_author_approves_and_a_specialist_never(self):
		doc = self.previewed()
		self.refused(
			"You prepared this adjustment.", self.approve, doc, self.author, error=frappe.PermissionError
		)
		with self.acting_as(self.approver):
			doc.reload().save()
		self.refused(
			"You prepared this adjustment.", self.approve, doc, self.approver, error=frappe.PermissionError
		)
		specialist = self.user("Credit Specialist", "Sales User").name
		with self.assertRaises(frappe.PermissionError):
			self.approve(doc, specialist)
		self.assertEqual(self.limit(self.first), 15_500)

	def test_who_approves_changes_nothing(self):
		doc = self.previewed()
		rows_of(doc)[self.first].new_limit = 99_999
		with (
			self.acting_as(self.approver),
			self.assertRaisesRegex(frappe.ValidationError, "changed while approving"),
		):
			doc.submit()

	def test_a_limit_that_changed_since_the_preview_is_refused_and_the_others_are_applied(self):
		doc = self.previewed()
		self.set_limit(self.first, 16_000)
		doc = self.approve(doc)
		row = rows_of(doc)[self.first]
		self.assertEqual((doc.status, row.status, doc.refused), ("Partly Applied", "Refused", 1))
		self.assertRegex(
			row.note, "The limit is now .*16,000.* and was .*15,500.*: somebody changed it since."
		)
		self.assertEqual((self.limit(self.first), self.limit(self.second)), (16_000, 8_800))

	def test_a_member_beyond_its_groups_pool_is_refused_with_the_reason(self):
		group = make_group(members=[self.first, self.second], pooled_limit=24_000)
		doc = self.applied()
		self.assertIn(f"Credit Group {group.name} leaves", rows_of(doc)[self.first].note)
		self.assertEqual((self.limit(self.first), self.limit(self.second)), (15_500, 8_000))

	def test_nothing_is_left_to_approve_when_every_row_is_left_out(self):
		doc = self.previewed()
		for row in doc.rows:
			row.excluded = 1
		doc.save()
		self.refused("There is nothing to approve.", self.approve, doc)

	def test_a_second_submit_and_a_second_worker_change_nothing(self):
		doc = self.applied()
		self.set_limit(self.first, 20_000)
		with self.acting_as(self.approver):
			doc.submit()
		adjusting.start(doc)
		self.assertEqual(self.limit(self.first), 20_000)

	def test_what_changed_limits_is_not_cancelled_but_undone(self):
		self.refused("Use Undo instead of cancelling.", self.applied().cancel)

	def test_one_that_changed_nothing_may_be_cancelled(self):
		doc = self.previewed(only_for_grade="A")
		self.set_limit(self.first, 1)
		doc = self.approve(doc)
		doc.cancel()
		self.assertEqual(doc.reload().status, "Cancelled")


class TestUndo(AdjustmentCase):
	def undo(self, doc):
		with self.acting_as(self.author):
			return frappe.get_doc(ADJUSTMENT, api.undo(doc.name))

	def test_a_counter_adjustment_gives_the_old_limits_back_when_another_manager_approves_it(self):
		doc = self.applied()
		counter = self.undo(doc)
		self.assertEqual((counter.undo_of, counter.status, counter.docstatus), (doc.name, "Ready", 0))
		self.assertEqual(self.limit(self.first), 17_050)
		self.refused(
			"You prepared this adjustment.", self.approve, counter, self.author, error=frappe.PermissionError
		)
		counter = self.approve(counter)
		self.assertEqual((self.limit(self.first), self.limit(self.second)), (15_500, 8_000))
		self.assertEqual((doc.reload().status, doc.undone_by), ("Undone", counter.name))

	def test_a_limit_changed_since_is_listed_and_left_as_it_is(self):
		doc = self.applied()
		self.set_limit(self.first, 20_000)
		counter = self.undo(doc)
		row = rows_of(counter)[self.first]
		self.assertEqual(row.status, "Left Alone")
		self.assertRegex(row.note, "The limit is now .*20,000")
		self.approve(counter)
		self.assertEqual((self.limit(self.first), self.limit(self.second)), (20_000, 8_000))

	def test_it_is_undone_once_and_only_when_it_changed_something(self):
		doc = self.applied()
		counter = self.undo(doc)
		self.refused(f"{doc.name} is undone by {counter.name} already.", self.undo, doc)
		self.refused("changed no limit. There is nothing to undo.", self.undo, self.previewed())
		self.refused("There is nothing to preview.", api.preview, counter.name)


def cap_at_8500(policy):
	for row in policy.grades:
		row.limit_cap = 8_500
