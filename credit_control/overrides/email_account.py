"""Reads of received mails, before Frappe keeps only their words, which of our own came back."""

from credit_control.services import bounces


class BounceReading:
	"""Goes before Frappe's class: looks at the mails that it fetched and hands them on as they are."""

	def get_inbound_mails(self):
		mails = super().get_inbound_mails()
		bounces.keep(mails)
		return mails
