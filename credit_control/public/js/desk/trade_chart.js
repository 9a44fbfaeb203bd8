// Purchases per month as bars.

import { number } from "./text";

/** `element` must be in sight: the chart takes its width. */
export function purchase_chart(element, { trade, currency }) {
	const { months } = trade;
	return new frappe.Chart(element, {
		type: "bar",
		height: 200,
		colors: ["blue"],
		data: {
			labels: months.map(({ month }) => month_label(month)),
			datasets: [{ name: __("Invoiced"), values: months.map(({ amount }) => amount) }],
		},
		axisOptions: { xIsSeries: 1, xAxisMode: "tick", shortenYAxisNumbers: 1 },
		barOptions: { spaceRatio: 0.4 },
		tooltipOptions: {
			formatTooltipX: (label) => label,
			formatTooltipY: (value) => format_currency(value, currency),
		},
	});
}

function month_label(month) {
	const [year, number_of_month] = month.split("-");
	return `${year}-${number_of_month}`;
}

export function months_text({ months }) {
	const bought = months.filter(({ invoices }) => invoices).length;
	return __("{0} of {1} months with an invoice", [number(bought), number(months.length)]);
}
