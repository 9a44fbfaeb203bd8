"""What a step of a strategy is called: those that the app ships in the reader's language, others as they were entered."""

from frappe import _

CONTEXT = "Collection Strategy"


def shown(label: str | None) -> str:
	"""The name of a step for whoever reads now."""
	return _(label, context=CONTEXT) if label else ""
