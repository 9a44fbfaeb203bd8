frappe.query_reports["Payment Disputes"] = {
	filters: [
		credit_control.reports.company(),
		...credit_control.reports.period(),
		credit_control.reports.choice(
			"view",
			__("View"),
			[
				["Reasons", __("By Reason")],
				["Disputes", __("Each Dispute")],
			],
			"Reasons",
		),
		credit_control.reports.statuses("status", __("Status"), "Payment Dispute", [
			"Open",
			"Resolved",
		]),
		credit_control.reports.statuses("reason", __("Reason"), "Payment Dispute", [
			"Price",
			"Quantity",
			"Quality",
			"Delivery",
			"Wrong Invoice",
			"Short Payment",
			"Contract",
			"Other",
		]),
		credit_control.reports.link("customer", __("Customer"), "Customer"),
		credit_control.reports.link(
			"assigned_to",
			__("Responsible", null, "Payment Dispute"),
			"User",
		),
	],
	formatter(value, row, column, data, default_formatter) {
		if (!data || !value) return default_formatter(value, row, column, data);
		if (column.fieldname === "status") {
			const colour = value === "Open" ? "orange" : "green";
			return credit_control.reports.pill(__(value, null, "Payment Dispute"), colour);
		}
		if (["reason", "resolution"].includes(column.fieldname)) {
			return frappe.utils.escape_html(__(value, null, "Payment Dispute"));
		}
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname === "late") return credit_control.reports.tinted(shown, "red");
		return ["disputes", "open"].includes(column.fieldname)
			? disputes(shown, column.fieldname, data)
			: shown;
	},
};

/** The disputes behind a count. */
function disputes(shown, fieldname, { reason }) {
	const { company, from_date, to_date } = frappe.query_report.get_filter_values();
	const asked = {
		company,
		reason,
		docstatus: "1",
		raised_on: ["Between", [from_date, to_date]],
	};
	if (fieldname === "open") asked.status = "Open";
	return credit_control.reports.drill_down(shown, { list: "Payment Dispute" }, asked);
}
