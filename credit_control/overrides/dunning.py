"""Dunning: what it says about time, whoever makes it."""

from credit_control.services import dunning_clocks


def validate(doc, method=None):
	dunning_clocks.apply(doc)
