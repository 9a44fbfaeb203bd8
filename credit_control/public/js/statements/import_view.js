// What a spreadsheet would bring, as HTML: faults first, then lines, totals, and the rows that were not used.

import { escape, listed } from "../desk/text";
import { SECTIONS, line_label, section_title, shown } from "./figures";
import { table } from "./results";

const TEMPLATE = "Financial Statement Template";

export function preview_html(found, chosen) {
	return `${list(found.problems, "bad", __("Nothing can be imported before this is corrected"))}
		${list(found.faults, "", __("These figures do not add up; the statement cannot be saved like this"))}
		${list(found.notes, "note", __("Good to Know"))}
		${sheets(found, chosen)}
		<div class="cs-preview">${unused(found)}${lines(found)}${sums(found)}${used(found)}</div>`;
}

function list(texts, tone, title) {
	if (!texts.length) return "";
	const items = texts.map((text) => `<li>${escape(text)}</li>`).join("");
	return `<div class="cs-problems ${tone && `cs-problems--${tone}`}"><b>${escape(title)}</b><ul>${items}</ul></div>`;
}

function sheets(found, chosen) {
	const rows = found.sheets.map(
		({ name, templates }) => `<label class="cs-bar"><b>${escape(name)}</b>
			<select class="form-control input-xs" style="width: auto" data-sheet="${escape(name)}">
				${options(found.templates, templates, chosen[name])}</select></label>`,
	);
	return rows.join("");
}

function options(all, used_ones, chosen) {
	const automatic = used_ones.length ? listed(used_ones) : __("no template fits");
	const entries = [
		["auto", __("Automatic: {0}", [automatic])],
		...all.map((name) => [name, name]),
		["", __("Leave this sheet out")],
	];
	return entries
		.map(([value, label]) => {
			const selected = (chosen ?? "auto") === value ? "selected" : "";
			return `<option value="${escape(value)}" ${selected}>${escape(label)}</option>`;
		})
		.join("");
}

function lines(found) {
	if (!found.lines.length) return "";
	const rows = SECTIONS.flatMap((section) => {
		const own = found.lines.filter((row) => row.section === section);
		const head = `<tr class="cs-group"><th colspan="3">${escape(section_title(section))}</th></tr>`;
		return own.length ? [head, ...own.map(line_row)] : [];
	});
	return table(
		[
			__("Line", null, "Financial Statement Line"),
			__("Current Period"),
			__("Previous Period"),
		],
		rows,
	);
}

function line_row({ line, current, previous, proven_zero }) {
	const proof = proven_zero
		? ` <span class="text-muted small">${__("blank, and zero by the total")}</span>`
		: "";
	return `<tr><td>${escape(line_label(line))}${proof}</td><td class="text-right">${shown(current)}</td>
		<td class="text-right">${shown(previous)}</td></tr>`;
}

function sums({ sums: checks }) {
	const rows = checks.map(({ line, stated, computed, agrees }) => {
		const mark = computed == null ? "" : agrees ? "✓" : "✗";
		const tone = computed == null || agrees ? "" : "text-danger";
		const made =
			computed == null
				? `<span class="credit-missing">${__("a part is missing")}</span>`
				: shown(computed);
		return `<tr class="${tone}"><td>${escape(line)}</td><td class="text-right">${shown(stated)}</td>
			<td class="text-right">${made} ${mark}</td></tr>`;
	});
	if (!rows.length) return "";
	return `<h6>${__("Totals")}</h6>${table([__("Total"), __("Stated"), __("Parts Make")], rows)}`;
}

/** Rows with figures that no template knows: each can be given a line here. */
function unused(found) {
	const rows = found.rows.filter(({ status }) => status === "unmatched");
	if (!rows.length) return "";
	const template_of = Object.fromEntries(
		found.sheets.map(({ name, templates }) => [name, templates[0] || ""]),
	);
	const body = rows.map((row) => unused_row(row, template_of[row.sheet]));
	const heads = [
		__("Row"),
		__("Label in the Sheet", null, "Financial Statement Template Row"),
		__("Current Period"),
		__("Line", null, "Financial Statement Line"),
		"",
	];
	return `<h6>${__("Rows That Were Not Used")}</h6>
		<p class="text-muted small">${__("Their totals are read all the same. Give a row a line when its figure belongs to one.")}</p>
		${table(heads, body, 9)}`;
}

function unused_row(row, template) {
	const keep =
		template && frappe.model.can_write(TEMPLATE)
			? `<button type="button" class="btn btn-xs btn-default" data-map="keep">${__("Use and Keep in Template")}</button>`
			: "";
	return `<tr data-label="${escape(row.label)}" data-template="${escape(template)}">
		<td>${row.row}</td><td>${escape(row.label)}</td><td class="text-right">${shown(row.current ?? row.previous)}</td>
		<td><select class="form-control input-xs" name="line">${line_options()}</select>
			<select class="form-control input-xs" name="use">
				<option value="Add">${__("Add", null, "Financial Statement Template Row")}</option>
				<option value="Subtract">${__("Subtract", null, "Financial Statement Template Row")}</option></select></td>
		<td class="text-nowrap"><button type="button" class="btn btn-xs btn-default" data-map="once">${__("Use")}</button>
			${keep}</td></tr>`;
}

function line_options() {
	const { options: names } = frappe.meta.get_docfield("Financial Statement Line", "line") || {
		options: "",
	};
	const entries = names.split("\n").filter(Boolean);
	const none = `<option value="">${__("left out")}</option>`;
	return (
		none +
		entries
			.map((line) => `<option value="${escape(line)}">${escape(line_label(line))}</option>`)
			.join("")
	);
}

function used(found) {
	const rows = found.rows
		.filter(
			({ status, current, previous }) =>
				status === "matched" && (current ?? previous) != null,
		)
		.map(
			(
				row,
			) => `<tr><td>${row.row}</td><td>${escape(row.label)}</td><td class="text-right">${shown(row.current)}</td>
				<td>${listed(row.uses.map(use_text))}</td></tr>`,
		);
	const heads = [
		__("Row"),
		__("Label in the Sheet", null, "Financial Statement Template Row"),
		__("Current Period"),
		__("Line", null, "Financial Statement Line"),
	];
	return `<details><summary>${__("Rows That Were Used ({0})", [rows.length])}</summary>${table(heads, rows, 9)}</details>`;
}

function use_text({ use, line }) {
	const sign = { Add: "+", Subtract: "−", Check: "=" }[use];
	return sign ? escape(`${sign} ${line_label(line)}`) : "";
}
