"""One judgement: gather a case from the ledgers and the file, and let the engine decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from frappe.utils import getdate

from credit_control.engine import debts
from credit_control.engine.codec import loads
from credit_control.engine.exposure import OPEN_ORDERS
from credit_control.engine.judgement import HELD, Case, Document, Judgement, judge
from credit_control.engine.policy import TERMS, Policy
from credit_control.engine.receivables import open_terms
from credit_control.engine.release import Release
from credit_control.engine.standing import Standing
from credit_control.erp.documents import PART_OF
from credit_control.erp.position import read_position
from credit_control.erp.terms import start_of
from credit_control.services import (
	circumstances,
	document_facts,
	document_lines,
	excuses,
	facts,
	files,
	policies,
	settings,
	terms,
)
from credit_control.services.question import Question
from credit_control.services.sight import Sight
from credit_control.services.sight import read as read_sight


@dataclass(frozen=True)
class Locked:
	"""What was seen before the lock, and what holding it has told: by DocType what others committed and our
	transaction's snapshot does not show; `members` is the same of the group's other members, by customer."""

	sight: Sight
	unseen: Mapping[str, Decimal]
	members: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)


def today() -> date:
	"""The site's date."""
	return getdate()


def policy_for(customer: str, company: str):
	"""The Credit Policy document that applies to a customer today; raises when there is none."""
	return policies.policy_document(customer, company, today())


def seen(customer: str, company: str) -> Sight:
	"""The sight of a customer that is about to be locked; its Credit File is made when there is none."""
	sight = read_sight(customer, company, today())
	if sight.known is None:
		files.create(customer)
		sight = read_sight(customer, company, today())
	return sight


def gather(
	document: Document,
	customer: str,
	company: str,
	*,
	counted: bool,
	locked: Locked | None = None,
	release: Release | None = None,
	doc: Any = None,
) -> Case:
	"""Everything the judgement of one document depends on.

	`counted` says that the ledgers already hold the document, as they do while it is submitted;
	`locked` is what holding the lock has told; `doc` is the ERPNext document, when there is one.
	"""
	day = today()
	sight = locked.sight if locked else read_sight(customer, company, day)
	policy = policies.engine_policy(policies.policy_document(customer, company, day, sight.versions))
	exposure, items = sight.position.exposure, sight.position.items
	if counted:
		exposure = exposure.plus(PART_OF[document.doctype], -document.amount)
		items = _without(items, document)
	elif doc:
		exposure = exposure.plus(OPEN_ORDERS, -facts.out_of_orders(doc))
	for doctype, amount in (locked.unseen if locked else {}).items():
		exposure = exposure.plus(PART_OF[doctype], amount)
	question = Question(document.doctype, doc, customer, company, day, sight.known, locked, exposure.total)
	wanted = circumstances.wanted(question, policy)
	return Case(
		document=document_facts.filled(document, doc, wanted),
		standing=_standing(question, policy, wanted),
		exposure=exposure,
		overdue=excuses.overdue_of(items, customer, company, day, sight.position.credit),
		policy=policy,
		today=day,
		release=release,
		circumstances=circumstances.read(question, policy, wanted),
	)


def _without(items: tuple, document: Document) -> tuple:
	# a back-dated invoice is not overdue because of itself
	return tuple(item for item in items if item.voucher_no != document.name)


def _standing(question: Question, policy: Policy, wanted: frozenset[str]) -> Standing:
	standing = files.standing(question.customer, question.company, policy, question.known)
	if TERMS not in wanted:
		return standing
	start = (question.doc and start_of(question.doc)) or question.day
	rule = policy.grade_rule(standing.grade)
	days = terms.allowed_for(question.doc, question.customer, question.company, rule, start)
	return replace(standing, term_days=days)


def judged(case: Case, doc: Any) -> tuple[Case, Judgement]:
	"""The judgement of a case; one that is held is filled with what its options need, and judged with it."""
	judgement = judge(case)
	if judgement.outcome != HELD:
		return case, judgement
	items = read_position(case.standing.customer, doc.company, settings.switches(), case.today).items
	owed = debts.largest_payable(open_terms(_without(items, case.document)), case.today)
	document = replace(case.document, lines=document_lines.lines(doc))
	case = replace(case, payable=owed, document=document)
	return case, judge(case)


def judge_draft(doc, customer: str, release: Release | None = None) -> tuple[Case, Judgement]:
	"""Judge a document that is not submitted yet: what submitting it now would give."""
	amount, total = facts.would_add(doc, customer), facts.total(doc, customer)
	document = Document(doc.doctype, doc.name or "", amount, total, facts.exemption(doc))
	case = gather(document, customer, doc.company, counted=False, release=release, doc=doc)
	return judged(case, doc)


def judge_increase(doc, customer: str, amount: Decimal) -> tuple[Case, Judgement]:
	"""Judge a change that would raise a submitted document by an amount."""
	document = Document(doc.doctype, doc.name, amount, amount, value=facts.total(doc, customer))
	case = gather(document, customer, doc.company, counted=False, doc=doc)
	return case, judge(case)


def replay(inputs: str) -> Judgement:
	"""Judge again from a decision's stored inputs."""
	return judge(loads(Case, inputs))
