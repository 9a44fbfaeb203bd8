import pytest

from credit_control.engine.joining import CLAUSES, LISTED, SENTENCES, joined
from credit_control.engine.messages import Message

CHINESE = {
	LISTED: "{first}、{second}",
	SENTENCES: "{first}{second}",
	"Approved by: {who}.": "审批人：{who}。",
}


def in_chinese(text):
	return CHINESE.get(text, text)


@pytest.mark.parametrize(
	("texts", "divided", "expected"),
	[
		((), LISTED, ""),
		(("A",), LISTED, "A"),
		(("A", "B", "C"), LISTED, "A, B, C"),
		(("50 % now", "50 % later"), CLAUSES, "50 % now; 50 % later"),
		(("First.", "Second."), SENTENCES, "First. Second."),
	],
)
def test_texts_are_divided_as_english_does(texts, divided, expected):
	assert joined(texts, divided) == expected


def test_another_language_has_its_own_dividers():
	assert joined(iter("甲乙丙"), LISTED, in_chinese) == "甲、乙、丙"
	assert joined(["甲。", "乙。"], SENTENCES, in_chinese) == "甲。乙。"


def test_braces_in_a_text_are_no_placeholders():
	assert joined(["{first}", "{}", "{x}"], LISTED) == "{first}, {}, {x}"


def test_a_message_lists_its_names_in_the_language_of_its_reader():
	message = Message("Approved by: {who}.", {"who": ("Ann", "Ben")})
	assert str(message) == "Approved by: Ann, Ben."
	assert message.render(in_chinese) == "审批人：Ann、Ben。"
