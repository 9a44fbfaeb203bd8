"""The scheme of customer classes that a site starts with. All of it is a proposal: change it on the desk."""

from __future__ import annotations

import frappe

from credit_control.services.classes import SCHEME

RISKS = {
	"AAA": "Prime",
	"AA": "Prime",
	"A": "Prime",
	"BBB": "Standard",
	"BB": "Standard",
	"B": "Standard",
	"CCC": "High Risk",
	"CC": "High Risk",
	"C": "High Risk",
	"D": "High Risk",
}
#: value class: yearly amount, months of trade, invoices a year
VALUES = {"VIP": (5_000_000, 24, 12), "Key": (1_000_000, 12, 4), "Ordinary": (0, 0, 0)}
MATRIX = {
	("Prime", "VIP"): "Strategic",
	("Prime", "Key"): "Preferred",
	("Prime", "Ordinary"): "Developing",
	("Standard", "VIP"): "Preferred",
	("Standard", "Key"): "Regular",
	("Standard", "Ordinary"): "Regular",
	("High Risk", "VIP"): "Guarded",
	("High Risk", "Key"): "Guarded",
	("High Risk", "Ordinary"): "Reducing",
}
FACTORS = {"Guarded": 0.5, "Reducing": 0.5}
ATTENTION = {
	"Strategic": "A manager keeps the contact; credit supports growth.",
	"Preferred": "Orders are served first; terms within the policy's best.",
	"Developing": "Sales looks for more business: the risk allows it.",
	"Regular": "The policy as it stands.",
	"Guarded": "Ask for security, watch each order, tell the sales director.",
	"Reducing": "Let the limit run down; sell against prepayment.",
}


def create() -> None:
	"""Fill a scheme that has no rows at all; one that somebody wrote is left alone."""
	doc = frappe.get_doc(SCHEME)
	if doc.risk_classes or doc.value_rules or doc.matrix:
		return
	doc.update(values())
	doc.flags.ignore_permissions = True
	doc.save()


def values() -> dict:
	"""The default scheme's fields."""
	return {
		"enabled": 1,
		"risk_classes": [{"grade": grade, "risk_class": risk} for grade, risk in RISKS.items()],
		"value_rules": [_value_row(name, *minimums) for name, minimums in VALUES.items()],
		"matrix": [_matrix_row(risk, value, name) for (risk, value), name in MATRIX.items()],
	}


def _value_row(name: str, amount: int, months: int, invoices: int) -> dict:
	return {
		"value_class": name,
		"minimum_amount": amount,
		"minimum_months": months,
		"minimum_invoices": invoices,
	}


def _matrix_row(risk: str, value: str, name: str) -> dict:
	return {
		"risk_class": risk,
		"value_class": value,
		"customer_class": name,
		"review_factor": FACTORS.get(name, 1),
		"attention": ATTENTION[name],
	}
