"""Checks of other apps: one class for each, named in the hook `credit_checks`.

How another app adds one: docs/developers/judging.md.
"""

from credit_control.engine.circumstances import Outside
from credit_control.services.checks.base import CreditCheck
from credit_control.services.question import Question

__all__ = ["CreditCheck", "Outside", "Question"]
