"""Decisions chained by hash: changing one stored figure breaks every later link."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from .codec import dumps

#: what the first decision of a chain follows
GENESIS = "0" * 64


def link(previous: str | None, payload: Mapping[str, object]) -> str:
	"""SHA-256 over the previous hash and the canonical JSON of a decision's content, in hex."""
	text = (previous or GENESIS) + dumps(payload)
	return hashlib.sha256(text.encode()).hexdigest()
