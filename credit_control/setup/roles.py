"""The three roles of a credit department. Nobody is given one by installing the app."""

import frappe

APP = "credit_control"
#: where the names of roles that are not ours wait for the app to be removed
KEPT = "credit_control_kept_roles"
ROLES = ("Credit Manager", "Credit Specialist", "Collector")


def create() -> None:
	"""Make the roles that are missing."""
	for role in ROLES:
		if not frappe.db.exists("Role", role):
			frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert(
				ignore_permissions=True
			)


def note_existing() -> None:
	"""Remember the roles of these names that the site had before, with other people's users in them."""
	found = [role for role in ROLES if frappe.db.exists("Role", role)]
	if found and APP not in frappe.get_installed_apps():
		frappe.db.set_global(KEPT, "\n".join(found))


def remove() -> None:
	"""Take the roles from every user and delete them, except those that were there before the app."""
	kept = (frappe.db.get_global(KEPT) or "").split("\n")
	for role in ROLES:
		if role not in kept:
			_remove(role)
	frappe.db.delete("DefaultValue", {"defkey": KEPT})
	frappe.clear_cache()


def _remove(role: str) -> None:
	for doctype in ("Has Role", "Custom DocPerm", "DocPerm"):
		frappe.db.delete(doctype, {"role": role})
	frappe.delete_doc("Role", role, ignore_missing=True, ignore_permissions=True, force=True)
