frappe.query_reports["Credit Exposure"] = {
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
			fieldname: "as_of",
			label: __("As of"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
		},
		{
			fieldname: "customer_group",
			label: __("Customer Group"),
			fieldtype: "Link",
			options: "Customer Group",
		},
		{
			fieldname: "grade",
			label: __("Grade"),
			fieldtype: "Select",
			options: ["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"],
		},
		{
			fieldname: "account_manager",
			label: __("Account Manager"),
			fieldtype: "Link",
			options: "User",
		},
		{
			fieldname: "customer",
			label: __("Customer"),
			fieldtype: "Link",
			options: "Customer",
		},
		{
			fieldname: "over_limit_only",
			label: __("Only over the Limit"),
			fieldtype: "Check",
		},
	],
	formatter(value, row, column, data, default_formatter) {
		if (!data) return default_formatter(value, row, column, data);
		if (column.fieldname === "exposure") return exposure_link(value, data);
		if (column.fieldname === "limit_mode") return limit_mode(value);
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname === "headroom" && data.over) return tinted(shown, "red");
		if (column.fieldname === "overdue" && value) return tinted(shown, "orange");
		return shown;
	},
};

/** The exposure leads to the page with its documents, for the same company and day. */
function exposure_link(value, { customer, currency }) {
	const { company, as_of } = frappe.query_report.get_filter_values();
	const asked = new URLSearchParams({ customer, company });
	if (as_of && as_of !== frappe.datetime.get_today()) asked.set("as_of", as_of);
	const base = frappe.utils.generate_route({ type: "page", name: "credit-exposure" });
	const label = frappe.utils.escape_html(format_currency(value, currency));
	return `<a href="${base}?${asked}" style="display: block; text-align: right">${label}</a>`;
}

function limit_mode(value) {
	return frappe.utils.escape_html(__(value || "", null, "Credit File"));
}

function tinted(shown, colour) {
	return `<span style="color: var(--${colour}-600)">${shown}</span>`;
}
