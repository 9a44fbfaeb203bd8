// Charts of ratios over the periods; a period without a value leaves a gap.

import { escape } from "../desk/text";

const COLOURS = ["#2490ef", "#ed6396", "#48bb74", "#ecac4b", "#743ee2", "#29cd42"];

export function charts(element, found, chosen) {
	if (!element) return;
	element.innerHTML = "";
	if (found.columns.length < 2) {
		element.innerHTML = `<p class="text-muted">${__("A chart needs at least two periods.")}</p>`;
		return;
	}
	const rows = found.groups
		.filter(({ kind }) => kind === "ratios")
		.flatMap(({ rows: own }) => own)
		.filter(({ code }) => chosen.includes(code));
	rows.forEach((row, index) =>
		chart(element, found.columns, row, COLOURS[index % COLOURS.length]),
	);
}

function chart(element, columns, row, colour) {
	// the chart draws a missing value as zero: a period without one is left out and named
	const known = columns
		.map((column, index) => [column, row.cells[index].value])
		.filter(([, value]) => value != null);
	const box = document.createElement("div");
	box.className = "cs-chart";
	box.innerHTML = `<div class="small">${escape(row.label)}${row.unit === "percent" ? " (%)" : ""}</div><div></div>
		<div class="text-muted small">${escape(left_out(columns.length - known.length))}</div>`;
	element.append(box);
	if (known.length < 2) return;
	new frappe.Chart(box.children[1], {
		data: {
			labels: known.map(([column]) => column.period_end.slice(0, 7)),
			datasets: [
				{ name: row.label, values: known.map(([, value]) => Number(value.toFixed(2))) },
			],
		},
		type: "line",
		height: 150,
		colors: [colour],
		lineOptions: { hideDots: 0, regionFill: 1 },
		axisOptions: { shortenYAxisNumbers: 1, xIsSeries: 0 },
	});
}

function left_out(count) {
	return count ? __("{0} periods have no value", [count]) : "";
}
