// The comparison as HTML: a column for each period, groups of rows, n/a with its reason on hover.

import { day } from "../desk/parts";
import { escape, link, number, pill } from "../desk/text";
import { FORM, TONES, ZONES, or_reason } from "./figures";

export function comparison_html(found, state) {
	const bar = state.for_print ? "" : toolbar(found, state);
	const heading = state.for_print
		? `<h3>${escape(found.customer_name)}</h3><p>${escape(view_name(state))}</p>`
		: "";
	return `${bar}${heading}<div class="cs-wide"><table class="table table-sm cs-table">
		<thead>${head(found, state)}</thead><tbody>${found.groups.map((group) => body(group, found, state)).join("")}</tbody>
		</table></div>`;
}

function view_name({ view, unit }) {
	const name = { amount: __("Amounts"), share: __("Common Size"), change: __("Change") }[view];
	const [, label] = units().find(([value]) => value === unit);
	return view === "amount" ? `${name}, ${label}` : `${name} %`;
}

function units() {
	return [
		[1, __("Units (元)")],
		[1000, __("Thousands (千元)")],
		[10000, __("Ten Thousands (万元)")],
		[1000000, __("Millions (百万元)")],
	];
}

function toolbar(found, state) {
	const views = [
		["amount", __("Amounts")],
		["share", __("Common Size")],
		["change", __("Change")],
	].map(
		([
			view,
			label,
		]) => `<button type="button" class="btn btn-sm ${view === state.view ? "btn-primary" : "btn-default"}"
			data-view="${view}" aria-pressed="${view === state.view}">${escape(label)}</button>`,
	);
	const options = units().map(
		([value, label]) =>
			`<option value="${value}" ${value === state.unit ? "selected" : ""}>${escape(label)}</option>`,
	);
	return `<div class="cs-bar"><div class="btn-group">${views.join("")}</div>
			<label class="cs-inline">${__("Show in")} <select class="form-control input-xs" data-unit>${options.join("")}</select></label>
			${ratio_choice(found, state)}</div>
		<div class="cs-charts"></div>`;
}

function ratio_choice(found, { ratios }) {
	const rows = found.groups
		.filter(({ kind }) => kind === "ratios")
		.flatMap(({ rows: own }) => own);
	const boxes = rows.map(
		({
			code,
			label,
		}) => `<label class="dropdown-item"><input type="checkbox" data-ratio="${code}"
			${ratios.includes(code) ? "checked" : ""}> ${escape(label)}</label>`,
	);
	return `<div class="dropdown"><button type="button" class="btn btn-sm btn-default dropdown-toggle" data-toggle="dropdown">
		${__("Charts")}</button><div class="dropdown-menu" onclick="event.stopPropagation()">${boxes.join("")}</div></div>`;
}

function head({ columns }, { for_print }) {
	const cells = columns.map((column) => {
		const period = `${day(column.period_start)} –<br>${day(column.period_end)}`;
		const name = for_print ? "" : `<div>${link(FORM, column.name)}</div>`;
		return `<th style="text-align: end">${period}<div class="text-muted small">${escape(column.audit)} · ${escape(money_of(column))}</div>${name}</th>`;
	});
	return `<tr><th>${__("Period", null, "Customer Financial Statement")}</th>${cells.join("")}</tr>`;
}

function money_of({ currency, original_currency, rate }) {
	return currency === original_currency
		? currency
		: `${original_currency} × ${number(rate, 4)} = ${currency}`;
}

function body(group, { columns }, state) {
	const rows = group.rows.map((row) => {
		// paper has no style sheet of ours
		const align = state.for_print ? ' style="text-align: end"' : "";
		const cells = row.cells.map(
			(cell) => `<td${align}>${CELLS[group.kind](cell, row, state)}</td>`,
		);
		const tone = row.is_total ? "cs-total" : "";
		return `<tr class="${tone}"><td>${escape(row.label)}</td>${cells.join("")}</tr>`;
	});
	return `<tr class="cs-group"><th colspan="${columns.length + 1}">${escape(group.title)}</th></tr>${rows.join("")}`;
}

const CELLS = { amounts: amount_cell, ratios: ratio_cell, evaluations: evaluation_cell };

function amount_cell(cell, row, { view, unit }) {
	const value = cell[view];
	if (value == null) return or_reason("", cell[`${view}_note`]);
	if (view !== "amount") return escape(`${number(value, 1)} %`);
	const text = escape(number(value / unit, unit === 1 ? 0 : 2));
	if (!cell.derived) return `<span title="${escape(number(value, 2))}">${text}</span>`;
	return `<i class="text-muted" title="${escape(__("derived from other figures"))}">${text}</i>`;
}

function ratio_cell(cell, { unit }) {
	if (cell.value == null) return or_reason(cell.text, cell.note);
	const text = `${number(cell.value, 2)}${unit === "percent" ? " %" : ""}`;
	return `${or_reason(text, cell.note)} ${trend(cell)}`;
}

/** The arrow is where the figure went, the colour whether that is good. */
function trend({ trend: found, rises }) {
	if (!found) return "";
	const arrow = found === "Same" ? "→" : rises ? "↑" : "↓";
	const word = escape(__(found, null, "Financial Statement Ratio"));
	return `<span title="${word}" aria-label="${word}" style="color: var(--${TONES[found]}-600)">${arrow}</span>`;
}

function evaluation_cell(cell, { code }) {
	if (cell.value != null)
		return or_reason(number(cell.value, code === "z_score" ? 4 : 2), cell.note);
	if (code === "z_zone" && cell.text) return pill(cell.text, ZONES[cell.stored]);
	return or_reason(cell.text, cell.note);
}
