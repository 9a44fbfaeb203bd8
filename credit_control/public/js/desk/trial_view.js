// What a trial of a scorecard found, as HTML: counts, the matrix of grades, who moves.

import { block, empty } from "./parts";
import { escape, grade_badge, labelled, link, number, pill } from "./text";
import { plain } from "./scorecard_view";

const RESULT = "Credit Scorecard Trial Result";
const GRADES = ["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D", ""];
const TILES = [
	["Moved Up", "good"],
	["Moved Down", "bad"],
	["Same Grade", ""],
	["Now Graded", "good"],
	["No Longer Graded", "bad"],
	["Not Assessed", "warn"],
];
const COLOURS = {
	"Moved Up": "green",
	"Now Graded": "green",
	"Moved Down": "red",
	"No Longer Graded": "red",
};

export function trial_html(doc, { counts, matrix, movers, outdated }) {
	const tried = matrix.reduce((total, cell) => total + cell.customers, 0);
	return [
		outdated ? notice(__("The draft was changed after this trial. Try it again.")) : "",
		progress(doc),
		tiles(counts),
		tried ? block(__("From Grade to Grade"), matrix_html(matrix)) : "",
		block(__("Who Moves"), movers.length ? movers_html(movers) : nobody(doc)),
	].join("");
}

function notice(text) {
	return `<p class="text-warning">${escape(text)}</p>`;
}

function nobody({ status }) {
	return empty(status === "Completed" ? __("Nobody changes grade.") : __("Nobody so far."));
}

function progress({ status, done, customers }) {
	if (status === "Completed") return "";
	const share = customers ? (100 * done) / customers : 0;
	const text = __("{0} of {1} customers", [number(done), number(customers)]);
	return `<div class="credit-trial__progress"><div class="progress"><div class="progress-bar" role="progressbar"
		style="width: ${share}%" aria-valuenow="${done}" aria-valuemin="0" aria-valuemax="${customers}"></div></div>
		<span class="text-muted small">${labelled(
			escape(__(status, null, "Credit Scorecard Trial")),
			escape(text),
		)}</span></div>`;
}

function tiles(counts) {
	const shown = TILES.filter(([change], place) => place < 3 || counts[change]);
	const html = shown.map(
		([change, tone]) => `<button type="button" class="credit-tile credit-trial__tile
			${counts[change] && tone ? `credit-tile--${tone}` : ""}" data-change="${escape(change)}">
			<div class="credit-tile__label">${escape(__(change, null, RESULT))}</div>
			<div class="credit-tile__value">${number(counts[change] || 0)}</div></button>`,
	);
	return `<div class="credit-tiles">${html.join("")}</div>`;
}

/** Rows are grades by the scorecard in force, columns by the tried one; only grades that occur are shown. */
function matrix_html(matrix) {
	const used = (side) => GRADES.filter((grade) => matrix.some((cell) => cell[side] === grade));
	const [rows, columns] = [used("old"), used("new")];
	const heads = columns.map((grade) => `<th class="text-center">${grade_badge(grade)}</th>`);
	const lines = rows.map((grade) => {
		const cells = columns.map((other) => matrix_cell(matrix, grade, other));
		return `<tr><th scope="row">${grade_badge(grade)}</th>${cells.join("")}</tr>`;
	});
	return `<div class="table-responsive"><table class="credit-matrix">
		<thead><tr><th class="text-muted small">${__("In Force ↓ Tried →")}</th>${heads.join("")}</tr></thead>
		<tbody>${lines.join("")}</tbody></table></div>`;
}

function matrix_cell(matrix, old_grade, new_grade) {
	const found = matrix.find((cell) => cell.old === old_grade && cell.new === new_grade);
	if (!found) return "<td></td>";
	return `<td class="credit-matrix__cell credit-matrix__cell--${tone(old_grade, new_grade)}">
		<button type="button" data-old="${escape(old_grade)}" data-new="${escape(new_grade)}"
			title="${escape(__("Show these customers"))}">${number(found.customers)}</button></td>`;
}

function tone(old_grade, new_grade) {
	const distance = GRADES.indexOf(old_grade) - GRADES.indexOf(new_grade);
	if (!distance) return "same";
	return distance > 0 ? "up" : "down";
}

function movers_html(movers) {
	const rows = movers.map(
		(row) => `<tr>
			<td>${link("Customer", row.customer, row.customer_name)}</td>
			<td>${pill(__(row.change, null, RESULT), COLOURS[row.change] || "gray")}</td>
			<td class="text-nowrap">${side(row, "old")} → ${side(row, "new")}</td>
			<td>${top(row)}</td>
			<td class="text-right"><button type="button" class="btn btn-xs btn-default" data-result="${escape(row.name)}">
				${__("Why")}</button></td>
		</tr>`,
	);
	return `<div class="table-responsive"><table class="table table-sm">
		<thead><tr><th>${__("Customer")}</th><th>${__("Change", null, "Credit Scorecard Trial Result")}</th>
			<th>${__("Grade and Score")}</th><th>${__("Factor That Moved Most", null, "Credit Scorecard Trial Result")}</th><th></th></tr></thead>
		<tbody>${rows.join("")}</tbody></table></div>`;
}

/** Without coverage there is no score: a zero would look like a bad one. */
function side(row, which) {
	const known = row[`${which}_coverage`] > 0;
	return `${grade_badge(row[`${which}_grade`])} ${known ? number(row[`${which}_score`], 2) : "–"}`;
}

function top({ top_indicator, top_change }) {
	if (!top_indicator) return "–";
	return `${escape(__(top_indicator))} ${signed(top_change)}`;
}

function signed(change) {
	const text = number(Math.abs(change), 2);
	if (!flt(text)) return `<span class="text-muted">0</span>`;
	return change > 0
		? `<span class="text-success">+${text}</span>`
		: `<span class="text-danger">−${text}</span>`;
}

export function detail_html({ result, factors }) {
	const rows = factors.map(
		(row) => `<tr>
			<td>${escape(__(row.indicator))}</td>
			<td>${escape(value_text(row))}</td>
			<td class="text-right">${points(row.before)}</td>
			<td class="text-right">${points(row.after)}</td>
			<td class="text-right">${signed((row.after || 0) - (row.before || 0))}</td>
		</tr>`,
	);
	return `<p>${side(result, "old")} → ${side(result, "new")}
			<span class="text-muted small credit-trial__coverage">${escape(coverage(result))}</span></p>
		<div class="table-responsive"><table class="table table-sm">
		<thead><tr><th>${__("Factor")}</th><th>${__("Value")}</th><th class="text-right">${__("Points in Force")}</th>
			<th class="text-right">${__("Points Tried")}</th><th class="text-right">${__("Difference")}</th></tr></thead>
		<tbody>${rows.join("")}</tbody>
		<tfoot><tr><th colspan="2">${__("Total")}</th><th class="text-right">${total(factors, "before")}</th>
			<th class="text-right">${total(factors, "after")}</th><th></th></tr></tfoot></table></div>
		<p class="text-muted small">${escape(__("– is no factor of that scorecard. Missing values give their weight to the others, or score nothing."))}</p>`;
}

/** A grade that comes or goes mostly does so by the coverage. */
function coverage({ old_coverage, new_coverage }) {
	const shown = [old_coverage, new_coverage].map((share) => number(share, 1));
	return __("Weights with data: {0} % → {1} %", shown);
}

function value_text({ value, unit }) {
	if (value === null) return __("missing");
	if (unit === "text" || Number.isNaN(Number(value))) return __(value, null, "Credit File");
	return plain(flt(value, 2)) + (unit === "percent" ? " %" : "");
}

const points = (figure) => (figure === null ? "–" : number(figure, 2));
const total = (factors, which) =>
	number(
		factors.reduce((sum, row) => sum + (row[which] || 0), 0),
		2,
	);
