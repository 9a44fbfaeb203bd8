"""Mails that come back, read as servers in several countries write them; and what only looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.bounces import Bounce, of_text, read
from credit_control.tests import bounced_mails as mails

BUYER = "payables@buyer.example"
OURS = "176359.1234.abc@site.example"


def only(raw: bytes) -> Bounce:
	(found,) = read(raw)
	return found


@pytest.mark.parametrize(
	("raw", "status", "reason"),
	[
		(
			mails.postfix(BUYER, OURS),
			"5.1.1",
			f"550 5.1.1 <{BUYER}>: Recipient address rejected: User unknown",
		),
		(
			mails.exchange(BUYER, OURS),
			"5.1.10",
			"550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
		),
		(mails.exim(BUYER, OURS), None, "550 No such user here"),
		(mails.netease(BUYER, OURS), "5.0.0", f"550 User not found: {BUYER}"),
	],
	ids=["postfix", "exchange", "exim", "163"],
)
def test_address_reason_and_message_are_read(raw, status, reason):
	found = only(raw)
	assert (found.recipient, found.status, found.reason) == (BUYER, status, reason)
	assert found.message_ids[0] == OURS
	assert found.is_address_wrong


def test_qq_writes_chinese_html_and_no_message():
	found = only(mails.qq("buyer@qq.com"))
	assert (found.recipient, found.message_ids) == ("buyer@qq.com", ())
	assert "550 Mailbox not found" in found.reason
	assert found.is_address_wrong


def test_the_addresses_of_the_message_that_is_enclosed_are_none_that_failed():
	assert [each.recipient for each in read(mails.exim(BUYER, OURS))] == [BUYER]
	without_header = mails.exim(BUYER, OURS).split(b"\r\n", 1)[1]
	assert [each.recipient for each in read(without_header)] == [BUYER]


def test_several_addresses_of_one_report():
	second = b"\r\n\r\nFinal-Recipient: rfc822; second@buyer.example\r\nAction: failed\r\nStatus: 5.7.1\r\n\r\n--4C1"
	raw = mails.postfix(BUYER, OURS).replace(b"\r\n\r\n--4C1", second, 3)
	assert {each.recipient for each in read(raw)} >= {BUYER}
	raw = mails.postfix(BUYER, OURS).replace(b"User unknown\r\n\r\n--4C1", b"User unknown" + second)
	found = read(raw)
	assert [each.recipient for each in found] == [BUYER, "second@buyer.example"]
	assert [each.is_address_wrong for each in found] == [True, False]


def test_of_an_address_that_passes_mail_on_the_one_that_we_wrote_to_counts():
	raw = mails.postfix(BUYER, OURS).replace(
		b"Final-Recipient: rfc822; payables@buyer.example", b"Final-Recipient: rfc822; boss@home.example"
	)
	assert only(raw).recipient == BUYER


def test_a_full_mailbox_is_no_wrong_address():
	found = only(mails.full_mailbox(BUYER, OURS))
	assert (found.status, found.is_address_wrong) == ("5.2.2", False)


@pytest.mark.parametrize(
	"raw",
	[
		mails.delay(BUYER, OURS),
		mails.absence(BUYER, OURS),
		mails.postfix(BUYER, OURS, action="relayed", status="2.1.5"),
		b"From: buyer@buyer.example\r\nSubject: Re: Undelivered goods\r\n\r\nReturned 550 x@y.example",
		b"From: postmaster@seller.example\r\nSubject: New password\r\n\r\nWrite to admin@seller.example",
		b"From: MAILER-DAEMON@x.example\r\nSubject: Warning: could not send message for past 4 hours\r\n\r\n"
		b"<payables@buyer.example>: 451 try later, delivery failed so far",
		b"",
	],
	ids=["delay", "absence", "relayed", "a customer", "a postmaster", "an old delay", "nothing"],
)
def test_what_is_no_bounce(raw):
	assert read(raw) == ()


def test_a_delivery_status_that_comes_encoded_is_read():
	raw = b"\r\n".join(
		(
			b"From: postmaster@x.example",
			b"Subject: Failure",
			b'Content-Type: multipart/report; boundary="b"',
			b"",
			b"--b",
			b"Content-Type: message/delivery-status",
			b"Content-Transfer-Encoding: base64",
			b"",
			b"UmVwb3J0aW5nLU1UQTogZG5zOyB4CgpGaW5hbC1SZWNpcGllbnQ6IHJmYzgyMjsgcGF5YWJsZXNA",
			b"YnV5ZXIuZXhhbXBsZQpBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg==",
			b"--b--",
		)
	)
	assert only(raw).recipient == BUYER


def test_words_alone_are_read_as_frappe_keeps_them():
	(found,) = of_text(
		sender="mailer-daemon@googlemail.com",
		subject="Delivery Status Notification (Failure)",
		text=f"Address not found\n\nYour message wasn't delivered to {BUYER} because the address couldn't be found.",
		own=mails.US,
	)
	assert (found.recipient, found.is_address_wrong) == (BUYER, True)


def test_a_report_of_a_million_characters_takes_no_time():
	lines = (b"a" * 900_000, b"<" * 100_000, b"@" * 200_000, b"<style" * 50_000, b"account " * 50_000)
	for line in lines:
		began = time.monotonic()
		read(b"From: mailer-daemon@x.example\r\nSubject: failure\r\nContent-Type: text/html\r\n\r\n" + line)
		assert time.monotonic() - began < 5


@given(
	st.binary(max_size=400), st.sampled_from([b"", b"From: mailer-daemon@x.example\r\nSubject: failed\r\n"])
)
def test_whatever_comes_is_read_without_an_error(noise, head):
	for found in read(head + noise):
		assert "@" in found.recipient
		assert "\n" not in found.reason
