"""Four eyes: who prepared a document may not approve it, whatever the form says."""

import frappe


def sign(doc) -> None:
	"""Whoever saves a draft is one of its authors."""
	doc.prepared_by = frappe.session.user
	# what the form sends may be made up: authors are those that were saved
	saved = doc.get_doc_before_save()
	doc.authors = "\n".join(dict.fromkeys([*(authors(saved) if saved else []), doc.prepared_by]))


def authors(doc) -> list[str]:
	"""Everybody who saved the draft."""
	return (doc.authors or "").split()


def bar(doc, users) -> None:
	"""Others who may not approve it either, because it is for them."""
	doc.authors = "\n".join(dict.fromkeys([*authors(doc), *(user for user in users if user)]))


def is_own(doc) -> bool:
	"""True when the user entered the document or saved its draft."""
	# what the form sends may be made up: authors are those that were saved
	saved = doc.get_doc_before_save() or doc
	return frappe.session.user in (doc.owner, saved.owner, *authors(saved))
