"""Whether there are people to decide: nobody may approve what he asked for himself."""

from collections.abc import Iterator

from frappe import _
from frappe.utils import get_fullname
from frappe.utils.user import get_users_with_role

from credit_control.services.health.findings import Finding, attention, fine, problem

MANAGER = "Credit Manager"


def managers() -> Iterator[Finding]:
	"""Two Credit Managers are needed, or one's own requests are decided by nobody."""
	area, subject, route = _("People"), _("Credit Managers"), ("List", "User")
	names = [user for user in get_users_with_role(MANAGER) if user not in ("Administrator", "Guest")]
	if not names:
		yield problem(
			area, subject, _("Nobody can release a held document."), _("Give a user the role."), route
		)
	elif len(names) == 1:
		detail = _("Only {0}: nobody can decide about what that user asked for.")
		yield attention(
			area, subject, detail.format(get_fullname(names[0])), _("Give a second user the role."), route
		)
	else:
		yield fine(area, subject, _("{0} users have the role.").format(len(names)))
