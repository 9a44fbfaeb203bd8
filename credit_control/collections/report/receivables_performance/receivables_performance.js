frappe.query_reports["Receivables Performance"] = {
	filters: [
		credit_control.reports.company(),
		credit_control.reports.as_of(),
		credit_control.reports.choice(
			"view",
			__("View"),
			[
				["Months", __("By Month")],
				["Customers", __("By Customer")],
			],
			"Months",
		),
		{
			fieldname: "months",
			label: __("Number of Months"),
			fieldtype: "Int",
			default: 12,
			depends_on: "eval:doc.view !== 'Customers'",
		},
		{
			fieldname: "sales_months",
			label: __("Months of Sales"),
			fieldtype: "Int",
			default: 3,
			depends_on: "eval:doc.view !== 'Customers'",
		},
		credit_control.reports.link("customer_group", __("Customer Group"), "Customer Group"),
		credit_control.reports.link("customer", __("Customer"), "Customer"),
	],
	onload: credit_control.reports.name_numbers,
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (!data || value === null || value === undefined) return shown;
		if (data.month) return month_figure(shown, column.fieldname, data);
		return customer_figure(shown, value, column.fieldname, data);
	},
};

/** Balances lead to the open items of the day, sales to the month's invoices. */
function month_figure(shown, fieldname, { month }) {
	if (["receivables", "overdue", "net"].includes(fieldname)) {
		return credit_control.reports.receivables_link(shown, month);
	}
	return fieldname === "sales" ? sales_link(shown, month) : shown;
}

function sales_link(shown, month) {
	const { company, customer } = frappe.query_report.get_filter_values();
	const start = frappe.datetime.str_to_obj(month);
	start.setDate(1);
	const days = ["Between", [frappe.datetime.obj_to_str(start), month]];
	const asked = { company, customer, docstatus: "1", posting_date: days };
	return credit_control.reports.drill_down(shown, { list: "Sales Invoice" }, asked);
}

/** A customer's figures lead to its exposure on the day. */
function customer_figure(shown, value, fieldname, { customer }) {
	if (!["receivables", "overdue", "net"].includes(fieldname)) return shown;
	const { company, as_of } = frappe.query_report.get_filter_values();
	const asked = new URLSearchParams({ customer, company });
	if (as_of && as_of !== frappe.datetime.get_today()) asked.set("as_of", as_of);
	const base = frappe.utils.generate_route({ type: "page", name: "credit-exposure" });
	const tinted =
		fieldname === "overdue" && value ? credit_control.reports.tinted(shown, "orange") : shown;
	return `<a href="${base}?${asked}">${tinted}</a>`;
}
