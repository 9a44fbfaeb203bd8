"""E-mails of a run, through Frappe's queue: what the same tags look like is worked out once.

Frappe writes its style sheet into the tags of each e-mail, which costs more than all else about it. The styles
depend on the tags alone: messages that differ in their words only, as those of one text do, share the result.
"""

from __future__ import annotations

import re

import frappe
from frappe.email.doctype.email_queue.email_queue import QueueBuilder

#: a tag or the words between two of them
TAG = re.compile(r"(<[^>]*>)")
#: what stands for the subject and for each piece of words while a page is styled
MARK = re.compile(r"credit-words-(\d+)-")
#: what is no tag though it looks like one, what styles other tags, what would be taken for a mark
UNSAFE = re.compile(r"<!|<\?|<\s*(?:style|script|title|textarea|link|base)\b|credit-words-", re.IGNORECASE)
#: so many pages are kept; a text whose links differ from customer to customer fits none of them
KEPT = 50


def queue(**values) -> None:
	"""Put an e-mail on the queue, as `frappe.sendmail` does with the same values."""
	StyledOnce(**values).process()


class StyledOnce(QueueBuilder):
	"""Frappe's e-mail, its page taken from an earlier one with the same tags."""

	def email_html_content(self) -> str:
		message = self._message
		if UNSAFE.search(message):
			return super().email_html_content()
		pieces = [frappe.utils.escape_html(self.subject), *TAG.split(message)]
		return MARK.sub(lambda found: pieces[int(found[1])], self._page(pieces))

	def _page(self, pieces: list[str]) -> str:
		"""The styled page with a mark for each piece of words."""
		marked = "".join(_marked(number, piece) for number, piece in enumerate(pieces) if number)
		# the footer is that of the account, in the language of the moment
		key = (marked, self.reference_doctype, frappe.local.lang)
		pages = _pages()
		if key not in pages:
			if len(pages) >= KEPT:
				pages.pop(next(iter(pages)))
			pages[key] = self._styled(marked)
		return pages[key]

	def _styled(self, marked: str) -> str:
		plain = QueueBuilder(
			subject="credit-words-0-", message=marked, reference_doctype=self.reference_doctype
		)
		return plain.email_html_content()


def _pages() -> dict[tuple, str]:
	"""The pages of this job or request, the oldest first."""
	if getattr(frappe.local, "credit_mail_pages", None) is None:
		frappe.local.credit_mail_pages = {}
	return frappe.local.credit_mail_pages


def _marked(number: int, piece: str) -> str:
	"""A mark in place of words; tags and the space between them stay."""
	words = number % 2 == 1 and piece.strip()
	return f"credit-words-{number}-" if words else piece
