"""The story as lines of text: one function a chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from credit_control.engine.assessment import EXPLANATIONS
from credit_control.engine.grades import GradeRule
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.limits import LimitProposal
from credit_control.engine.policy import HOLD
from credit_control.engine.reviews import whole_months
from credit_control.engine.scorecard import FactorScore

from .assessing import Assessed, Rules
from .ledger import Ledger
from .story import Granted, Judged, Paid, Step, calendar
from .table import fit, table
from .wording import CHECKS, METHODS, Voice

NAME = 28
ADVICE = 72
UNITS = {"percent": " %", "days": " d", "years": " y"}
MARKS = {"Passed": "✓", "Warned": "!", "Held": "✗", "Released": "✓", "Exempt": "✓"}
OCCASIONS = {
	"order": "{customer} orders {amount}",
	"change": "{customer} changes the order to {amount} and submits again",
	"payment": "The order of {customer} over {amount}, judged again",
}


def opening(voice: Voice, ledger: Ledger, rules: Rules) -> Iterator[str]:
	"""What is played, on what, and by which rules."""
	yield voice("Credit Control: the story on a small ledger")
	template = "{company} on {day}, amounts in {currency}. Customers, figures and events are made up."
	yield voice(template, company=ledger.company, day=ledger.today, currency=ledger.currency)
	card = f"{rules.card.name} {rules.card.version}"
	template = "Rules: {policy}, {scorecard}; the same files that a new site starts with."
	yield voice(template, policy=rules.policy.name, scorecard=card)


def grades(voice: Voice, assessed: Sequence[Assessed]) -> Iterator[str]:
	"""Every customer's score and grade, with what it rests on."""
	yield voice("1. {count} customers, scored and graded", count=len(assessed))
	head = ("Customer", "Score", "Data", "Paid Late", "Days Late", "Grade", "Why")
	rows = [_grade_row(voice, item) for item in assessed]
	yield from table([voice.word(text) for text in head], rows, "<>>>><<")


def _grade_row(voice: Voice, item: Assessed) -> tuple[str, ...]:
	scored = item.result.score_result
	return (
		fit(item.customer.name, NAME),
		voice.rounded(scored.score, 2),
		f"{scored.coverage:.0f} %",
		"–" if item.behaviour.late_ratio is None else f"{item.behaviour.late_ratio:.0f} %",
		voice.rounded(item.behaviour.weighted_days_late),
		item.result.model_grade or "–",
		" ".join(_explain(voice, code) for code in item.result.explanation[-1:]),
	)


def _explain(voice: Voice, code: str) -> str:
	kind, _, name = code.rpartition(":")
	return voice.knock_out(name) if kind == "knock_out" else voice.word(EXPLANATIONS[name])


def factors(voice: Voice, item: Assessed) -> Iterator[str]:
	"""One customer's grade, factor by factor, what costs most points first."""
	scored = item.result.score_result
	yield voice("2. One of them factor by factor: {customer}", customer=item.customer.name)
	template = "Score {score} of 100 on {coverage} % of the data: {grade}."
	grade = item.result.model_grade or voice("no grade")
	yield voice(template, score=scored.score, coverage=f"{scored.coverage:.0f}", grade=grade)
	head = ("Factor", "Value", "Points", "Weight", "Adds", "What to Do")
	rows = [_factor_row(voice, row) for row in sorted(scored.rows, key=lambda row: -row.lost)]
	yield from table([voice.word(text) for text in head], rows, "<>>>><")


def _factor_row(voice: Voice, row: FactorScore) -> tuple[str, ...]:
	return (
		voice.indicator(row.indicator),
		_value(voice, row),
		"–" if row.points is None else voice.show(row.points),
		voice.rounded(row.effective_weight),
		voice.rounded(row.contribution),
		fit(row.advice, ADVICE),
	)


def _value(voice: Voice, row: FactorScore) -> str:
	if row.value is None:
		return voice.word("missing")
	if isinstance(row.value, str):
		return voice.word(row.value)
	return voice.rounded(row.value, 2) + voice.word(UNITS.get(INDICATORS[row.indicator].unit, ""))


def limits(voice: Voice, assessed: Sequence[Assessed], rules: Rules) -> Iterator[str]:
	"""Every limit with its methods, the one that binds, and the terms of the grade."""
	yield voice("3. Limits and terms")
	methods = rules.limits.methods
	labels = [*(METHODS[code] for code in methods), "Factor ×", "Limit", "Binding", "Term", "Prepay"]
	head = [voice.word(text) for text in ("Customer", "Grade", *labels)]
	rows = [
		_limit_row(voice, fit(item.customer.name, NAME), item.rule, item.proposal, methods)
		for item in assessed
		if item.rule and item.proposal
	]
	yield from table(head, rows, "<<" + ">" * len(methods) + ">><>>")
	template = "Every amount is before the grade's factor; the lowest binds, and the limit is rounded down to {step}."
	yield voice(template, step=rules.limits.step)


def _limit_row(
	voice: Voice, name: str, rule: GradeRule, proposal: LimitProposal, methods: Sequence[str]
) -> tuple[str, ...]:
	return (
		name,
		rule.grade,
		*(_amount(proposal, code) for code in methods),
		f"{rule.limit_factor:f}",
		voice.show(proposal.amount),
		voice.word(METHODS.get(proposal.binding or "", "–")),
		voice("{days} days", days=rule.term_days) if rule.credit_allowed else voice.word("cash only"),
		f"{rule.prepayment_percent:f} %",
	)


def _amount(proposal: LimitProposal, code: str) -> str:
	amount = next((term.amount for term in proposal.terms if term.code == code), None)
	return "–" if amount is None else f"{amount:,.0f}"


def events(voice: Voice, steps: Sequence[Step]) -> Iterator[str]:
	"""Each step of the day with its reasons."""
	yield voice("4. Orders, one after the other")
	for step in steps:
		yield ""
		if isinstance(step, Judged):
			yield from _judged(voice, step)
		elif isinstance(step, Granted):
			yield from _granted(voice, step)
		else:
			yield from _paid(voice, step)


def _judged(voice: Voice, step: Judged) -> Iterator[str]:
	case, judgement = step.case, step.judgement
	title = voice(OCCASIONS[step.occasion], customer=case.standing.customer, amount=case.document.amount)
	yield f"{case.document.name}  {title}"
	yield f"  {MARKS[judgement.outcome]} {voice.word(judgement.outcome)}"
	template = "Exposure {before} + {amount} = {after}, limit {limit}, headroom {headroom}"
	limit = voice.word("unlimited") if judgement.limit is None else judgement.limit
	figures = {"before": case.before, "after": case.after, "limit": limit, "headroom": judgement.headroom}
	yield "    " + voice(template, amount=case.document.amount, **figures)
	yield from ("    " + text for text in _reasons(voice, step))


def _reasons(voice: Voice, step: Judged) -> Iterator[str]:
	judgement = step.judgement
	if judgement.exemption:
		yield voice("Nothing is owed after it: fully prepaid, so it is not judged.")
	for result in judgement.failures:
		if result.message:
			mark = MARKS["Held"] if result.reaction == HOLD else MARKS["Warned"]
			check, reason = voice.word(CHECKS[result.check]), voice.say(result.message)
			yield f"{mark} " + voice("{check}: {reason}", check=check, reason=reason)
	if judgement.release_refusal:
		yield f"{MARKS['Held']} {voice.say(judgement.release_refusal)}"
	for remedy in judgement.remedies:
		yield f"→ {voice.say(remedy.message)}"


def _granted(voice: Voice, step: Granted) -> Iterator[str]:
	release = step.release
	yield voice("Release {release} given for {order}", release=release.reference, order=step.order)
	template = "Up to {cap} with a tolerance of {tolerance} %, until {day}. Reason: {reason}"
	figures = {"cap": release.amount_cap, "tolerance": release.tolerance_percent, "day": release.valid_to}
	yield "    " + voice(template, reason=voice.choose(step.reason), **figures)


def _paid(voice: Voice, step: Paid) -> Iterator[str]:
	yield voice("{customer} pays {amount}", customer=step.customer, amount=step.amount)
	for voucher, amount in step.settled:
		yield "    " + voice("{voucher}: {amount}", voucher=voucher, amount=amount)
	if step.on_account > Decimal(0):
		yield "    " + voice("On account: {amount}", amount=step.on_account)


def reviews(voice: Voice, ledger: Ledger, assessed: Sequence[Assessed]) -> Iterator[str]:
	"""When each customer's credit comes up for review."""
	yield voice("5. The review calendar")
	rows = []
	for day, item in calendar(tuple(assessed)):
		months = str(whole_months(ledger.today, day))
		rows.append((day.isoformat(), fit(item.customer.name, NAME), item.standing.grade or "–", months))
	yield from table([voice.word(text) for text in ("Due", "Customer", "Grade", "Months")], rows, "<<<>")
	yield voice("When the day comes the scheduler makes one draft assessment and a task for the specialist.")
	for item in assessed:
		if item.standing.next_review is None:
			template = "{customer} has no grade, so there is no date: assess it first."
			yield voice(template, customer=item.customer.name)
