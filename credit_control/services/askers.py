"""Who wants a held document to pass: none of them decides about it, whoever asked last."""

import frappe

#: the same of a hold's row in a statement, with `%(user)s` as the user
OWN_CONDITION = """(%(user)s in (hold.document_owner, coalesce(hold.requested_by, ''))
	or find_in_set(%(user)s, replace(coalesce(hold.askers, ''), '\\n', ',')))"""


def remember(hold, user: str) -> None:
	"""A user submitted the held document or asks for its release; who did so before is not forgotten."""
	known = [*names(hold), hold.get("requested_by"), user]
	hold.askers = "\n".join(dict.fromkeys(name for name in known if name))


def names(hold) -> list[str]:
	"""Everybody who was remembered."""
	return (hold.get("askers") or "").split()


def everybody(hold) -> set[str]:
	"""Whoever entered the document, submitted it or asked for its release."""
	return {name for name in (hold.document_owner, hold.requested_by, *names(hold)) if name}


def is_own(hold) -> bool:
	"""True when the user is one of them: somebody else must decide."""
	return frappe.session.user in everybody(hold)
