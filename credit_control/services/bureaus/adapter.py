"""The class that every source of bureau reports implements."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from credit_control.engine.bureau import BureauReport


@dataclass(frozen=True)
class Upload:
	"""A file that the user gave: its name and its bytes."""

	name: str
	content: bytes


@dataclass(frozen=True)
class BureauQuery:
	"""Whom a report is wanted about. The registration number is None where the Credit File has none."""

	registration_number: str | None
	customer: str
	customer_name: str
	upload: Upload | None = None


class BureauAdapter(ABC):
	"""One source of reports. Named in an app's hook `credit_bureau_adapters` by its dotted path."""

	#: what the adapter is called in code and requests, unique among all apps
	code: ClassVar[str]
	#: what the user reads, in English; translated where it is shown
	label: ClassVar[str]
	#: the endings of the files it reads, such as (".json",); empty when it needs no file
	reads: ClassVar[tuple[str, ...]] = ()

	@abstractmethod
	def fetch(self, query: BureauQuery) -> BureauReport:
		"""The newest report about a company. Writes nothing.

		Raises frappe.ValidationError in the user's language when there is none or it cannot be read.
		"""
