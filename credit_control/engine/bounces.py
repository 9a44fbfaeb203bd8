"""E-mails that come back: which address could not be reached, why, and which message it was.

Read are delivery status notifications (RFC 3464) and what servers write that send none: Exim and qmail in
plain text, QQ Mail and NetEase (163) in Chinese HTML. A report of a delay is no bounce, nor is a note of absence.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from html import unescape

#: the lengths are those of RFC 5321, so that no text takes long to look through
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
IDENTIFIER = re.compile(r"<([^<>@\s]{1,200}@[^<>@\s]{1,200})>")
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
DAEMONS = ("mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "mdaemon")
DELAYED = re.compile(r"delay|warning: (?:message|could not send)|still trying|延迟|重试中", re.IGNORECASE)
FAILED = re.compile(
	r"undeliver|not (?:be )?deliver|delivery (?:has )?(?:fail|status)|fail(?:ed|ure)|returned|bounce|rejected"
	r"|退信|退回|无法送达|无法投递|投递失败|未送达|发送失败",
	re.IGNORECASE,
)
#: what follows is a copy of our own message
COPY = re.compile(
	r"below this line is a copy|copy of (?:the|your) message|original message|returned message|原邮件|原始邮件",
	re.IGNORECASE,
)
PERMANENT = re.compile(
	r"unknown user|user unknown|no such (?:user|mailbox|recipient|address)|(?:user|mailbox|recipient|address|account)\b"
	r".{0,60}(?:not found|does(?:n't| not) exist|unavailable|unknown|disabled|inactive)|invalid (?:recipient|mailbox|user)"
	r"|couldn't be found|wasn't found|address rejected|不存在|找不到|无效|停用|注销",
	re.IGNORECASE,
)
#: enhanced status codes (RFC 3463) that say that the address, or the mailbox behind it, is no more
WRONG_ADDRESS = re.compile(r"5\.1\.(?:1|2|3|6|10)|5\.2\.1")
#: a reason is one line of at most so many characters
LONGEST = 300
#: so much of a report is read
MOST_TEXT = 30_000


@dataclass(frozen=True, slots=True)
class Bounce:
	"""One address that was not reached. `message_ids` may be that of the message, without brackets."""

	recipient: str
	reason: str
	status: str | None = None
	message_ids: tuple[str, ...] = ()

	@property
	def is_address_wrong(self) -> bool:
		"""True when writing to this address again would be in vain; a full mailbox may be emptied."""
		if self.status and WRONG_ADDRESS.fullmatch(self.status):
			return True
		vague = self.status is None or self.status in ("5.0.0", "5.3.0", "5.5.0")
		return vague and bool(PERMANENT.search(self.reason))


def read(raw: bytes | str) -> tuple[Bounce, ...]:
	"""The bounces that a mail tells of, one for each address; none for any other mail."""
	mail = message_from_bytes(raw) if isinstance(raw, bytes) else message_from_string(raw)
	reports = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
	named = [found.lower() for found in ADDRESS.findall(_header(mail, "x-failed-recipients"))]
	sender = _header(mail, "from")
	if not (reports or named or _is_daemon(sender)):
		return ()
	identifiers = tuple(dict.fromkeys(_identifiers(mail)))
	if reports:
		blocks = (block for part in reports for block in _blocks(part))
		return tuple(_unique(_of_block(block, identifiers) for block in blocks))
	return of_text(
		sender=sender,
		subject=_header(mail, "subject"),
		text=_text(mail),
		own=_header(mail, "to"),
		named=named,
		message_ids=identifiers,
	)


def of_text(
	*,
	sender: str,
	subject: str,
	text: str,
	own: str = "",
	named: Iterable[str] = (),
	message_ids: tuple[str, ...] = (),
) -> tuple[Bounce, ...]:
	"""The bounces that a mail tells of in words alone.

	`own` is whom it was sent to, `named` the addresses that a header names; else those of the text count.
	"""
	named = list(named)
	if not (named or _is_daemon(sender)) or DELAYED.search(subject):
		return ()
	words = COPY.split(text, maxsplit=1)[0]
	if not (named or FAILED.search(subject) or FAILED.search(words)):
		return ()
	ours = {found.lower() for found in ADDRESS.findall(f"{own} {sender}")}
	found = named or [each for each in _addresses(words) if each not in ours]
	return tuple(
		Bounce(each, reason := _reason(words, each), _status(reason), message_ids)
		for each in dict.fromkeys(found)
	)


def _blocks(part: Message) -> Iterator[Message]:
	"""The groups of fields of a delivery status; one that came encoded is taken apart here."""
	payload = part.get_payload()
	blocks = [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
	if any(block.keys() for block in blocks):
		yield from blocks
		return
	text = _from_base64("".join(str(block.get_payload()) for block in blocks))
	yield from (message_from_string(block) for block in re.split(r"\r?\n\r?\n", text) if block.strip())


def _from_base64(text: str) -> str:
	try:
		return b64decode(text)[:MOST_TEXT].decode("utf-8", "replace")
	except ValueError:
		return ""


def _of_block(block: Message, identifiers: tuple[str, ...]) -> Bounce | None:
	"""What one group says: None when it is of the report itself, or the message was not refused."""
	recipient = _recipient(block)
	status = _status(_header(block, "status"))
	action = _header(block, "action").strip().lower()
	refused = action == "failed" or (not action and bool(status) and not (status or "").startswith("2"))
	if not recipient or not refused:
		return None
	reason = _header(block, "diagnostic-code").partition(";")[2] or status or action
	return Bounce(recipient, _one_line(reason), status, identifiers)


def _recipient(block: Message) -> str | None:
	"""Whom we wrote to, else whom it was passed on to."""
	for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
		found = ADDRESS.search(_header(block, name))
		if found:
			return found[0].lower()
	return None


def _unique(bounces: Iterable[Bounce | None]) -> Iterator[Bounce]:
	seen: set[str] = set()
	for each in bounces:
		if each and each.recipient not in seen:
			seen.add(each.recipient)
			yield each


def _identifiers(mail: Message) -> Iterator[str]:
	"""The message that came back, as it is enclosed; then what the mail says it answers."""
	for part in mail.walk():
		kind = part.get_content_type()
		if kind == "text/rfc822-headers":
			enclosed = message_from_string(_decoded(part).lstrip())
			yield from IDENTIFIER.findall(_header(enclosed, "message-id"))
		elif part is not mail and part.get("message-id"):
			yield from IDENTIFIER.findall(_header(part, "message-id"))
	for name in ("in-reply-to", "references"):
		yield from IDENTIFIER.findall(_header(mail, name))
	yield from re.findall(
		r"^[ \t]*Message-ID:[ \t]*<([^<>\s]{1,400})>", _text(mail), re.MULTILINE | re.IGNORECASE
	)


def _text(mail: Message) -> str:
	"""The words of the report, without the message that it encloses."""
	found: list[str] = []
	for part in _own_parts(mail):
		kind = part.get_content_type()
		if kind == "text/plain":
			found.append(_decoded(part))
		elif kind == "text/html":
			found.append(_plain(_decoded(part)))
	return "\n".join(found)


def _own_parts(mail: Message) -> Iterator[Message]:
	if mail.get_content_type().startswith("message/"):
		return
	payload = mail.get_payload()
	if isinstance(payload, list):
		for part in payload:
			if isinstance(part, Message):
				yield from _own_parts(part)
	else:
		yield mail


def _decoded(part: Message) -> str:
	payload = part.get_payload(decode=True)
	if not isinstance(payload, bytes):
		return ""
	# what calls itself GB2312 holds characters that only its successor has
	charset = (part.get_content_charset() or "utf-8").replace("gb2312", "gb18030").replace("gbk", "gb18030")
	try:
		return payload.decode(charset, "replace")[:MOST_TEXT]
	except LookupError:
		return payload.decode("utf-8", "replace")[:MOST_TEXT]


def _plain(html: str) -> str:
	"""The words of HTML, line by line."""
	text = re.sub(r"(?is)<(style|script|head)\b.*?</\1>", " ", html)
	text = re.sub(r"(?i)<(?:br|/p|/div|/tr|/td|/li|/h\d)\b[^>]*>", "\n", text)
	# an address in angle brackets looks like a tag
	text = re.sub(r"<(?![^<>\s]+@)[^<>]*>", "", text)
	return unescape(text)


def _addresses(text: str) -> list[str]:
	found = (each.strip(".").lower() for each in ADDRESS.findall(text))
	return [each for each in found if not _is_daemon(each)]


def _is_daemon(sender: str) -> bool:
	address = parseaddr(sender)[1] or sender
	local = address.partition("@")[0].strip("< ").lower()
	return local.startswith(DAEMONS)


def _reason(text: str, address: str) -> str:
	"""The line that says why: one with an error code, else one that says that it failed."""
	lines = [line.strip() for line in text.splitlines() if line.strip()]
	after = next((at for at, line in enumerate(lines) if address in line.lower()), 0)
	ordered = lines[after:] + lines[:after]
	for rule in (re.compile(r"(?<![\d.])[45]\d\d[ -]|" + STATUS.pattern), PERMANENT, FAILED):
		found = next((line for line in ordered if rule.search(line)), None)
		if found:
			return _one_line(found)
	return ""


def _status(text: str) -> str | None:
	found = STATUS.search(text)
	return found[1] if found else None


def _header(mail: Message, name: str) -> str:
	value = str(mail.get(name) or "")
	try:
		return str(make_header(decode_header(value)))
	except (HeaderParseError, LookupError, UnicodeError, ValueError):
		return value


def _one_line(text: str) -> str:
	return " ".join(text.split())[:LONGEST]
