"""Engine values to plain JSON and back, so that a stored decision can be judged again."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


#: types whose values many others share and nobody changes: the text of each is made once
KEPT: set[type] = set()
#: the last of their texts by identity, each with its value so that no other takes its place
_texts: dict[int, tuple[object, str]] = {}
MOST_TEXTS = 64


def dumps(value: object) -> str:
	"""Canonical JSON: keys sorted, Decimals as strings, dates as ISO; the same value gives the same text."""
	if is_dataclass(value) and not isinstance(value, type):
		names = sorted(_names(type(value)))
		return "{" + ",".join(f'"{name}":{_text(getattr(value, name))}' for name in names) + "}"
	return _plain_text(value)


def _text(value: object) -> str:
	if type(value) not in KEPT:
		return _plain_text(value)
	known = _texts.get(id(value))
	if known is None or known[0] is not value:
		if len(_texts) >= MOST_TEXTS:
			_texts.clear()
		known = _texts[id(value)] = (value, _plain_text(value))
	return known[1]


def _plain_text(value: object) -> str:
	return json.dumps(encode(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@cache
def _names(kind: Any) -> tuple[str, ...]:
	return tuple(item.name for item in fields(kind))


def loads(kind: type[T], text: str) -> T:
	"""Read what `dumps` wrote as a value of `kind`, a dataclass."""
	return typing.cast(T, decode(kind, json.loads(text)))


def encode(value: object) -> Any:
	"""A value as JSON knows it."""
	if is_dataclass(value) and not isinstance(value, type):
		return {name: encode(getattr(value, name)) for name in _names(type(value))}
	if isinstance(value, Mapping):
		return {str(key): encode(item) for key, item in value.items()}
	if isinstance(value, list | tuple):
		return [encode(item) for item in value]
	if isinstance(value, frozenset):
		return sorted(encode(item) for item in value)
	if isinstance(value, Decimal):
		return f"{value:f}"
	return value.isoformat() if isinstance(value, date) else value


def decode(kind: Any, raw: Any) -> Any:
	"""The value of type `kind` that `encode` turned into `raw`."""
	if raw is None:
		return None
	origin = typing.get_origin(kind)
	if origin in (typing.Union, types.UnionType):
		return decode(_only_option(kind), raw)
	if origin is tuple:
		return tuple(decode(typing.get_args(kind)[0], item) for item in raw)
	if origin is not None:
		return dict(raw)
	return _decode_plain(kind, raw)


def _only_option(kind: Any) -> Any:
	options = [option for option in typing.get_args(kind) if option is not type(None)]
	return options[0]


def _decode_plain(kind: Any, raw: Any) -> Any:
	if is_dataclass(kind):
		hints = typing.get_type_hints(kind)
		values = {name: decode(hints[name], item) for name, item in raw.items()}
		return typing.cast(Any, kind)(**values)
	if kind is Decimal:
		return Decimal(raw)
	return date.fromisoformat(raw) if kind is date else raw
