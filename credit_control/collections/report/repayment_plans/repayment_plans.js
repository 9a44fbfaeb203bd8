frappe.query_reports["Repayment Plans"] = {
	filters: [
		credit_control.reports.company(),
		...credit_control.reports.period(),
		credit_control.reports.choice(
			"view",
			__("View"),
			[
				["Plans", __("Each Plan")],
				["Instalments", __("Each Instalment")],
			],
			"Plans",
		),
		credit_control.reports.statuses("status", __("Status"), "Repayment Plan", [
			"On Track",
			"In Default",
			"Completed",
		]),
		credit_control.reports.link("customer", __("Customer"), "Customer"),
		{ fieldname: "extended", label: __("Replaced Plans Too"), fieldtype: "Check" },
	],
	formatter(value, row, column, data, default_formatter) {
		if (!data || !value) return default_formatter(value, row, column, data);
		if (column.fieldname === "status") {
			const colours = { "On Track": "blue", "In Default": "red", Completed: "green" };
			return credit_control.reports.pill(
				__(value, null, "Repayment Plan"),
				colours[value] || "gray",
			);
		}
		if (column.fieldname === "state") {
			const colours = { Open: "blue", Paid: "green", Missed: "red" };
			const label = __(value, null, "Repayment Plan Instalment");
			return credit_control.reports.pill(label, colours[value]);
		}
		const shown = default_formatter(value, row, column, data);
		return column.fieldname === "late" ? credit_control.reports.tinted(shown, "red") : shown;
	},
};
