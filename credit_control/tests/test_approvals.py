"""Approving an assessment: by somebody else, with reasons, with effect on the file, and undone in order."""

import json

import frappe
from frappe.desk.form.save import savedocs
from frappe.utils import add_days, getdate, nowdate

from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_documents import fill_file, make_policy
from credit_control.tests.factories import (
	make_customer,
	make_terms,
)


class TestOverride(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.known_customer()
		self.draft = self.assess()

	def change(self, **fields):
		with self.acting_as(self.specialist):
			doc = frappe.get_doc(self.draft.doctype, self.draft.name)
			doc.update(fields)
			return doc.save()

	def test_a_notch_needs_a_reason_and_is_explained(self):
		changed = self.change(notch=-2)
		self.assertEqual((changed.model_grade, changed.grade, changed.overridden), ("AAA", "A", 1))
		self.assertIn("The grade was lowered by hand.", changed.explanation.splitlines())
		self.approve_refused(self.draft, "Reason for the Override is missing")
		self.change(override_reason="The parent company is in trouble")
		self.assertEqual(self.approve(self.draft).grade, "A")
		self.assertEqual(self.file().grade, "A")

	def test_the_notch_is_taken_back_with_zero(self):
		self.change(notch=-2)
		changed = self.change(notch=0)
		self.assertEqual((changed.grade, changed.overridden), ("AAA", 0))
		self.assertNotIn("by hand", changed.explanation)

	def test_a_grade_typed_in_beside_the_model_is_not_taken(self):
		self.assertEqual(self.change(grade="B").grade, "AAA")

	def test_the_grade_is_held_within_the_table(self):
		self.assertEqual(self.change(notch=3).grade, "AAA")

	def test_more_than_three_notches_are_refused(self):
		with self.assertRaisesRegex(
			frappe.ValidationError, "A notch of -4 is too far: a grade may be moved by 3 at most."
		):
			self.change(notch=-4)

	def test_a_customer_that_was_knocked_out_cannot_be_raised(self):
		fill_file(self.customer, fraud=1)
		with self.assertRaisesRegex(
			frappe.ValidationError, r"A knock-out applies \(Fraud\): the grade cannot be raised."
		):
			self.change(notch=1)
		self.assertEqual(self.change(notch=0).grade, "D")

	def test_a_manager_changing_the_notch_while_approving_is_refused(self):
		with self.acting_as(self.manager):
			doc = frappe.get_doc(self.draft.doctype, self.draft.name)
			doc.update({"notch": -1, "override_reason": "Mine"})
			with self.assertRaisesRegex(frappe.ValidationError, "Notch.* changed while approving"):
				doc.submit()

	def test_another_limit_other_terms_unlimited_and_no_credit_need_a_reason(self):
		terms = make_terms().name
		for fields in (
			{"credit_limit": 999},
			{"payment_terms_template": terms},
			{"limit_mode": "Unlimited"},
			{"limit_mode": "No Credit"},
		):
			with self.subTest(fields):
				before = {name: self.draft.get(name) for name in fields}
				self.assertTrue(self.change(**fields).overridden)
				self.approve_refused(self.draft, "Reason for the Override is missing")
				self.assertFalse(self.change(**before).overridden)

	def test_an_overridden_limit_is_kept_when_the_model_moves(self):
		self.change(credit_limit=999)
		self.assertEqual(self.change(expected_purchases=9_000_000).credit_limit, 999)

	def test_a_limit_that_nobody_overrode_follows_the_model(self):
		doc = self.change(expected_purchases=9_000_000)
		self.assertEqual(doc.credit_limit, doc.proposed_limit)
		self.assertNotEqual(doc.credit_limit, self.draft.credit_limit)

	def test_a_worse_grade_lowers_the_proposed_limit(self):
		self.assertLess(self.change(notch=-3).proposed_limit, self.draft.proposed_limit)

	def test_a_grade_without_credit_gives_no_credit(self):
		fill_file(self.customer, bad_debt=1)
		self.assertEqual(self.change().grade, "D")
		self.approve(self.draft)
		self.assertEqual((self.limit().limit_mode, self.limit().credit_limit), ("No Credit", 0))


class TestWhoMayApprove(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.known_customer()

	def test_a_specialist_may_not_submit(self):
		other = self.user("Credit Specialist", "Sales User", "Accounts User").name
		self.approve_refused(self.assess(), "", user=other, error=frappe.PermissionError)

	def test_the_author_may_not_approve(self):
		own = self.assess(user=self.manager)
		self.approve_refused(own, "Another Credit Manager must approve it", error=frappe.PermissionError)

	def test_administrator_may_not_approve_their_own_either(self):
		own = self.assess(user="Administrator")
		self.approve_refused(
			own, "You prepared this assessment", user="Administrator", error=frappe.PermissionError
		)

	def test_the_last_one_to_save_is_an_author_too(self):
		draft = self.assess()
		with self.acting_as(self.manager):
			frappe.get_doc(draft.doctype, draft.name).save()
		self.approve_refused(draft, "You prepared this assessment", error=frappe.PermissionError)
		with self.acting_as(self.specialist):
			frappe.get_doc(draft.doctype, draft.name).save()
		self.approve_refused(draft, "You prepared this assessment", error=frappe.PermissionError)
		other = self.user("Credit Manager", "Sales User").name
		self.assertEqual(self.approve(draft, user=other).docstatus, 1)

	def test_changing_a_figure_while_submitting_is_refused_and_names_the_field(self):
		changes = {
			"Approved Limit|Credit Limit": {"credit_limit": 1},
			"Grade": {"grade": "BB"},
			"Customer": {"customer": make_customer().name},
			"Company": {"company": SISTER},
			"Next Review": {"next_review": add_days(nowdate(), 900)},
			"Score": {"score": 100},
		}
		draft = self.assess()
		for label, fields in changes.items():
			with self.subTest(label), self.acting_as(self.manager):
				doc = frappe.get_doc(draft.doctype, draft.name)
				doc.update(fields)
				with self.assertRaisesRegex(frappe.ValidationError, f"({label}) changed while approving"):
					doc.submit()
		self.assertIsNone(self.limit())

	def test_a_made_up_author_does_not_help(self):
		draft = self.assess(user=self.manager)
		with self.acting_as(self.manager):
			doc = frappe.get_doc(draft.doctype, draft.name)
			doc.update({"owner": self.specialist, "prepared_by": self.specialist})
			with self.assertRaisesRegex(frappe.PermissionError, "You prepared this assessment"):
				doc.submit()

	def test_submitting_from_the_form_with_whole_numbers_counts_as_unchanged(self):
		draft = frappe.get_doc("Credit Assessment", self.assess().name)
		values = json.loads(draft.as_json())
		values["credit_limit"] = int(values["credit_limit"])
		with self.acting_as(self.manager):
			savedocs(json.dumps(values), "Submit")
		self.assertEqual(frappe.db.get_value(draft.doctype, draft.name, "docstatus"), 1)

	def test_inserting_it_submitted_is_refused(self):
		draft = self.assess()
		copy = frappe.copy_doc(draft)
		copy.update({"docstatus": 1, "prepared_by": self.specialist})
		with self.acting_as(self.manager), self.assertRaises(frappe.PermissionError):
			copy.insert()

	def test_a_review_date_that_is_not_in_the_future_is_refused(self):
		draft = self.assess(next_review=nowdate())
		self.approve_refused(draft, "Next Review must be a day after today.")


class TestStanding(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.known_customer()

	def test_approval_gives_the_file_grade_score_limit_terms_and_next_review(self):
		terms = make_terms(portions=((100, 30),)).name
		draft = self.assess(payment_terms_template=terms, override_reason="As agreed in the contract")
		approved = self.approve(draft)
		file, row = self.file(), self.limit()
		self.assertEqual(
			(file.grade, file.score, file.last_assessment, file.review_months),
			(approved.grade, approved.score, approved.name, approved.review_months),
		)
		self.assertEqual((file.assessed_on, file.next_review), (getdate(), getdate(approved.next_review)))
		self.assertEqual(
			(row.limit_mode, row.credit_limit, row.payment_terms_template, row.source),
			("Limited", approved.credit_limit, terms, approved.name),
		)
		self.assertEqual(approved.reload().approved_by, self.manager)

	def test_another_companys_limit_and_a_temporary_limit_are_left_alone(self):
		file = self.file()
		file.append("limits", {"company": SISTER, "credit_limit": 77})
		file.append(
			"limits",
			{
				"company": self.company,
				"credit_limit": 5,
				"temporary_limit": 500,
				"temporary_until": add_days(nowdate(), 9),
			},
		)
		file.save()
		self.approve(self.assess())
		self.assertEqual(self.limit(SISTER).credit_limit, 77)
		self.assertEqual(self.limit().temporary_limit, 500)

	def test_cancelling_the_first_gives_back_the_file_as_it_was(self):
		approved = self.approve(self.assess())
		with self.acting_as(self.manager):
			frappe.get_doc(approved.doctype, approved.name).cancel()
		file = self.file()
		self.assertEqual((file.grade or "", file.last_assessment, file.next_review), ("", None, None))
		self.assertIsNone(self.limit())

	def test_cancelling_the_second_restores_the_first(self):
		first = self.approve(self.assess())
		second = self.assess(notch=-3, override_reason="Late again")
		self.approve(second)
		self.assertEqual(self.file().grade, "BBB")
		frappe.get_doc(second.doctype, second.name).cancel()
		file, row = self.file(), self.limit()
		self.assertEqual((file.grade, file.last_assessment), (first.grade, first.name))
		self.assertEqual((row.credit_limit, row.source), (first.credit_limit, first.name))

	def test_cancelling_an_older_one_is_refused_and_names_the_later(self):
		first = self.approve(self.assess())
		second = self.approve(self.assess())
		with self.assertRaisesRegex(
			frappe.ValidationError, f"Assessment {second.name} was approved later. Cancel that one first."
		):
			frappe.get_doc(first.doctype, first.name).cancel()

	def test_a_draft_that_compares_itself_with_a_cancelled_one_can_still_be_approved(self):
		first = self.approve(self.assess())
		draft = self.assess()
		self.assertEqual(draft.previous_assessment, first.name)
		frappe.get_doc(first.doctype, first.name).cancel()
		self.assertIsNone(self.approve(draft).previous_assessment)

	def test_a_cancelled_assessment_can_be_amended_and_approved(self):
		first = self.approve(self.assess())
		frappe.get_doc(first.doctype, first.name).cancel()
		with self.acting_as(self.specialist):
			amended = frappe.copy_doc(first.reload())
			amended.update({"amended_from": first.name, "docstatus": 0})
			amended.insert()
		self.approve(amended)
		self.assertEqual(self.file().last_assessment, amended.name)

	def test_a_draft_made_under_a_policy_that_was_replaced_is_approved_after_it_was_filled_anew(self):
		draft = self.assess()
		policy = frappe.get_doc("Credit Policy", draft.policy)
		policy.cancel()
		make_policy(valid_from="2000-01-01")
		self.approve_refused(draft, "The policy or scorecard of this assessment was cancelled. Save it again")
		with self.acting_as(self.specialist):
			frappe.get_doc(draft.doctype, draft.name).save()
		self.assertEqual(self.approve(draft).docstatus, 1)
