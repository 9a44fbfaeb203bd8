from frappe.model.document import Document

from credit_control.services import group_members, groups, locking


class CreditGroup(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_group_member.credit_group_member import (
			CreditGroupMember,
		)

		company: DF.Link
		currency: DF.Link
		disabled: DF.Check
		group_name: DF.Data
		limits_overlap: DF.Check
		members: DF.Table[CreditGroupMember]
		notes: DF.SmallText | None
		parent_customer: DF.Link | None
		pooled_limit: DF.Currency
		recent_documents: DF.LongText | None

	# end: auto-generated types
	def validate(self):
		groups.validate(self)
		group_members.move(self)

	def before_save(self):
		if not self.is_new():
			locking.keep(self)

	def on_update(self):
		group_members.judge_again(self)

	def on_trash(self):
		group_members.leave_all(self)
