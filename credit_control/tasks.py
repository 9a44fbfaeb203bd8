"""Entry points of the scheduler and the queue."""

import frappe

from credit_control.services import files, holds, notices, rejudging, reviews


def daily():
	"""Make the reviews that fall due and judge waiting holds again: a day has passed."""
	reviews.make_due()
	for customer, company in rejudging.customers_waiting():
		rejudge_customer(customer, company)
		# one customer's fault or size must not cost the others their turn
		frappe.db.commit()


def rejudge_customer(customer: str, company: str):
	"""Judge one customer's waiting holds again."""
	holds.rejudge(customer, company)


def create_files(names: list[str], user: str):
	"""Open many Credit Files in the background and tell the user how it went."""
	notices.files_created(user, files.create_many(names))
