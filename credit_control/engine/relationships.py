"""Who is connected with whom: the facts of customers compared, as edges that say why.

A fact is one entry about a customer: whom it names as its legal representative, its telephone, its address.
Two customers are connected when entries that are comparable are the same once spelling is taken out of them.
Whoever has the same name need not be the same person: an edge is a question for a human, never a verdict.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from .messages import Message

CUSTOMER = "customer"
REPRESENTATIVE = "representative"
SHAREHOLDER = "shareholder"
PERSON = "person"
REGISTRATION = "registration"
TAX_ID = "tax_id"
PHONE = "phone"
ADDRESS = "address"

OWNS = "owns"
GUARANTEES = "guarantees"
PARENT = "parent"
GROUP = "group"

NAMES, NUMBERS, PHONES, ADDRESSES = "name", "number", "phone", "address"
#: what each kind of fact is compared with: China's 统一社会信用代码 is registration number and tax ID at once,
#: and whoever represents one company may own the next
COMPARED = {
	CUSTOMER: NAMES,
	REPRESENTATIVE: NAMES,
	SHAREHOLDER: NAMES,
	PERSON: NAMES,
	REGISTRATION: NUMBERS,
	TAX_ID: NUMBERS,
	PHONE: PHONES,
	ADDRESS: ADDRESSES,
}
#: what people write where they know nothing
PLACEHOLDERS = frozenset(
	(
		"na",
		"nil",
		"none",
		"null",
		"unknown",
		"tbd",
		"test",
		"self",
		"无",
		"暂无",
		"没有",
		"不详",
		"未知",
		"待定",
		"同上",
	)
)
#: shorter than this says nothing: a house number, an extension, a lone letter
SHORTEST = {NAMES: 2, NUMBERS: 5, PHONES: 7, ADDRESSES: 6}
#: a telephone without its country's code; a Chinese mobile number has eleven digits
PHONE_DIGITS = 11
#: no key is longer: it is kept in an indexed column
LONGEST = 140

#: why, by the kinds of the two facts, in this order; {a} is the customer of the first kind
REASONS: Mapping[tuple[str, str], str] = {
	(CUSTOMER, SHAREHOLDER): "{a} is a shareholder of {b}",
	(REGISTRATION, REGISTRATION): "Same registration number: {value}",
	(TAX_ID, TAX_ID): "Same tax ID: {value}",
	(REGISTRATION, TAX_ID): "Registration number of {a} is the tax ID of {b}: {value}",
	(CUSTOMER, CUSTOMER): "Same name: {value}",
	(REPRESENTATIVE, REPRESENTATIVE): "Same legal representative: {value}",
	(CUSTOMER, REPRESENTATIVE): "{a} is the legal representative of {b}",
	(SHAREHOLDER, SHAREHOLDER): "Same shareholder: {value}",
	(REPRESENTATIVE, SHAREHOLDER): "{value} represents {a} and is a shareholder of {b}",
	(REPRESENTATIVE, PERSON): "{value} represents {a} and is a key person of {b}",
	(SHAREHOLDER, PERSON): "{value} is a shareholder of {a} and a key person of {b}",
	(CUSTOMER, PERSON): "{a} is a key person of {b}",
	(PERSON, PERSON): "Same key person: {value}",
	(PHONE, PHONE): "Same telephone: {value}",
	(ADDRESS, ADDRESS): "Same address: {value}",
}
LINKS: Mapping[str, str] = {
	PARENT: "{a} is the parent company of {b}",
	OWNS: "{a} owns {value} % of {b}",
	GUARANTEES: "{a} guarantees what {b} owes",
	GROUP: "Both in Credit Group {value}",
}
OWNS_A_PART = "{a} is a shareholder of {b}"
#: the order in which reasons are told: what people decided, who owns whom, what is merely the same
ORDER = (*LINKS, *REASONS)


class Fact(NamedTuple):
	"""One entry about a customer: its kind, the key it is compared by, and as it was written."""

	customer: str
	name: str
	kind: str
	key: str
	shown: str


class Link(NamedTuple):
	"""What people said of two customers; `value` is a share in percent or a group's name."""

	kind: str
	first: str
	first_name: str
	second: str
	second_name: str
	value: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
	"""Two connected customers, in the order of their names, and why; the strongest reason first."""

	first: str
	second: str
	reasons: tuple[Message, ...]
	#: kind of the strongest reason: of a link, or of what is the same
	kind: str

	def other(self, customer: str) -> str:
		return self.second if customer == self.first else self.first


def key(kind: str, text: str | None) -> str | None:
	"""What a fact is compared by; None when the entry says nothing.

	Full-width letters are those of half width, case, spaces and punctuation do not count.
	"""
	compared = COMPARED[kind]
	letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "").casefold())
	if compared == PHONES:
		letters = re.sub(r"\D", "", letters)[-PHONE_DIGITS:]
	says_nothing = letters in PLACEHOLDERS or len(letters) < SHORTEST[compared] or len(set(letters)) == 1
	return None if says_nothing and not _is_doubled_name(compared, letters) else letters[:LONGEST]


def _is_doubled_name(compared: str, letters: str) -> bool:
	"""莉莉 is a name, 00000 is no number."""
	return compared == NAMES and len(letters) > 1 and letters.isalpha() and not letters.isascii()


def edges(facts: Iterable[Fact], links: Iterable[Link] = ()) -> tuple[Edge, ...]:
	"""Every pair of customers that facts or links connect, once, with all reasons; sorted by customers."""
	found: dict[tuple[str, str], dict[str, tuple[Message, str]]] = {}
	for first, second, kind, reason in [*_told(links), *_shared(facts)]:
		pair = (first, second) if first < second else (second, first)
		found.setdefault(pair, {}).setdefault(str(reason), (reason, kind))
	return tuple(_edge(*pair, _once(list(reasons.values()))) for pair, reasons in sorted(found.items()))


def _once(told: Sequence[tuple[Message, str]]) -> list[tuple[Message, str]]:
	"""A share that is known as a link is not told again because the shareholder has the customer's name."""
	if all(kind != OWNS for _reason, kind in told):
		return list(told)
	return [(reason, kind) for reason, kind in told if kind == OWNS or reason.template != OWNS_A_PART]


def _edge(first: str, second: str, told: Sequence[tuple[Message, str]]) -> Edge:
	return Edge(first, second, tuple(reason for reason, _kind in told), told[0][1])


def _told(links: Iterable[Link]) -> list[tuple[str, str, str, Message]]:
	told = sorted(set(links), key=lambda link: (ORDER.index(link.kind), *(str(part) for part in link)))
	return [(link.first, link.second, link.kind, _said(link)) for link in told if link.first != link.second]


def _said(link: Link) -> Message:
	template = OWNS_A_PART if link.kind == OWNS and link.value is None else LINKS[link.kind]
	return Message(template, {"a": link.first_name, "b": link.second_name, "value": link.value})


def _shared(facts: Iterable[Fact]) -> list[tuple[str, str, str, Message]]:
	"""Pairs of facts that are the same, of two customers; the strongest first."""
	alike: dict[tuple[str, str], set[Fact]] = {}
	for fact in facts:
		alike.setdefault((COMPARED[fact.kind], fact.key), set()).add(fact)
	pairs = [pair for same in alike.values() for pair in combinations(sorted(same), 2)]
	shared = [_ordered(*pair) for pair in pairs if pair[0].customer != pair[1].customer]
	shared.sort(key=lambda pair: (ORDER.index((pair[0].kind, pair[1].kind)), pair))
	return [(first.customer, second.customer, first.kind, _same(first, second)) for first, second in shared]


def _ordered(first: Fact, second: Fact) -> tuple[Fact, Fact]:
	return (first, second) if (first.kind, second.kind) in REASONS else (second, first)


def _same(first: Fact, second: Fact) -> Message:
	template = REASONS[first.kind, second.kind]
	return Message(template, {"a": first.name, "b": second.name, "value": first.shown})


def levels(start: str, connections: Iterable[Edge], deepest: int) -> dict[str, int]:
	"""How many edges each customer is away from the first, up to `deepest`; the first itself is at 0."""
	beside: dict[str, set[str]] = {}
	for edge in connections:
		beside.setdefault(edge.first, set()).add(edge.second)
		beside.setdefault(edge.second, set()).add(edge.first)
	found, edge_of = {start: 0}, {start}
	for level in range(1, deepest + 1):
		edge_of = set().union(*(beside.get(name, set()) for name in edge_of)) - set(found)
		found.update(dict.fromkeys(sorted(edge_of), level))
	return found
