// The factors of a Credit Assessment by part, each with what it gives and what it costs.

import { escape, number } from "./text";

const COLUMNS = [
	() => __("Indicator", null, "Credit Assessment Factor"),
	() => __("Value", null, "Credit Assessment Factor"),
	() => __("Source", null, "Credit Assessment Factor"),
	() => __("Points", null, "Credit Assessment Factor"),
	() => __("Counted %", null, "Credit Assessment Factor"),
	() => __("Contribution", null, "Credit Assessment Factor"),
	() => __("Advice", null, "Credit Assessment Factor"),
];

export function factors_html({ factors }) {
	const parts = [...new Set(factors.map(({ part }) => part))];
	const head = COLUMNS.map((label) => `<th>${escape(label())}</th>`).join("");
	const body = parts.map((part) =>
		part_rows(
			part,
			factors.filter((row) => row.part === part),
		),
	);
	return `<div class="table-responsive"><table class="table credit-factors">
		<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

const sum = (rows, field) => rows.reduce((total, row) => total + flt(row[field]), 0);

function part_rows(part, rows) {
	const name = part ? __(part, null, "Credit Scorecard Factor") : __("Other Factors");
	return `<tr class="credit-factors__part"><th colspan="4">${escape(name)}</th>
		<td>${number(sum(rows, "effective_weight"), 1)}</td>
		<td>${number(sum(rows, "contribution"), 1)}</td><td></td></tr>
		${rows.map(factor_row).join("")}`;
}

function factor_row(row) {
	const { missing } = row;
	const none = `<span class="credit-missing">–</span>`;
	const share = row.effective_weight ? (row.contribution / row.effective_weight) * 100 : 0;
	return `<tr>
		<td>${escape(__(row.indicator))}</td>
		<td>${missing ? `<span class="credit-missing">${escape(__("missing"))}</span>` : escape(value_text(row.value))}</td>
		<td>${escape(__(row.source, null, "Credit Assessment Factor"))}</td>
		<td>${missing ? none : `${track(share)} ${escape(row.points)}${haircut_note(row)}`}</td>
		<td>${row.effective_weight ? number(row.effective_weight, 1) : none}</td>
		<td>${missing ? none : number(row.contribution, 1)}</td>
		<td>${escape(row.advice ? __(row.advice) : "")}</td>
	</tr>`;
}

/** What the audit and age of the statement took off the points. */
function haircut_note({ haircut, points_before_haircut }) {
	if (!haircut) return "";
	const text = __("{0} less a haircut of {1} %", [points_before_haircut, number(haircut, 0)]);
	return `<div class="text-muted small">${escape(text)}</div>`;
}

function track(share) {
	const tone = share >= 70 ? "good" : share >= 40 ? "fair" : "poor";
	return `<span class="credit-points"><span class="credit-points__bar credit-points__bar--${tone}"
		style="width: ${share.toFixed(0)}%"></span></span>`;
}

function value_text(value) {
	const short = (value || "").replace(/\.00(?=\s|$)/, "");
	const days = /^(.*) d$/.exec(short);
	return days ? __("{0} days", [days[1]]) : __(short, null, "Credit File");
}
