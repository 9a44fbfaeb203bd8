/** What the reports of collections share: filters, links into the ledger, and the layout they are printed in. */

import { labelled } from "./text";

const { escape_html } = frappe.utils;

/** The company that everything is about. */
function company() {
	return {
		fieldname: "company",
		label: __("Company"),
		fieldtype: "Link",
		options: "Company",
		default: frappe.defaults.get_user_default("Company"),
		reqd: 1,
	};
}

function link(fieldname, label, options) {
	return { fieldname, label, fieldtype: "Link", options };
}

function as_of() {
	return {
		fieldname: "as_of",
		label: __("As of"),
		fieldtype: "Date",
		default: frappe.datetime.get_today(),
	};
}

/** From and to, a year back unless told otherwise. */
function period(from = -12, to = 0) {
	const today = frappe.datetime.get_today();
	const day = (fieldname, label, months) => ({
		fieldname,
		label,
		fieldtype: "Date",
		default: frappe.datetime.add_months(today, months),
		reqd: 1,
	});
	return [day("from_date", __("From Date"), from), day("to_date", __("To Date"), to)];
}

/** Choices as [value, label]. */
function choice(fieldname, label, options, chosen) {
	const listed = options.map(([value, shown]) => ({ value, label: shown }));
	return {
		fieldname,
		label,
		fieldtype: "Select",
		options: listed,
		default: chosen,
		reqd: chosen ? 1 : 0,
	};
}

function amount(fieldname, label, usual, description) {
	return { fieldname, label, fieldtype: "Float", precision: 2, default: usual, description };
}

/** A filter that holds a number says nothing by itself, and Frappe names only empty ones: the name goes beside it. */
function name_numbers(report) {
	for (const { df, $wrapper } of report.filters) {
		if (!["Int", "Float"].includes(df.fieldtype)) continue;
		$wrapper.addClass("credit-named-filter").find(".credit-filter-name").remove();
		$wrapper.append(
			`<span class="credit-filter-name" aria-hidden="true">${escape_html(df.label)}</span>`,
		);
	}
}

/** Choices of a DocType's field, each with its name in the user's language, and none. */
function statuses(fieldname, label, doctype, values) {
	return choice(fieldname, label, [
		["", ""],
		...values.map((value) => [value, __(value, null, doctype)]),
	]);
}

/** A figure that opens a report or a list, for who may open it; else the figure alone. */
function drill_down(shown, target, asked) {
	const route = target.report ? report_route(target.report) : list_route(target.list);
	if (!route) return shown;
	const given = Object.entries(asked).filter(([, value]) => value);
	const query = new URLSearchParams(
		given.map(([key, value]) => [
			key,
			typeof value === "string" ? value : JSON.stringify(value),
		]),
	);
	return `<a href="${escape_html(`${route}?${query}`)}">${shown}</a>`;
}

function report_route(name) {
	const known = frappe.boot.user.all_reports || {};
	return name in known
		? frappe.utils.generate_route({ type: "report", name, is_query_report: 1 })
		: null;
}

function list_route(doctype) {
	if (!frappe.model.can_read(doctype)) return null;
	return frappe.utils.generate_route({ type: "doctype", name: doctype, doc_view: "List" });
}

/** The open items behind a figure of a day, as ERPNext lists them. */
function receivables_link(shown, day) {
	const { company: name, customer, customer_group } = frappe.query_report.get_filter_values();
	const asked = { company: name, report_date: day, ageing_based_on: "Due Date" };
	if (customer_group) asked.customer_group = [customer_group].flat();
	if (customer) Object.assign(asked, { party_type: "Customer", party: [customer] });
	return drill_down(shown, { report: "Accounts Receivable" }, asked);
}

function pill(label, colour) {
	return `<span class="indicator-pill ${colour}">${escape_html(label)}</span>`;
}

function tinted(shown, colour) {
	return `<span style="color: var(--${colour}-600)">${shown}</span>`;
}

/** A report on paper: what was asked, the figures in sum, the picture, the rows. */
function report_print({ title, report, data, columns }) {
	const shown = columns.filter((column) => column.fieldname && !column.hidden);
	return `
		<style>
			.cc-report { font-size: 8pt; }
			.cc-report table { width: 100%; }
			.cc-report td, .cc-report th { padding: 3px 4px !important; }
			.cc-report tr { page-break-inside: avoid; }
			.cc-report td[style], .cc-report td.date { white-space: nowrap; }
		</style>
		<div class="cc-report">
			<h3>${escape_html(title)}</h3>
			<p>${printed_filters(report, data)}</p>
			${printed_summary(report)}
			${printed_chart(report)}
			<table class="table table-bordered">
				<thead><tr>${shown.map(printed_head).join("")}</tr></thead>
				<tbody>${data.map((row) => printed_row(row, shown)).join("")}</tbody>
			</table>
		</div>`;
}

/** What was asked, and the currency: the amounts of the rows are printed without it. */
function printed_filters(report, data) {
	const asked = report.filters
		.map((filter) => [filter.df, filter.get_value()])
		.filter(([df, value]) => value && !df.hidden && !df.hidden_due_to_dependency)
		.map(([df, value]) => asked_for(df.label, filter_value(df, value)));
	const code = data.find((row) => row.currency)?.currency;
	if (code) asked.push(asked_for(__("Currency"), code));
	return asked.join(" · ");
}

function asked_for(label, value) {
	return labelled(escape_html(label), `<b>${escape_html(value)}</b>`);
}

function filter_value(df, value) {
	if (df.fieldtype === "Date") return frappe.datetime.str_to_user(value);
	if (df.fieldtype === "Check") return __("Yes");
	const chosen =
		Array.isArray(df.options) && df.options.find((option) => option.value === value);
	return chosen ? chosen.label : String(value);
}

function printed_summary(report) {
	const tiles = report.raw_data?.report_summary || [];
	if (!tiles.length) return "";
	const cells = tiles.map(
		(tile) => `<td>${escape_html(tile.label)}<br><b>${escape_html(tile_value(tile))}</b></td>`,
	);
	return `<table class="table table-bordered"><tr>${cells.join("")}</tr></table>`;
}

function tile_value({ value, datatype, currency }) {
	return plain(
		frappe.format(value, { fieldtype: datatype }, { only_value: true }, { currency }),
	);
}

/** The drawing as it stands on the screen, made to fit the page. */
function printed_chart(report) {
	const drawn = report.$chart?.is(":visible") && report.$chart.find("svg.frappe-chart")[0];
	if (!drawn) return "";
	const copy = drawn.cloneNode(true);
	copy.setAttribute(
		"viewBox",
		`0 0 ${drawn.getAttribute("width")} ${drawn.getAttribute("height")}`,
	);
	copy.setAttribute("width", "100%");
	copy.removeAttribute("height");
	return `<div>${copy.outerHTML}</div>`;
}

function alignment({ fieldtype }) {
	const is_number = ["Currency", "Float", "Int", "Percent"].includes(fieldtype);
	if (is_number) return 'style="text-align: right"';
	return fieldtype === "Date" ? 'class="date"' : "";
}

function printed_head(column) {
	return `<th ${alignment(column)}>${escape_html(column.label || column.name)}</th>`;
}

function printed_row(row, columns) {
	return `<tr>${columns.map((column) => printed_cell(row, column)).join("")}</tr>`;
}

function printed_cell(row, column) {
	const value = row[column.fieldname];
	const missing = value === null || value === undefined || value === "";
	return `<td ${alignment(column)}>${missing ? "" : escape_html(printed_value(value, row, column))}</td>`;
}

function printed_value(value, row, column) {
	if (column.fieldtype === "Currency") return format_number(value, null, 2);
	return plain(
		column.format ? column.format(value, row, column, row) : frappe.format(value, column),
	);
}

/** The text of what was formatted for the screen. */
function plain(html) {
	return $("<div>").html(html).text().trim();
}

export const reports = {
	company,
	link,
	as_of,
	period,
	choice,
	amount,
	name_numbers,
	statuses,
	drill_down,
	receivables_link,
	pill,
	tinted,
};
export { report_print };
