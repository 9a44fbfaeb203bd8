"""Silences ERPNext's own credit check for companies that this app governs.

A mixin over one method. Elsewhere, and in Warn Only, ERPNext's check stays as it was.
"""

from credit_control.services.settings import is_governed


class CreditCheckMute:
	"""Goes before ERPNext's class: the judgement of this app replaces the check on the customer's limit."""

	def check_credit_limit(self, *args, **kwargs):
		if not is_governed(self.company):
			super().check_credit_limit(*args, **kwargs)

	def check_overdue_billing_threshold(self, *args, **kwargs):
		# only later releases of ERPNext 16 have this check
		check = getattr(super(), "check_overdue_billing_threshold", None)
		if check and not is_governed(self.company):
			check(*args, **kwargs)
