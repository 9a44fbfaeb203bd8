"""Other people at work at the same time: tasks run by processes of their own, with their own connection.

A task is a function of this module. It gets its own arguments and, if it must wait for others, `meet`:
a barrier that all of them and sometimes the test itself pass together.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import frappe

from credit_control.services.gate import CreditHoldError
from credit_control.services.groups import GroupBusyError
from credit_control.services.locking import CreditBusyError

# a server that has imported ERPNext once and is connected to nothing forks them all
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__, "credit_control.tests.factories"])
#: what the user is told to try again: by us, and by Frappe when ERPNext's own rows are busy
AGAIN = (CreditBusyError, GroupBusyError, frappe.QueryDeadlockError, frappe.QueryTimeoutError)
PATIENCE = 120
#: long enough for whoever commits soon on a busy machine, and much shorter than PATIENCE
IMPATIENT = "set innodb_lock_wait_timeout = 5"


@dataclass
class Answer:
	"""How a task ended: its outcome, how often it was tried, how long it took.

	`said` is what a user was told who must try again, `codes` MariaDB's errors behind it.
	"""

	outcome: str
	tries: int = 1
	seconds: float = 0.0
	said: str = ""
	codes: tuple[int, ...] = ()


class Crew:
	"""Processes that each run one task; `start` them, let them `meet`, collect their `answers`."""

	def __init__(self, task: Callable, arguments: Sequence[tuple], with_me: bool = False) -> None:
		self.meeting = CONTEXT.Barrier(len(arguments) + with_me)
		self.answered = CONTEXT.Queue()
		place = (frappe.local.site, os.getcwd())
		self.processes = [
			CONTEXT.Process(
				target=_work,
				args=(place, task.__name__, number, given, self.meeting, self.answered),
				daemon=True,
			)
			for number, given in enumerate(arguments)
		]

	def start(self) -> Crew:
		for process in self.processes:
			process.start()
		return self

	def meet(self) -> None:
		self.meeting.wait(PATIENCE)

	def answers(self) -> list[Answer]:
		"""What each process answered, in the order of their arguments."""
		found = dict(self.answered.get(timeout=PATIENCE) for _process in self.processes)
		for process in self.processes:
			process.join(PATIENCE)
		return [found[number] for number in sorted(found)]

	def kill(self) -> None:
		"""As the kernel or an administrator does it: no clean-up, no rollback."""
		for process in self.processes:
			process.kill()
			process.join(PATIENCE)


def at_once(task: Callable, arguments: Sequence[tuple]) -> list[Answer]:
	"""Run a task in one process for each of the arguments and return their answers."""
	return Crew(task, arguments).start().answers()


def _work(place, task: str, number: int, given: tuple, meeting, answered) -> None:
	site, sites = place
	os.chdir(sites)
	frappe.init(site)
	frappe.connect()
	frappe.flags.in_test = True
	started = time.monotonic()
	try:
		answer = globals()[task](meeting, *given)
	except Exception as error:
		answer = Answer(f"{type(error).__name__}: {error}")
		# nobody waits for one that does not come
		meeting.abort()
	answer.seconds = time.monotonic() - started
	answered.put((number, answer))
	frappe.destroy()


def submit_order(meeting, order: str) -> Answer:
	"""Submit as a user does who presses the button again when asked to; all snapshots are from before."""
	doc = frappe.get_doc("Sales Order", order)
	meeting.wait(PATIENCE)
	return _until_decided(lambda: doc.reload().submit(), doc.submit)


def submit_later(meeting, order: str) -> Answer:
	"""The same of one order, with a snapshot from before what the test does between two meetings."""
	doc = frappe.get_doc("Sales Order", order)
	meeting.wait(PATIENCE)
	meeting.wait(PATIENCE)
	return _until_decided(lambda: doc.reload().submit(), doc.submit)


def enlarge_order(meeting, order: str, rate: float) -> Answer:
	"""Update Items with a higher price."""
	from credit_control.tests.factories import update_order_items

	doc = frappe.get_doc("Sales Order", order)
	meeting.wait(PATIENCE)
	enlarge = lambda: update_order_items(order=doc, rate=rate)  # noqa: E731
	return _until_decided(enlarge, enlarge)


def submit_and_wait(meeting, order: str) -> Answer:
	"""Pass the judgement and then neither commit nor roll back."""
	frappe.get_doc("Sales Order", order).submit()
	meeting.wait(PATIENCE)
	time.sleep(PATIENCE)
	return Answer("not killed")


def submit_impatiently(meeting, name: str, doctype: str = "Sales Order") -> Answer:
	"""Submit, but wait for a lock only as long as nobody who commits soon would hold one."""
	frappe.db.sql(IMPATIENT)
	return _once(frappe.get_doc(doctype, name).submit)


def insert_order(meeting, customer: str) -> Answer:
	"""Save a draft for a customer."""
	from credit_control.tests.factories import make_sales_order

	frappe.db.sql(IMPATIENT)
	return _once(lambda: make_sales_order(customer=customer, rate=1, submit=False))


def _until_decided(again: Callable, first: Callable) -> Answer:
	said, codes = "", ()
	for tries in range(1, 50):
		answer = _once(first if tries == 1 else again)
		said, codes = said or answer.said, codes + answer.codes
		if answer.outcome != "busy":
			return Answer(answer.outcome, tries, said=said, codes=codes)
		# nobody is quicker than this
		time.sleep(0.05)
	return Answer("never decided", tries, said=said, codes=codes)


def _once(action: Callable) -> Answer:
	try:
		action()
		frappe.db.commit()
		return Answer("passed")
	except CreditHoldError:
		frappe.db.rollback()
		return Answer("held")
	except AGAIN as error:
		frappe.db.rollback()
		return Answer("busy", said=str(error), codes=tuple(_codes(error)))


def _codes(error: BaseException | None) -> Iterator[int]:
	"""MariaDB's numbers in an error and in those that it was raised from."""
	while error:
		if error.args and isinstance(error.args[0], int):
			yield error.args[0]
		error = error.__cause__ or error.__context__


def reassess_and_wait(meeting, run: str, worker: str) -> Answer:
	"""Do one chunk of one customer, and stand still in the second until somebody kills the process."""
	from credit_control.services import reassessment_results, reassessments

	original, seen = reassessment_results.reassess, []

	def stopping(task, chosen):
		row = original(task, chosen)
		seen.append(chosen)
		if len(seen) == 2:
			meeting.wait(PATIENCE)
			time.sleep(PATIENCE)
		return row

	reassessments.CHUNK, reassessment_results.reassess = 1, stopping
	reassessments.work(run, worker)
	return Answer("not killed")


def submit_as(meeting, doctype: str, name: str, user: str) -> Answer:
	"""Submit a document as a user; whoever is late is told that it was modified."""
	frappe.set_user(user)
	doc = frappe.get_doc(doctype, name)
	meeting.wait(PATIENCE)
	try:
		return _once(doc.submit)
	except frappe.TimestampMismatchError:
		frappe.db.rollback()
		return Answer("late")


def raise_limit(meeting, customer: str, limit: float) -> Answer:
	"""Grant a customer more in its Credit File; all snapshots are from before."""
	file = frappe.get_doc("Credit File", {"customer": customer})
	file.limits[0].credit_limit = limit
	meeting.wait(PATIENCE)
	try:
		return _once(file.save)
	except frappe.ValidationError as error:
		frappe.db.rollback()
		return Answer(f"refused: {error}")


def save_group(meeting, group: str, pooled_limit: float) -> Answer:
	"""Give a Credit Group another pooled limit, as a user does who reloads the form when asked to."""
	meeting.wait(PATIENCE)
	return _saved("Credit Group", group, lambda doc: doc.update({"pooled_limit": pooled_limit}))


def save_limit(meeting, customer: str, limit: float) -> Answer:
	"""Grant a customer another limit, as a user does who reloads the form when asked to."""
	meeting.wait(PATIENCE)
	file = frappe.db.get_value("Credit File", {"customer": customer})
	return _saved("Credit File", file, lambda doc: doc.limits[0].update({"credit_limit": limit}))


def _saved(doctype: str, name: str, change: Callable) -> Answer:
	def save() -> None:
		doc = frappe.get_doc(doctype, name)
		change(doc)
		doc.save()

	def reloaded() -> None:
		for _attempt in range(50):
			try:
				return save()
			except frappe.TimestampMismatchError:
				frappe.db.rollback()

	return _until_decided(reloaded, reloaded)


def one_of(meeting, task: str, *given) -> Answer:
	"""One task of a crew whose members do different things."""
	return globals()[task](meeting, *given)


def approve_request(meeting, request: str, user: str) -> Answer:
	"""Approve a Credit Limit Request; both have opened it before either decides."""
	from credit_control.services import limit_requests
	from credit_control.services.approval_steps import DecidedMeanwhileError

	frappe.set_user(user)
	frappe.get_doc("Credit Limit Request", request)
	meeting.wait(PATIENCE)
	try:
		return _once(lambda: limit_requests.approve(request))
	except (DecidedMeanwhileError, frappe.PermissionError) as error:
		frappe.db.rollback()
		return Answer(f"refused: {error}")
