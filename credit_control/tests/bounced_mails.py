"""Mails that come back, as the servers of several providers write them; for a recipient and a message of ours."""

from __future__ import annotations

from base64 import b64encode
from textwrap import dedent

US = "accounts@seller.example"


def _mail(text: str) -> bytes:
	return dedent(text).lstrip().replace("\n", "\r\n").encode()


def _encoded(text: str, charset: str) -> str:
	return b64encode(text.encode(charset)).decode()


def postfix(recipient: str, message_id: str, *, action="failed", status="5.1.1", reason="") -> bytes:
	"""RFC 3464, with the headers of the message that came back."""
	reason = reason or f"550 5.1.1 <{recipient}>: Recipient address rejected: User unknown"
	return _mail(f"""
		Return-Path: <>
		Received: by mail.seller.example (Postfix) id 4C1F32A0B7; Fri, 20 Nov 2026 08:00:14 +0800 (CST)
		Date: Fri, 20 Nov 2026 08:00:14 +0800 (CST)
		From: MAILER-DAEMON@mail.seller.example (Mail Delivery System)
		Subject: Undelivered Mail Returned to Sender
		To: {US}
		Auto-Submitted: auto-replied
		MIME-Version: 1.0
		Content-Type: multipart/report; report-type=delivery-status; boundary="4C1F32A0B7.1763596814"
		Message-Id: <20261120000014.4C1F32A0B7@mail.seller.example>

		This is a MIME-encapsulated message.

		--4C1F32A0B7.1763596814
		Content-Description: Notification
		Content-Type: text/plain; charset=us-ascii

		This is the mail system at host mail.seller.example.

		I'm sorry to have to inform you that your message could not
		be delivered to one or more recipients. It's attached below.

		<{recipient}>: host mx.buyer.example[203.0.113.9] said: {reason} (in reply to RCPT TO command)

		--4C1F32A0B7.1763596814
		Content-Description: Delivery report
		Content-Type: message/delivery-status

		Reporting-MTA: dns; mail.seller.example
		X-Postfix-Queue-ID: 4C1F32A0B7
		X-Postfix-Sender: rfc822; {US}
		Arrival-Date: Fri, 20 Nov 2026 08:00:13 +0800 (CST)

		Final-Recipient: rfc822; {recipient}
		Original-Recipient: rfc822;{recipient}
		Action: {action}
		Status: {status}
		Remote-MTA: dns; mx.buyer.example
		Diagnostic-Code: smtp; {reason}

		--4C1F32A0B7.1763596814
		Content-Description: Undelivered Message Headers
		Content-Type: text/rfc822-headers

		Return-Path: <{US}>
		From: Seller <{US}>
		To: {recipient}
		Subject: Reminder
		Message-Id: <{message_id}>

		--4C1F32A0B7.1763596814--
		""")


def exchange(recipient: str, message_id: str) -> bytes:
	"""Microsoft 365: the message is enclosed whole, the address is in angle brackets."""
	return _mail(f"""
		From: <postmaster@seller.example>
		To: <{US}>
		Date: Fri, 20 Nov 2026 00:00:20 +0000
		Content-Type: multipart/report; report-type=delivery-status;
		\tboundary="_5a8f3d_DB7PR04MB"
		Message-ID: <8e1d-0b2c@DB7PR04MB.eurprd04.prod.outlook.com>
		In-Reply-To: <{message_id}>
		References: <{message_id}>
		Subject: Undeliverable: Reminder
		Auto-Submitted: auto-replied

		--_5a8f3d_DB7PR04MB
		Content-Type: text/html; charset="us-ascii"
		Content-Transfer-Encoding: quoted-printable

		<html><body><p>Your message to {recipient} couldn't be delivered.</p></body></html>

		--_5a8f3d_DB7PR04MB
		Content-Type: message/delivery-status

		Reporting-MTA: dns;DB7PR04MB.eurprd04.prod.outlook.com
		Received-From-MTA: dns;mail.seller.example
		Arrival-Date: Fri, 20 Nov 2026 00:00:19 +0000

		Final-Recipient: rfc822;{recipient}
		Action: failed
		Status: 5.1.10
		Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP
		 address lookup

		--_5a8f3d_DB7PR04MB
		Content-Type: message/rfc822

		From: Seller <{US}>
		To: <{recipient}>
		Subject: Reminder
		Message-ID: <{message_id}>
		Content-Type: text/plain; charset="utf-8"

		Please write to claims@seller.example with any question.

		--_5a8f3d_DB7PR04MB--
		""")


def exim(recipient: str, message_id: str) -> bytes:
	"""Plain text, with the message below it."""
	return _mail(f"""
		X-Failed-Recipients: {recipient}
		Auto-Submitted: auto-replied
		From: Mail Delivery System <Mailer-Daemon@mail.seller.example>
		To: {US}
		Subject: Mail delivery failed: returning message to sender
		Message-Id: <E1tDxyz-0003Ab-7Q@mail.seller.example>
		Date: Fri, 20 Nov 2026 00:00:20 +0000

		This message was created automatically by mail delivery software.

		A message that you sent could not be delivered to one or more of its
		recipients. This is a permanent error. The following address(es) failed:

		  {recipient}
		    host mx.buyer.example [203.0.113.9]
		    SMTP error from remote mail server after RCPT TO:<{recipient}>:
		    550 No such user here

		------ This is a copy of the message, including all the headers. ------

		From: Seller <{US}>
		To: {recipient}
		Cc: boss@seller.example
		Message-ID: <{message_id}>
		Subject: Reminder

		Please pay. Questions to claims@seller.example.
		""")


def qq(recipient: str) -> bytes:
	"""QQ Mail: HTML in GB 18030, without the message or its identifier."""
	html = f"""<html><head><style>p {{ color: #333 }}</style></head><body>
		<div>尊敬的用户：</div>
		<p>您的邮件<b>付款提醒</b>无法送达以下收件人：</p>
		<table><tr><td>收件人邮件地址</td><td>&lt;{recipient}&gt;</td></tr>
		<tr><td>退信原因</td><td>收件人邮件地址（{recipient}）不存在，邮件无法送达。
		host mx.qq.com said: 550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?id=20022</td></tr></table>
		<p>解决方案：请联系您的收件人，重新核实邮箱地址，或者更换其他收信邮箱。</p></body></html>"""
	return _mail(f"""
		From: =?gb18030?B?{_encoded("系统管理员", "gb18030")}?= <PostMaster@qq.com>
		To: {US}
		Subject: =?gb18030?B?{_encoded("系统退信", "gb18030")}?=
		Date: Fri, 20 Nov 2026 08:00:20 +0800
		Message-ID: <tencent_7C1D4E0A51@qq.com>
		Mime-Version: 1.0
		Content-Type: multipart/mixed; boundary="----=_NextPart_691E"

		------=_NextPart_691E
		Content-Type: text/html; charset="gb18030"
		Content-Transfer-Encoding: base64

		{_encoded(html, "gb18030")}

		------=_NextPart_691E--
		""")


def netease(recipient: str, message_id: str) -> bytes:
	"""163: a report whose words are Chinese, with a status that says little."""
	html = f"<p>抱歉，您的邮件被退回来了……</p><p>无法发送到 {recipient}</p><p>退信原因：用户不存在</p>"
	return _mail(f"""
		From: Postmaster@163.com
		To: {US}
		Subject: =?utf-8?B?{_encoded("系统退信/Systems bounce", "utf-8")}?=
		Date: Fri, 20 Nov 2026 08:00:20 +0800 (CST)
		Message-ID: <CCgvCgCX4wYP@mx12>
		MIME-Version: 1.0
		Content-Type: multipart/report; report-type=delivery-status; boundary="=_bounce163"

		--=_bounce163
		Content-Type: text/html; charset=utf-8
		Content-Transfer-Encoding: base64

		{_encoded(html, "utf-8")}

		--=_bounce163
		Content-Type: message/delivery-status

		Reporting-MTA: dns; 163.com
		Arrival-Date: Fri, 20 Nov 2026 08:00:19 +0800 (CST)

		Final-Recipient: rfc822; {recipient}
		Action: failed
		Status: 5.0.0
		Diagnostic-Code: smtp; 550 User not found: {recipient}

		--=_bounce163
		Content-Type: message/rfc822

		From: Seller <{US}>
		To: {recipient}
		Message-ID: <{message_id}>
		Subject: =?utf-8?B?{_encoded("付款提醒", "utf-8")}?=

		x
		--=_bounce163--
		""")


def full_mailbox(recipient: str, message_id: str) -> bytes:
	"""The address is right, but nothing more goes in."""
	reason = "552 5.2.2 The email account that you tried to reach is over quota"
	return postfix(recipient, message_id, status="5.2.2", reason=reason)


def delay(recipient: str, message_id: str) -> bytes:
	"""The server goes on trying."""
	reason = "450 4.2.0 Greylisted, try again later"
	return postfix(recipient, message_id, action="delayed", status="4.2.0", reason=reason)


def absence(recipient: str, message_id: str) -> bytes:
	"""Somebody is on holiday."""
	return _mail(f"""
		From: Payables <{recipient}>
		To: {US}
		Subject: Out of office: Reminder
		Auto-Submitted: auto-replied
		In-Reply-To: <{message_id}>
		Message-ID: <ooo-1@buyer.example>

		I am away until Monday. Undelivered questions go to boss@buyer.example, 550 6677.
		""")
