"""What a check asks of the document itself, read only when the policy has that check."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from credit_control.engine.judgement import Document
from credit_control.engine.policy import INSURANCE, PREPAYMENT, TERMS
from credit_control.erp.document_rows import is_shipped
from credit_control.services import facts, prepayments, terms


def filled(document: Document, doc: Any, wanted: Collection[str]) -> Document:
	"""The document with its credit days and what was paid for it in advance, where a wanted check needs them."""
	if doc is None:
		return document
	document = replace(document, only_shipped=facts.adds_only_shipped(doc))
	if TERMS in wanted or INSURANCE in wanted:
		document = replace(document, term_days=terms.term_days(doc), shipped=is_shipped(doc))
	if PREPAYMENT in wanted:
		prepaid, asked = prepayments.prepaid(doc), prepayments.asked_percent(doc)
		document = replace(document, prepaid=prepaid, asked_percent=asked)
	return document
