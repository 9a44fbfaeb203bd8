"""Customer: its Credit File follows a rename, a merge and what it is known by; core limits are closed to it."""

from frappe import _

from credit_control.services import core_limits, files, group_members, manual_holds, relation_keys


def validate(doc, method=None):
	core_limits.refuse_new(doc)


def after_rename(doc, method, old, new, merge=False):
	if merge:
		manual_holds.refresh(new)
		relation_keys.renew_of([new])


def on_update(doc, method=None):
	if not doc.flags.in_insert and (
		doc.has_value_changed("tax_id") or doc.has_value_changed("customer_name")
	):
		relation_keys.renew_of([doc.name])


def before_rename(doc, method, old, new, merge=False):
	if merge:
		group_members.merge(old, new)
		files.merge(old, new)


def dashboard(data):
	"""What of ours is connected with a customer, beside ERPNext's own connections."""
	items = ["Credit File", "Credit Security", "Credit Agreement", "Collection Case"]
	data["transactions"].append({"label": _("Credit Control"), "items": items})
	unpaid = ["Payment Dispute", "Promise to Pay", "Repayment Plan", "Legal Action", "Bad Debt Write-Off"]
	data["transactions"].append({"label": _("Collections"), "items": unpaid})
	return data
