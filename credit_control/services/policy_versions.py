"""The submitted policies with their scopes: a handful of rows, needed each time a document is judged.

They are read each time and taken apart once per process for each content: a cache that is not by content
would outlive a rollback, or miss a renamed customer group.
"""

import json
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import frappe
from frappe.utils import getdate


class Version(NamedTuple):
	"""A submitted policy: from when and for whom it is."""

	name: str
	valid_from: date
	only_for_customer_group: str | None
	creation: str
	only_for_company: str | None
	only_for_risk_class: str | None
	only_for_value_class: str | None
	only_for_customer: str | None = None

	@property
	def classes(self) -> int:
		"""How many kinds of class it is only for."""
		return bool(self.only_for_risk_class) + bool(self.only_for_value_class)


#: one column for all fields: the driver takes longer for a column than for its content
FIELDS = f"json_array({', '.join(Version._fields)})"
FROM = "from `tabCredit Policy` where docstatus = 1"


def read() -> tuple[Version, ...]:
	"""The submitted policies as this transaction sees them."""
	return parse(tuple(text for (text,) in frappe.db.sql(f"select {FIELDS} {FROM}")))


@lru_cache(maxsize=64)
def parse(texts: tuple[str, ...]) -> tuple[Version, ...]:
	"""The versions from the FIELDS that MariaDB wrote."""
	rows = (Version._make(json.loads(text)) for text in texts)
	return tuple(row._replace(valid_from=getdate(row.valid_from)) for row in rows)
