"""The way through the levels: who may decide, once each, in whose place, and what happens when it takes long."""

import frappe
from frappe.utils import get_fullname, getdate

from credit_control.permissions import credit_limit_request as permissions
from credit_control.services import approval_steps, limit_requests, release_levels, releases
from credit_control.services.approval_steps import DecidedMeanwhileError
from credit_control.tests.bootstrap import new
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import make_sales_order
from credit_control.tests.request_case import RequestCase, day, make_request

CREDIT, FINANCE, SALES = "Credit Manager", "Accounts Manager", "Sales Manager"
TWO = ({"level": 1, "approver_role": CREDIT}, {"level": 2, "approver_role": FINANCE})


def delegate(user: str, deputy: str, first: int = 0, last: int = 0):
	"""A delegation that `user` enters."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		values = {"user": user, "deputy": deputy, "from_date": day(first), "to_date": day(last)}
		return new("Credit Approval Delegation", reason="On leave", **values).insert(ignore_permissions=True)
	finally:
		frappe.set_user(before)


class StepCase(RequestCase):
	def setUp(self):
		super().setUp()
		self.finance = self.user(FINANCE).name
		self.outsider = self.user("Sales User").name

	def decide_refused(self, doc, user: str, error=frappe.PermissionError) -> str:
		return self.refused(limit_requests.approve, doc.name, user=user, error=error)


class TestMatrix(StepCase):
	def test_faults_of_a_matrix_are_named_when_the_policy_is_saved(self):
		for row, text in (
			({"level": 2, "approver_role": CREDIT}, "Temporary Limit has a level 2 but no level 1."),
			({"level": 1}, "Row 1: enter either a role or a user who approves."),
			(
				{"level": 1, "approver_role": "Stock User"},
				"Row 1: Stock User may not read a Credit Limit Request.",
			),
			(
				{"level": 1, "approver_user": self.user("Stock User").name},
				"may not read a Credit Limit Request.",
			),
		):
			with self.subTest(text), self.assertRaises(frappe.ValidationError) as caught:
				make_policy(approvals=[{"kind": "Temporary Limit", **row}])
			self.assertIn(text, str(caught.exception))

	def test_amount_grade_and_increase_ask_for_a_second_level(self):
		second = {"level": 2, "approver_role": FINANCE}
		for condition in ({"amount_from": 1_500}, {"grades": "BB，A"}, {"increase_above": 49.9}):
			with self.subTest(condition):
				self.use_matrix(TWO[0], {**second, **condition})
				doc = self.sent()
				self.assertEqual([step.approver_role for step in doc.steps], [CREDIT, FINANCE])
				with self.acting_as(self.seller):
					limit_requests.withdraw(doc.name)
		self.use_matrix(TWO[0], {**second, "amount_from": 1_500.01, "grades": "B", "increase_above": 50})
		self.assertEqual([step.approver_role for step in self.sent().steps], [CREDIT])


class TestLevels(StepCase):
	def test_each_level_decides_in_its_turn_and_the_last_takes_effect(self):
		self.use_matrix(
			*TWO, {"level": 3, "approver_role": SALES}, {"level": 4, "approver_user": self.outsider}
		)
		sales = self.user(SALES).name
		doc = self.sent()
		for user, turn in ((self.manager, FINANCE), (self.finance, SALES), (sales, self.outsider)):
			self.approve(doc, user, "Good customer")
			self.assertEqual((doc.status, doc.docstatus, doc.waiting_for), ("Waiting for Approval", 0, turn))
			self.assertEqual(self.effective(), self.limit)
		self.approve(doc, self.outsider)
		self.assertEqual((doc.status, doc.docstatus, self.effective()), ("Approved", 1, 1_500))
		self.assertEqual(
			self.statuses(doc),
			[
				(number, "Approved", user)
				for number, user in enumerate((self.manager, self.finance, sales, self.outsider), start=1)
			],
		)
		self.assertEqual(doc.steps[0].comment, "Good customer")

	def test_who_asked_or_wrote_never_decides_whatever_their_roles(self):
		both = self.user(CREDIT, "System Manager", "Sales User").name
		doc = self.request()
		with self.acting_as(both):
			doc.reload().save()
		with self.acting_as(self.seller):
			limit_requests.send(doc.name)
		self.assertIn("Somebody else must decide.", self.decide_refused(doc, both))
		self.assertIn("Somebody else must decide.", self.decide_refused(doc, self.seller))

	def test_no_role_stands_above_the_matrix(self):
		doc = self.sent()
		for user in (self.user("System Manager").name, self.finance, "Administrator"):
			with self.subTest(user):
				self.assertIn("Level 1 is decided by Credit Manager.", self.decide_refused(doc, user))

	def test_nobody_decides_two_levels(self):
		self.use_matrix(*TWO)
		both = self.user(CREDIT, FINANCE).name
		doc = self.approve(self.sent(), both)
		text = self.decide_refused(doc, both)
		self.assertEqual(text, "You decided level 1 already. Another person must decide level 2.")
		self.assertEqual(self.approve(doc, self.finance).status, "Approved")

	def test_a_request_that_nobody_could_decide_is_not_sent(self):
		self.use_matrix({"level": 1, "approver_user": self.seller})
		text = self.refused(limit_requests.send, self.request().name, user=self.seller)
		self.assertIn("Nobody can decide level 1", text)
		self.assertIn("no enabled user other than you", text)

	def test_a_level_that_would_be_left_to_who_decides_another_is_named(self):
		self.use_matrix(
			{"level": 1, "approver_user": self.manager}, {"level": 2, "approver_role": "Collector"}
		)
		collectors = frappe.get_all("Has Role", {"role": "Collector", "parenttype": "User"}, pluck="parent")
		for name in collectors:
			frappe.db.set_value("User", name, "enabled", 0)
		frappe.get_doc("User", self.manager).add_roles("Collector")
		text = self.refused(limit_requests.send, self.request().name, user=self.seller)
		self.assertIn("would be left to somebody who decides another level", text)

	def test_a_rejected_request_is_kept_with_its_reason_and_may_not_be_sent_again(self):
		doc = self.sent()
		with self.acting_as(self.manager):
			self.refused(limit_requests.reject, doc.name, " ", user=self.manager)
			limit_requests.reject(doc.name, "Too risky")
		doc.reload()
		self.assertEqual((doc.status, doc.docstatus, doc.decision_note), ("Rejected", 0, "Too risky"))
		self.assertEqual(self.effective(), self.limit)
		self.refused(limit_requests.send, doc.name, user=self.seller, error=DecidedMeanwhileError)
		self.assertIn("is kept", self.refused(doc.delete, user="Administrator"))

	def test_one_that_was_sent_back_is_changed_and_begins_at_level_one_again(self):
		self.use_matrix(*TWO)
		doc = self.approve(self.sent())
		with self.acting_as(self.finance):
			limit_requests.send_back(doc.name, "Half of it")
		doc.reload()
		self.assertEqual((doc.status, doc.decision_note), ("Sent Back", "Half of it"))
		with self.acting_as(self.seller):
			doc.temporary_limit = 250
			doc.save()
			limit_requests.send(doc.name)
		self.assertEqual(
			[(step.level, step.status, step.decided_by) for step in doc.reload().steps],
			[(1, "Waiting", None), (2, "Upcoming", None)],
		)
		self.approve(doc)
		self.approve(doc, self.finance)
		self.assertEqual(self.effective(), 1_250)

	def test_only_who_asked_withdraws(self):
		doc = self.sent()
		self.refused(limit_requests.withdraw, doc.name, user=self.manager, error=frappe.PermissionError)
		with self.acting_as(self.seller):
			limit_requests.withdraw(doc.name, "They paid")
		self.assertEqual((doc.reload().status, doc.steps[0].status), ("Withdrawn", "Withdrawn"))
		self.decide_refused(doc, self.manager, DecidedMeanwhileError)

	def test_a_second_click_or_an_old_page_decides_nothing(self):
		self.use_matrix(*TWO)
		both = self.user(FINANCE).name
		doc = self.approve(self.sent())
		text = self.refused(limit_requests.approve, doc.name, level=1, user=both, error=DecidedMeanwhileError)
		self.assertIn("Level 1 of", text)
		self.approve(doc, self.finance)
		text = self.decide_refused(doc, both, DecidedMeanwhileError)
		self.assertEqual(
			text, f"{doc.name} is Approved; {get_fullname(self.finance)} decided last. Reload the page."
		)


class TestDelegation(StepCase):
	def test_a_deputy_decides_in_the_place_of_who_is_away_and_it_is_written_down(self):
		deputy = self.user("Sales User").name
		delegate(self.manager, deputy)
		doc = self.sent()
		with self.acting_as(deputy):
			self.assertEqual(limit_requests.waiting_for(deputy), [doc.name])
			self.assertEqual(limit_requests.rights(doc)["on_behalf_of"], self.manager)
		self.approve(doc, deputy)
		step = doc.steps[0]
		self.assertEqual((step.decided_by, step.on_behalf_of, doc.status), (deputy, self.manager, "Approved"))

	def test_a_deputy_decides_on_the_days_of_the_delegation_only(self):
		deputy = self.user("Sales User").name
		delegate(self.manager, deputy, 1, 5)
		self.assertIn("is decided by", self.decide_refused(self.sent(), deputy))

	def test_a_deputy_of_a_deputy_decides_too(self):
		second, third = self.user("Sales User").name, self.user("Sales User").name
		delegate(self.manager, second)
		delegate(second, third)
		self.assertEqual(self.approve(self.sent(), third).steps[0].on_behalf_of, self.manager)

	def test_who_asked_is_nobodys_deputy_and_lends_nothing(self):
		delegate(self.manager, self.seller)
		doc = self.sent()
		self.assertIn("Somebody else must decide.", self.decide_refused(doc, self.seller))
		with self.acting_as(self.seller):
			limit_requests.withdraw(doc.name)
		asking, helper = self.user(CREDIT, "Sales User").name, self.user("Sales User").name
		delegate(asking, helper)
		with self.acting_as(asking):
			own = make_request(customer=self.customer)
			limit_requests.send(own.name)
		self.assertIn("is decided by", self.decide_refused(own, helper))

	def test_a_right_that_was_used_for_one_level_is_not_used_for_another(self):
		self.use_matrix(*TWO)
		both, deputy = self.user(CREDIT, FINANCE).name, self.user("Sales User").name
		delegate(both, deputy)
		doc = self.approve(self.sent(), deputy)
		self.assertIn("You decided level 1 already.", self.decide_refused(doc, deputy))
		self.assertIn("You decided level 1 already.", self.decide_refused(doc, both))

	def test_loops_days_and_power_that_is_taken_instead_of_given_are_refused(self):
		delegate(self.manager, self.finance)
		other = self.user(CREDIT).name
		make = lambda **given: new(  # noqa: E731
			"Credit Approval Delegation",
			**{"from_date": day(0), "to_date": day(1), "reason": "Leave", **given},
		).insert(ignore_permissions=True)
		for user, given, text in (
			(self.finance, {"user": self.finance, "deputy": self.manager}, "is away in these days too"),
			(self.finance, {"user": self.finance, "deputy": self.finance}, "Nobody is their own deputy."),
			(
				self.finance,
				{"user": self.finance, "deputy": other, "to_date": day(-1)},
				"To lies before From.",
			),
			(other, {"user": self.finance, "deputy": other}, "You cannot make yourself the deputy"),
			(
				self.finance,
				{"user": other, "deputy": self.finance},
				"You may name a deputy for yourself only.",
			),
		):
			with self.subTest(text):
				self.assertIn(text, self.refused_delegation(user, make, given))

	def refused_delegation(self, user, make, given) -> str:
		frappe.db.savepoint("refused_delegation")
		with (
			self.acting_as(user),
			self.assertRaises((frappe.ValidationError, frappe.PermissionError)) as caught,
		):
			make(**given)
		frappe.db.rollback(save_point="refused_delegation")
		return str(caught.exception)

	def test_who_sees_a_delegation(self):
		doc = delegate(self.finance, self.user(SALES).name)
		for user, seen in (
			(self.finance, True),
			(doc.deputy, True),
			(self.manager, True),
			(self.user(SALES).name, False),
		):
			with self.subTest(user), self.acting_as(user):
				self.assertEqual(bool(frappe.get_list(doc.doctype, {"name": doc.name})), seen)
				self.assertEqual(bool(frappe.has_permission(doc.doctype, "read", doc)), seen)


class TestEscalation(StepCase):
	def escalated(self, number: int) -> list[str]:
		return list(limit_requests.escalate_late(getdate(day(number))))

	def test_a_late_request_goes_on_once_and_both_may_decide_then(self):
		self.use_matrix({**TWO[0], "escalate_after": 2, "escalate_role": FINANCE})
		doc = self.sent()
		self.assertEqual(str(doc.steps[0].due_on), day(2))
		self.assertIn("is decided by", self.decide_refused(doc, self.finance))
		self.assertEqual(self.escalated(2), [])
		self.assertEqual(self.escalated(3), [doc.name])
		self.assertEqual(self.escalated(4), [])
		step = doc.reload().steps[0]
		self.assertEqual((step.status, str(step.escalated_on)), ("Escalated", day(3)))
		told = {"document_name": doc.name, "for_user": self.finance}
		self.assertEqual(frappe.db.count("Notification Log", told), 1)
		self.assertEqual(self.approve(doc, self.finance).status, "Approved")

	def test_without_anybody_to_go_on_to_those_who_let_it_wait_are_reminded_once(self):
		self.use_matrix({**TWO[0], "escalate_after": 1})
		doc = self.sent()
		self.assertEqual((self.escalated(2), self.escalated(3)), ([doc.name], []))
		told = {"document_name": doc.name, "for_user": self.manager}
		self.assertEqual(frappe.db.count("Notification Log", told), 2)
		self.assertEqual(self.approve(doc).status, "Approved")

	def test_what_has_been_decided_goes_on_to_nobody(self):
		self.use_matrix({**TWO[0], "escalate_after": 1, "escalate_role": FINANCE})
		self.approve(self.sent())
		self.assertEqual(self.escalated(9), [])


class TestWhoSees(StepCase):
	def test_own_requests_readable_customers_and_what_one_is_asked_for(self):
		doc = self.sent()
		other = self.make_credit_customer()
		blind = self.user("Sales User").name
		frappe.get_doc(
			{"doctype": "User Permission", "user": blind, "allow": "Customer", "for_value": other}
		).insert()
		for user, seen in (
			(self.seller, True),
			(self.outsider, True),
			(self.manager, True),
			(self.finance, True),
			(blind, False),
			(self.user("Stock User").name, False),
		):
			with self.subTest(user), self.acting_as(user):
				may_list = frappe.has_permission(doc.doctype, "read")
				self.assertEqual(bool(may_list and frappe.get_list(doc.doctype, {"name": doc.name})), seen)
				self.assertEqual(bool(frappe.has_permission(doc.doctype, "read", doc)), seen)
		self.assertFalse(permissions.has_permission(doc, user=blind))


class TestReleases(StepCase):
	def setUp(self):
		super().setUp()
		with self.acting_as(self.outsider):
			self.order = make_sales_order(customer=self.customer, rate=1_400, submit=False)
			self.submit_refused(self.order)
		self.hold = self.hold_of(self.order)
		self.hold.db_set("requested_by", self.seller)

	def release(self):
		with self.acting_as(self.manager):
			releases.release(
				self.hold.name, reason="Insured", amount_cap=1_400, tolerance=0, valid_to=getdate(day(1))
			)

	def test_a_matrix_without_releases_leaves_them_to_the_credit_manager(self):
		release_levels.must_not_need_more(self.hold, self.manager)
		self.release()
		self.assertEqual(self.hold.reload().status, "Released")

	def test_a_release_that_needs_more_levels_is_asked_for_as_a_special_approval(self):
		first = {"level": 1, "approver_role": CREDIT}
		self.use_matrix(first, {"level": 2, "approver_role": FINANCE, "amount_from": 1_400}, kind="Release")
		with self.assertRaises(frappe.PermissionError) as caught:
			self.release()
		self.assertEqual(
			str(caught.exception),
			"The policy asks for the approval of Credit Manager, Accounts Manager here."
			" Ask for a Special Approval instead.",
		)
		doc = self.sent(kind="Special Approval", hold=self.hold.name)
		self.assertEqual([step.approver_role for step in doc.steps], [CREDIT, FINANCE])
		self.approve(doc)
		self.assertEqual(self.hold.reload().status, "Held")
		self.approve(doc, self.finance)
		self.assertEqual((self.hold.reload().status, self.hold.released_by), ("Released", self.finance))

	def test_another_role_than_the_credit_manager_may_be_named(self):
		self.use_matrix({"level": 1, "approver_role": FINANCE}, kind="Release")
		with self.assertRaises(frappe.PermissionError):
			self.release()
		release_levels.must_not_need_more(self.hold, self.finance)

	def test_a_deputy_releases_in_the_place_of_whoever_may(self):
		self.use_matrix({"level": 1, "approver_role": FINANCE}, kind="Release")
		delegate(self.finance, self.manager)
		self.release()
		self.assertEqual(self.hold.reload().status, "Released")

	def test_the_power_of_who_asked_is_not_lent(self):
		self.use_matrix({"level": 1, "approver_user": self.finance}, kind="Release")
		delegate(self.finance, self.manager)
		self.hold.db_set("askers", self.finance)
		with self.assertRaises(frappe.PermissionError):
			self.release()


class TestLock(StepCase):
	def test_a_lock_that_is_not_had_is_a_sentence(self):
		doc = self.sent()
		original = frappe.get_doc

		def busy(*arguments, **options):
			if options.get("for_update"):
				raise frappe.QueryTimeoutError
			return original(*arguments, **options)

		frappe.get_doc = busy
		self.addCleanup(setattr, frappe, "get_doc", original)
		with self.assertRaises(DecidedMeanwhileError) as caught:
			approval_steps.locked(doc.doctype, doc.name)
		self.assertIn("Somebody else is deciding", str(caught.exception))
