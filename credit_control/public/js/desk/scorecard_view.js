// A scorecard as people read it: parts with their weights, factors, and bands with their points.

import { escape, listed, number } from "./text";

const PARTS = [
	"Payment Behaviour",
	"Financials",
	"External and References",
	"Profile",
	"Security and Relationship",
];
const DOCTYPE = "Credit Scorecard Factor";

/** `indicators` by their value, as the registry lists them; `editable` gives weights to type into. */
export function scorecard_html(doc, indicators, editable) {
	const factors = doc.factors || [];
	const named = PARTS.filter((part) => factors.some((row) => row.section === part));
	const other = factors.some((row) => !PARTS.includes(row.section)) ? [""] : [];
	const parts = [...named, ...other].map((part) => part_html(part, doc, indicators, editable));
	return `<div class="table-responsive"><table class="credit-card">
		<thead><tr><th>${__("Factor")}</th><th class="text-right">${__("Weight %")}</th>
			<th>${__("Bands and Points")}</th></tr></thead>
		${parts.join("")}
		<tfoot>${total_row(factors)}</tfoot>
	</table></div>
	<p class="text-muted small">${legend()}</p>`;
}

function legend() {
	return escape(
		__("A band starts at its first figure, inclusive, and ends just below the next one."),
	);
}

const in_part = (row, part) => (PARTS.includes(row.section) ? row.section : "") === part;
const sum = (rows) => rows.reduce((total, row) => total + flt(row.weight), 0);

function part_html(part, doc, indicators, editable) {
	const rows = doc.factors.filter((row) => in_part(row, part));
	const label = part ? __(part, null, DOCTYPE) : __("No Part");
	return `<tbody>
		<tr class="credit-card__part"><th scope="rowgroup">${escape(label)}</th>
			<th class="text-right" data-part-sum="${escape(part)}">${plain(sum(rows))}</th><td></td></tr>
		${rows.map((row) => factor_row(row, doc, indicators[row.indicator], editable)).join("")}
	</tbody>`;
}

function factor_row(row, doc, indicator, editable) {
	const bands = (doc.bands || []).filter((band) => band.indicator === row.indicator);
	return `<tr class="credit-card__factor" data-row="${escape(row.name)}">
		<td><span title="${escape(indicator?.definition || "")}">${escape(indicator?.label || row.indicator)}</span>
			<div class="text-muted small">${escape(about(indicator))}</div></td>
		<td class="text-right">${editable ? weight_input(row) : plain(row.weight)}</td>
		<td><div class="credit-card__bands">${bands_html(bands, indicator)}${editable ? band_button() : ""}</div></td>
	</tr>`;
}

function about(indicator) {
	if (!indicator) return "";
	return [indicator.source, indicator.unit, indicator.direction].filter(Boolean).join(" · ");
}

function weight_input(row) {
	const label = __("Weight of {0}", [__(row.indicator)]);
	return `<input type="number" class="form-control input-xs credit-card__weight" min="0" max="100" step="any"
		value="${flt(row.weight)}" aria-label="${escape(label)}">`;
}

function band_button() {
	return `<button type="button" class="btn btn-xs btn-default credit-card__edit">${__("Edit Bands")}</button>`;
}

function bands_html(bands, indicator) {
	if (!bands.length) return `<span class="text-danger small">${__("No bands yet")}</span>`;
	const numeric = bands.filter((band) => !band.text_value).sort(by_start);
	const worded = bands.filter((band) => band.text_value);
	return [
		...numeric.map((band, place) => chip(range(band, numeric[place + 1]), band)),
		...worded.map((band) => chip(word(band.text_value, indicator), band)),
	].join("");
}

const start_of = (band) => (is_empty(band.from_value) ? -Infinity : flt(band.from_value));
const is_empty = (text) => cstr(text).trim() === "";
const by_start = (first, second) => start_of(first) - start_of(second);

function range(band, next) {
	if (!next) return is_empty(band.from_value) ? __("any") : `≥ ${plain(band.from_value)}`;
	if (is_empty(band.from_value)) return `< ${plain(next.from_value)}`;
	return `${plain(band.from_value)} – ${plain(next.from_value)}`;
}

function word(text, indicator) {
	return indicator?.texts.find(({ value }) => value === text)?.label || text;
}

/** Green for the full points, red for none: the number says it too. */
function chip(label, band) {
	const points = Math.min(Math.max(flt(band.points), 0), 100);
	const hue = Math.round(points * 1.2);
	const advice = __(band.advice || "", null, "Credit File");
	return `<span class="credit-card__band" style="--band-hue: ${hue}" title="${escape(advice)}">
		<span>${escape(label)}</span><b>${plain(band.points)}</b></span>`;
}

function total_row(factors) {
	const total = sum(factors);
	const rest = flt(100 - total, 4);
	const note = rest ? __("{0} to 100", [plain(rest)]) : __("The weights add up to 100.");
	return `<tr class="credit-card__total ${rest ? "credit-card__total--off" : ""}">
		<th>${__("Total")}</th><th class="text-right">${plain(total)}</th><td>${escape(note)}</td></tr>`;
}

/** What a new weight changes: the sums of the parts and of all, but not the field that is typed into. */
export function renew_sums(element, factors) {
	for (const cell of element.querySelectorAll("[data-part-sum]")) {
		const rows = factors.filter((row) => in_part(row, cell.dataset.partSum));
		cell.textContent = plain(sum(rows));
	}
	element.querySelector("tfoot").innerHTML = total_row(factors);
}

/** A figure without trailing zeros. */
export function plain(value) {
	const figure = flt(value, 4);
	const decimals = (String(figure).split(".")[1] || "").length;
	return number(figure, decimals);
}

export function indicators_html(rows) {
	const lines = rows.map(
		(row) => `<tr>
			<td><b>${escape(row.label)}</b></td>
			<td class="text-nowrap">${escape(row.source)}</td>
			<td class="text-nowrap">${escape(row.unit || "–")}</td>
			<td>${escape(row.is_category ? listed(row.texts.map(({ label }) => label)) : row.direction)}</td>
			<td>${escape(row.definition)}</td>
		</tr>`,
	);
	return `<div class="table-responsive"><table class="table table-sm credit-indicators">
		<thead><tr><th>${__("Indicator", null, "Credit Scorecard Factor")}</th><th class="text-nowrap">${__("Source")}</th><th class="text-nowrap">${__("Unit")}</th>
			<th>${__("Better Is")}</th><th>${__("Definition")}</th></tr></thead>
		<tbody>${lines.join("")}</tbody></table></div>`;
}
