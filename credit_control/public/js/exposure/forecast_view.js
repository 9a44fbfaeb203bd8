// The days to come: the curve with the limit, when it crosses, and what it rests on.

import { block, choice, empty } from "../desk/parts";
import { escape, number } from "../desk/text";

export function forecast_html(found) {
	if (found.problem) return block(__("Forecast"), empty(found.problem));
	const notes = found.assumptions.map((text) => `<li>${escape(text)}</li>`).join("");
	const tone = found.crosses_on ? "credit-forecast__verdict--bad" : "";
	return block(
		__("Forecast"),
		`<div class="credit-picture__head">${days(found)}
			<b class="credit-forecast__verdict ${tone}">${escape(found.verdict)}</b></div>
		<div class="credit-forecast__chart"></div>
		<ul class="credit-forecast__notes text-muted small">${notes}</ul>`,
	);
}

function days({ days: chosen, choices }) {
	const names = choices.map((count) => [String(count), __("{0} days", [number(count)])]);
	return choice("days", __("Days"), String(chosen), names);
}

/** The chart draws every day up to this many points; beyond it each week, and the day of the crossing. */
const MOST = 91;

/** `element` must be in sight: the chart takes its width. */
export function draw_curve(element, { points, currency, crosses_on }) {
	const shown = points.length <= MOST ? points : weekly(points, crosses_on);
	const line = (name, field) => ({ name, values: shown.map((point) => point[field]) });
	const datasets = [line(__("Exposure"), "exposure")];
	const colors = ["blue"];
	// without security or insurance the two lines are one
	if (shown.some(({ exposure, unsecured }) => unsecured < exposure)) {
		datasets.push(line(__("Unsecured"), "unsecured"));
		colors.push("light-blue");
	}
	if (shown.every(({ limit }) => limit !== null)) {
		datasets.push(line(__("Limit", null, "Credit File"), "limit"));
		colors.push("red");
	}
	return new frappe.Chart(element, {
		type: "line",
		height: 240,
		colors,
		data: {
			labels: shown.map(({ day }) => frappe.datetime.str_to_user(day)),
			datasets,
			// the axis starts at zero
			yMarkers: [{ label: "", value: 0 }],
		},
		axisOptions: { xIsSeries: 1, xAxisMode: "tick", shortenYAxisNumbers: 1 },
		lineOptions: { hideDots: 1 },
		tooltipOptions: { formatTooltipY: (value) => format_currency(value, currency) },
	});
}

function weekly(points, crosses_on) {
	const last = points.length - 1;
	return points.filter(
		({ day }, index) => index % 7 === 0 || index === last || day === crosses_on,
	);
}
