"""Assessing a customer without a document: for try-outs and bulk work, with nothing saved."""

import frappe
from frappe.utils import getdate, nowdate

from credit_control.services.assessment_basis import assess_customer
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.credit_documents import make_policy, make_scorecard
from credit_control.tests.factories import make_customer


class TestWithoutDocument(AssessmentCase):
	def assess_now(self, customer: str | None = None, **documents):
		return assess_customer(customer or self.customer, self.company, getdate(nowdate()), **documents)

	def test_it_gives_what_the_document_gives_and_saves_nothing(self):
		self.known_customer()
		document = self.assess()
		before = frappe.db.count("Credit Assessment")
		basis, result = self.assess_now()
		self.assertEqual(float(result.score_result.score), document.score)
		self.assertEqual(result.model_grade, document.model_grade)
		self.assertEqual((basis.policy.name, basis.scorecard.name), (document.policy, document.scorecard))
		self.assertEqual(frappe.db.count("Credit Assessment"), before)

	def test_a_draft_scorecard_and_a_draft_policy_may_stand_in(self):
		self.known_customer()
		card = make_scorecard(submit=False, changes=halve_every_band)
		policy = make_policy(submit=False, changes=start_the_best_grade_above_one)
		_, usual = self.assess_now()
		basis, tried = self.assess_now(scorecard=card, policy=policy)
		self.assertAlmostEqual(tried.score_result.score * 2, usual.score_result.score, places=1)
		self.assertEqual(self.assess_now(scorecard=card)[1].model_grade, "B")
		self.assertEqual(tried.model_grade, "AAA")
		self.assertEqual((basis.policy.name, basis.scorecard.name), (policy.name, card.name))

	def test_a_customer_without_a_file_is_assessed_with_an_empty_one_that_is_not_saved(self):
		customer = make_customer().name
		_, result = self.assess_now(customer)
		self.assertIsNone(result.model_grade)
		self.assertFalse(frappe.db.exists("Credit File", {"customer": customer}))


def halve_every_band(card):
	for band in card.bands:
		band.points = band.points / 2


def start_the_best_grade_above_one(policy):
	for row in policy.grades:
		row.score_above = row.score_above / 100
