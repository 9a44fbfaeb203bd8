"""Holds in force that a strategy placed before they were linked to its notice: their reason names it."""

import frappe

from credit_control.services.manual_holds import IN_FORCE


def execute():
	frappe.db.sql(
		"""
		update `tabCredit Customer Hold` hold
		join `tabCollection Notice` notice
			on notice.customer = hold.customer and hold.reason like concat('%%(', notice.name, ')')
		set hold.collection_notice = notice.name
		where hold.status in %s and coalesce(hold.collection_notice, '') = ''
		""",
		(IN_FORCE,),
	)
