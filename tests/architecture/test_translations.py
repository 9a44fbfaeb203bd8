import ast
import re

import pytest

from tests.architecture.strings import ANYWHERE, APP, UNTRANSLATED, all_strings

PO = APP / "locale" / "zh.po"
#: words that Frappe and ERPNext, 15 and 16, translate themselves, and that mean the same here
BORROWED = set(PO.parents[2].joinpath("tests/architecture/borrowed_words.txt").read_text().splitlines())
ENTRY = re.compile(r'^(?:msgctxt (".*")\n)?msgid ((?:".*"\n)+)msgstr ((?:".*"\n)+)', re.MULTILINE)
PLACEHOLDER = re.compile(r"\{\w*\}")

STRINGS = all_strings()


def catalog() -> dict[tuple[str, str | None], str]:
	"""The Chinese catalogue: English text and context to translation."""
	entries = ENTRY.findall(PO.read_text(encoding="utf-8") + "\n")
	found = {
		(_joined(msgid), _joined(context) or None): _joined(msgstr) for context, msgid, msgstr in entries
	}
	del found["", None]
	return found


def _joined(quoted: str) -> str:
	return "".join(ast.literal_eval(line) for line in quoted.splitlines())


KNOWN = catalog()


def is_translated(text: str, context: str | None) -> bool:
	"""Looked up as Frappe does: with its context, then without."""
	if context == ANYWHERE and any(text == known for known, _ in KNOWN):
		return True
	return bool(KNOWN.get((text, context)) or KNOWN.get((text, None)) or text in BORROWED)


def test_every_string_a_user_may_read_has_a_chinese_translation():
	assert [(*key, source) for key, source in STRINGS.items() if not is_translated(*key)] == []


def test_no_translation_is_left_over_from_a_string_that_is_gone():
	texts = {text for text, _ in STRINGS}
	used = {*STRINGS, *((text, None) for text in texts)}
	left = [key for key in KNOWN if key not in used and (key[0], ANYWHERE) not in used]
	assert [key for key in left if not UNTRANSLATED.fullmatch(key[0])] == []


def test_no_borrowed_word_is_left_over_or_translated_again():
	assert sorted(BORROWED - {text for text, _ in STRINGS}) == []
	assert [text for text in sorted(BORROWED) if (text, None) in KNOWN] == []


def test_the_catalogue_is_sorted_and_names_each_string_once():
	entries = [(text, context or "") for text, context in KNOWN]
	assert entries == sorted(entries)
	assert PO.read_text(encoding="utf-8").count("\nmsgid ") == len(entries) + 1


@pytest.mark.parametrize(("text", "context"), sorted(KNOWN, key=str))
def test_a_translation_keeps_the_placeholders(text, context):
	assert sorted(PLACEHOLDER.findall(KNOWN[text, context])) == sorted(PLACEHOLDER.findall(text))
