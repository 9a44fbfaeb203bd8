"""Ready-made cases for tests of what would clear a document."""

from datetime import timedelta
from decimal import Decimal

from credit_control.engine.debts import largest_payable
from credit_control.engine.judgement import Case, judge
from credit_control.engine.policy import JUDGED
from credit_control.engine.receivables import OpenTerm, overdue
from credit_control.engine.remedy import Remedy
from tests.engine.cases import TODAY, case

#: a rule that holds every document type
ALL = dict.fromkeys(JUDGED, "Hold")


def term(amount, days_late: int, voucher: str, kind="Sales Invoice") -> OpenTerm:
	"""An open item by how many days it is late; negative: not due yet."""
	return OpenTerm(kind, voucher, TODAY - timedelta(days_late), Decimal(str(amount)))


def owing(*terms: OpenTerm, amount="100", limit="1000", **parts) -> Case:
	"""A case whose exposure is these open items: the late ones overdue, the others payable."""
	total = sum((each.amount for each in terms), Decimal(0))
	return case(
		amount,
		owed=str(total),
		limit=limit,
		overdue=overdue(terms, TODAY),
		payable=largest_payable(terms, TODAY),
		**parts,
	)


def option(judged: Case, kind: str) -> Remedy:
	"""The first option of a kind."""
	return next(remedy for remedy in judge(judged).remedies if remedy.kind == kind)
