"""The eight steps of the story on a real site, printed while they happen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

import frappe
from frappe.utils import nowdate

from credit_control import tasks
from credit_control.services import files, pictures, settings, statements
from credit_control.services.assessments import DOCTYPE as ASSESSMENT
from credit_control.setup import install

from . import site_credit, site_story
from .ledger import Customer, Ledger, Row
from .site_company import COMPANY, MANAGER, SPECIALIST
from .site_print import amount, details, say, step

#: the customer that the story looks at closely
CLOSE = "苏州晨光电子材料有限公司"
LATE_PAYER = "南京钟山印刷器材有限公司"
WAITING = "成都锦程物流设备有限公司"
REVIEWED = "Blue Anchor Chandlery"
ALONE = "西安秦岭仪器仪表有限公司"
#: drafts that wait for the manager when the story ends
LEFT_OPEN = ("Brightwater Marine Ltd", "Fjordline Equipment AS", "昆明高原咖啡贸易有限公司")
#: fewer facts than this are not worth an assessment
FACTS_NEEDED = 5
FACTORS_SHOWN = 6


@dataclass
class Chapters:
	"""The story over the ledger that the engine's demo plays too, and the site's other customers."""

	ledger: Ledger
	others: Ledger
	#: number of an order in the ledger → its name on the site
	orders: dict[str, str] = field(default_factory=dict)
	#: the order that ERPNext's own check refused while we only warned
	refused: str = ""

	@property
	def customers(self) -> list[Customer]:
		return [*self.ledger.customers, *self.others.customers]

	def play(self, made: Counter[str]) -> None:
		"""All steps, in order."""
		self.install(made)
		self.files()
		self.statements()
		self.assessments()
		self.enforce()
		self.releases()
		self.payments()
		self.reviews()

	def install(self, made: Counter[str]) -> None:
		"""Step 1: the app comes to a site with history."""
		step(1, "Installed on a site with history")
		say(", ".join(f"{count} × {doctype}" for doctype, count in made.items()) + ".")
		over = site_credit.set_core_limits(self.customers)
		# the site had the app before it had a company: this is what installing does where there is history
		install.after_install()
		frappe.db.commit()
		say(f"{frappe.db.count('Credit File')} customers had a limit in ERPNext: imported into Credit Files.")
		say(f"Over ERPNext's own limit already: {', '.join(over)}. No document was changed.")
		say(
			f"{COMPANY} starts in {settings.mode(COMPANY)}: our judgement warns, ERPNext's own check stays as it was."
		)
		site_story.order(LATE_PAYER, Decimal(12000))
		self.refused = site_story.order(over[0], Decimal(9000))

	def files(self) -> None:
		"""Step 2: a Credit File for every customer, and the live picture of one."""
		step(2, "Credit Files")
		result = site_credit.open_files(self.customers)
		say(
			f"The specialist opens {len(result['created'])} files at once; {len(result['existing'])} were there."
		)
		_tell_picture(CLOSE)

	def statements(self) -> None:
		"""Step 3: financial statements, with ratios and Altman's score."""
		step(3, "Financial statements")
		count = site_credit.enter_statements(self.ledger)
		say(f"The specialist enters {count} statements; each one adds up.")
		doc = frappe.get_doc(statements.DOCTYPE, statements.newest(CLOSE, nowdate()))
		say(f"{CLOSE}, {doc.period_end.year}, {doc.audit}:")
		details(f"{row.ratio}: {row.value} (before: {row.previous_value})" for row in doc.ratios[:5])
		details([f"Altman Z = {doc.z_score}, {doc.z_zone}"])

	def assessments(self) -> None:
		"""Step 4: prepared by the specialist, approved by the manager."""
		step(4, "Assessments")
		drafts = site_credit.assess(self._assessed())
		_tell_assessment(drafts[CLOSE])
		site_credit.approve([name for customer, name in drafts.items() if customer not in LEFT_OPEN])
		say(f"The manager approves {len(drafts) - len(LEFT_OPEN)} of {len(drafts)}:")
		details(_standings())
		alone = next(customer for customer in self.customers if customer.name == ALONE)
		refusal = site_credit.assess_and_approve_alone(alone)
		say(f"One that the manager prepared stays a draft: “{refusal}”")

	def _assessed(self) -> list[Customer]:
		known = [customer for customer in self.customers if len(customer.facts) >= FACTS_NEEDED]
		return [customer for customer in known if customer.name != ALONE]

	def enforce(self) -> None:
		"""Step 5: the policy decides; what it holds stays a draft."""
		step(5, "Enforce")
		frappe.set_user(MANAGER)
		doc = frappe.get_doc(settings.SETTINGS)
		doc.default_specialist = SPECIALIST
		next(row for row in doc.companies if row.company == COMPANY).mode = settings.ENFORCE
		doc.save()
		frappe.db.commit()
		say("The manager switches Enforce on. ERPNext's own check is silent from now on.")
		site_story.tell(self.refused, site_story.submit(self.refused))
		for event in self._events("order"):
			self.orders[event["no"]] = site_story.order(event["customer"], Decimal(event["amount"]))

	def _events(self, *kinds: str) -> list[Row]:
		return [event for event in self.ledger.events if event["event"] in kinds]

	def releases(self) -> None:
		"""Step 6: released within a cap, held above it, delivered and billed; one waits, one is refused."""
		step(6, "Releases")
		(granted,) = self._events("release")
		order = self.orders[granted["no"]]
		self._grant(order, granted, Decimal(granted["cap"]))
		for event in self._events("change"):
			self._change(order, granted, Decimal(event["amount"]))
		names = site_story.deliver_and_bill(order)
		say(f"{names['delivery']} and {names['invoice']} go through: a release holds downstream.")
		waiting = site_story.order(WAITING, Decimal(40000))
		site_story.request(waiting, "The customer's new line starts next week.")
		refused = site_story.order(LATE_PAYER, Decimal(18000))
		site_story.request(refused, "The customer promised to pay next month.")
		site_story.reject(refused, "Three promises were broken this year; payment first.")

	def _grant(self, order: str, granted: Row, cap: Decimal) -> None:
		site_story.request(order, "Their season starts; the competitor delivers at once.")
		site_story.release(
			order, granted["reason"]["en"], cap, Decimal(granted["tolerance"]), granted["days"]
		)

	def _change(self, order: str, granted: Row, figure: Decimal) -> None:
		site_story.change(order, figure)
		say(f"The sales user changes the order to {amount(figure)}.")
		outcome = site_story.submit(order)
		if outcome.word == site_story.HELD and figure <= granted["cap"] * (100 + granted["tolerance"]) / 100:
			# held above its cap, a release is used up: the smaller order is asked for anew
			self._grant(order, granted, figure)
			outcome = site_story.submit(order)
		site_story.tell(order, outcome)

	def payments(self) -> None:
		"""Step 7: money received clears what waits for it."""
		step(7, "Payments")
		for event in self._events("payment"):
			customer = event["customer"]
			paid = site_story.pay_all(customer) or site_story.prepay(customer, Decimal(event["amount"]))
			say(f"{customer} pays {amount(paid)}.")
			for held in self._events("order"):
				if held["customer"] == customer:
					self._submit_cleared(self.orders[held["no"]])

	def _submit_cleared(self, order: str) -> None:
		status = frappe.db.get_value("Credit Hold", {"reference_name": order}, "status")
		say(f"The hold of {order} was judged again by itself: {status}.")
		site_story.tell(order, site_story.submit(order))

	def reviews(self) -> None:
		"""Step 8: a review falls due; one draft and one task, however often the scheduler runs."""
		step(8, "Reviews")
		frappe.set_user(MANAGER)
		file = frappe.get_doc(files.CREDIT_FILE, files.file_of(REVIEWED))
		file.next_review = nowdate()
		file.save()
		frappe.db.commit()
		say(f"The review of {REVIEWED} falls due today.")
		frappe.set_user("Administrator")
		for run in ("first", "second"):
			before = _reviews()
			tasks.daily()
			frappe.db.commit()
			say(f"The scheduler's {run} run makes {_reviews() - before} draft assessment(s).")
		_tell_task()


def _reviews() -> int:
	return frappe.db.count(ASSESSMENT, {"reason": "Review", "docstatus": 0})


def _tell_picture(customer: str) -> None:
	frappe.set_user(SPECIALIST)
	picture = pictures.picture(frappe.get_doc(files.CREDIT_FILE, files.file_of(customer)), COMPANY)
	say(f"{customer} owes or will owe {amount(picture['exposure'])}; overdue {amount(picture['overdue'])}:")
	details(f"{part['label']}: {amount(part['amount'])}" for part in picture["parts"] if part["amount"])
	paid = picture["behaviour"]
	details(
		[
			f"{paid['invoices']} invoices of twelve months, {paid['late_ratio']} % of them paid late,"
			f" {paid['days_late']} days on average"
		]
	)


def _tell_assessment(name: str) -> None:
	doc = frappe.get_doc(ASSESSMENT, name)
	say(
		f"{doc.customer}: {doc.score:.2f} points on {doc.coverage:.0f} % of the data, grade {doc.model_grade}."
	)
	rows = sorted(doc.factors, key=lambda row: row.contribution - row.effective_weight)
	details(
		f"{row.indicator}: {row.value}, {row.points} points, weight {row.effective_weight:.1f} – {row.advice}"
		for row in rows[:FACTORS_SHOWN]
	)
	limits = ", ".join(f"{row.method} {row.amount or '–'}" for row in doc.limits)
	say(
		f"Limit: {limits}; {doc.binding_method} binds. Proposed: {amount(doc.proposed_limit)}, {doc.proposed_terms}."
	)


def _standings() -> list[str]:
	rows = frappe.get_all(
		ASSESSMENT,
		filters={"docstatus": 1},
		fields=["customer", "grade", "limit_mode", "credit_limit", "payment_terms_template", "next_review"],
		order_by="score desc",
	)
	return [
		f"{row.customer}: {row.grade}, "
		+ (amount(row.credit_limit) if row.limit_mode == "Limited" else row.limit_mode)
		+ f", {row.payment_terms_template or 'cash'}, review {row.next_review}"
		for row in rows
	]


def _tell_task() -> None:
	task = frappe.get_last_doc("ToDo", {"reference_type": ASSESSMENT})
	say(f"{task.allocated_to} has a task until {task.date}: {task.description}")
