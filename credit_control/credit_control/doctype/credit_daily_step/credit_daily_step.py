from frappe.model.document import Document


class CreditDailyStep(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attempts: DF.Int
		day: DF.Date | None
		ended_on: DF.Datetime | None
		error_log: DF.Data | None
		heard_on: DF.Datetime | None
		problem: DF.SmallText | None
		started_on: DF.Datetime | None
		status: DF.Literal["Waiting", "Running", "Done", "Failed"]
		step: DF.Literal[
			"Reviews",
			"References",
			"Investigations",
			"Holds by Date",
			"Securities",
			"Agreements",
			"Expiry Reminders",
			"Insurers",
			"Limitation Periods",
			"Temporary Limits",
			"Late Requests",
			"Late Write-Offs",
			"Promises and Plans",
			"Collection Cases",
			"Waiting Holds",
			"Sent Notices",
			"Dunnings",
			"Collection Strategies",
			"Customer Classes",
			"Completeness of Files",
		]
	# end: auto-generated types
	"""Where a step of the daily work stands: written by `services/daily_work.py` only."""
