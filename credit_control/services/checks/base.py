"""The class that every check of another app implements."""

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import ClassVar

from credit_control.engine.circumstances import Outside
from credit_control.services.question import Question


class CreditCheck(ABC):
	"""One check. Named in an app's hook `credit_checks` by its dotted path."""

	#: what the check is called in decisions, unique among all apps; those of this app cannot be replaced
	code: ClassVar[str]
	#: what a policy lists and the user reads, in English; translated where it is shown
	label: ClassVar[str]

	@abstractmethod
	def find(self, question: Question, threshold: Decimal) -> Outside | None:
		"""What is wrong with the document or its customer; None when the check passes.

		Runs while the customer is locked: reads only, and quickly. `threshold` is that of the policy, 0 where
		it has none. `Outside.message` is a template in English with {figures}, translated where it is shown.
		"""
