// How much of a Credit Budget is used: the bar of its report, and the view on its form.

import { meter } from "./meter";
import { escape, link, money, number } from "./text";

export const budgets = {
	/** The bar of one row: the share with its figure. */
	bar({ used, limit, percent }) {
		const shown = percent === null ? "" : `${number(percent, 1)} %`;
		return `<span class="credit-budget-bar">${meter({ before: used, after: used, limit })}
			<span>${shown}</span></span>`;
	},

	/** Use, headroom and the largest customers on a budget's form. */
	async show(frm, fieldname) {
		const found = await frappe.xcall("credit_control.api.budgets.use", {
			budget: frm.docname,
		});
		frm.get_field(fieldname).$wrapper.html(view_html(found));
	},
};

function view_html(found) {
	const { limit, used, headroom, currency } = found;
	const over = headroom < 0;
	return `<div class="credit-budget">
		<div class="credit-strip__line">
			${figure(__("Used", null, "Credit Budget"), money(used, currency))}
			${budgets.bar(found)}
			${figure(
				over ? __("Over the Budget by") : __("Headroom"),
				money(Math.abs(headroom), currency),
				over ? "credit-figure--bad" : "",
			)}
			${figure(__("Budget"), money(limit, currency))}
			${figure(__("Customers"), owing(found))}
		</div>
		${customers(found)}
	</div>`;
}

function owing({ customers: all, owing: some }) {
	return escape(__("{0} ({1} with debts)", [number(all), number(some)]));
}

function figure(label, value, extra = "") {
	return `<span class="credit-figure ${extra}">
		<span class="credit-figure__label">${escape(label)}</span>
		<span class="credit-figure__value">${value}</span>
	</span>`;
}

function customers({ largest, currency }) {
	if (!largest.length) return `<p class="text-muted">${__("Nobody owes anything.")}</p>`;
	const rows = largest.map(
		({ customer, customer_name, amount, share }) => `<tr>
			<td>${link("Customer", customer, customer_name)}</td>
			<td class="text-right">${money(amount, currency)}</td>
			<td class="text-right">${number(share, 1)} %</td>
		</tr>`,
	);
	return `<table class="table table-sm credit-table">
		<thead><tr>
			<th>${__("Largest Customers")}</th>
			<th class="text-right">${__("Exposure")}</th>
			<th class="text-right">${__("Share of the Use")}</th>
		</tr></thead>
		<tbody>${rows.join("")}</tbody>
	</table>`;
}
