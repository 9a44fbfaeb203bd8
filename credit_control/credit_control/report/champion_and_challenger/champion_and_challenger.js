frappe.query_reports["Champion and Challenger"] = {
	filters: [
		{
			fieldname: "company",
			label: __("Company"),
			fieldtype: "Link",
			options: "Company",
			default: frappe.defaults.get_user_default("Company"),
			reqd: 1,
		},
		{
			fieldname: "from_date",
			label: __("Assessed from"),
			fieldtype: "Date",
			default: frappe.datetime.add_months(frappe.datetime.get_today(), -12),
			reqd: 1,
		},
		{
			fieldname: "to_date",
			label: __("Assessed until"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{
			fieldname: "challenger",
			label: __("Challenger", null, "Credit Scorecard"),
			fieldtype: "Link",
			options: "Credit Scorecard",
			get_query: () => ({ filters: { role: "Challenger", docstatus: [">", 0] } }),
		},
		{
			fieldname: "view",
			label: __("View"),
			fieldtype: "Select",
			options: [
				{ value: "Customers", label: __("By Customer") },
				{ value: "Agreement", label: __("Agreement of the Grades") },
				{ value: "Outcome", label: __("Outcome by Grade") },
			],
			default: "Customers",
			reqd: 1,
		},
	],
	formatter(value, row, column, data, default_formatter) {
		if (column.fieldname === "change" && value) {
			const colour = { "Moved Up": "green", "Moved Down": "red" }[value] || "gray";
			const label = __(value, null, "Credit Scorecard Trial Result");
			return `<span class="indicator-pill ${colour}">${frappe.utils.escape_html(label)}</span>`;
		}
		return default_formatter(value, row, column, data);
	},
};
