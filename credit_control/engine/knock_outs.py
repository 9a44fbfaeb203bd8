"""Facts that end an assessment at once: any of them gives the lowest grade (domain.md, Knock-outs)."""

from __future__ import annotations

from collections.abc import Mapping

INSOLVENCY = "insolvency"
DISHONEST_DEBTOR = "dishonest_debtor"
NEGATIVE_EQUITY = "negative_equity"
BAD_DEBT = "bad_debt"
FRAUD = "fraud"
EXPIRED_REGISTRATION = "expired_registration"
#: code → English and Chinese label
KNOCK_OUTS: Mapping[str, tuple[str, str]] = {
	INSOLVENCY: ("Insolvency", "破产或清算"),
	DISHONEST_DEBTOR: ("On the List of Dishonest Debtors", "失信被执行人"),
	NEGATIVE_EQUITY: ("Negative Equity", "资不抵债"),
	BAD_DEBT: ("Bad Debt with Us", "与我方发生过坏账"),
	FRAUD: ("Fraud", "欺诈"),
	EXPIRED_REGISTRATION: ("Expired Registration", "营业执照过期或注销"),
}
