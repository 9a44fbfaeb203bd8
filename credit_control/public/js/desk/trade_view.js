// The trade record as HTML: purchases, late payments, service issues.

import { overdue_html } from "./overdue_view";
import { block, company_choice, day, empty, tile } from "./parts";
import { escape, money, number } from "./text";
import { months_text } from "./trade_chart";

export function trade_html(record) {
	if (record.empty) return empty(__("Choose a company in Credit Control Settings first."));
	return `${head(record)}
		${block(__("Purchases", null, "Credit File"), purchases(record))}
		${block(__("Overdue Record of the Last 24 Months"), overdue_html(record))}
		${block(__("Service Record of the Last 24 Months"), service(record))}`;
}

function head(record) {
	return `<div class="credit-picture__head">
		${company_choice(record)}
		<label class="credit-picture__company"><span class="text-muted">${__("As of")}</span>
			<input type="date" class="form-control input-xs" data-ask="as_of" value="${escape(record.as_of)}"
				max="${frappe.datetime.get_today()}"></label>
		<span class="credit-strip__end">
			<button type="button" class="btn btn-xs btn-default credit-picture__renew">${__("Refresh")}</button>
		</span>
	</div>`;
}

function purchases({ trade, currency }) {
	if (!trade.first_invoice && !trade.first_order) {
		return empty(__("This customer has bought nothing up to this day."));
	}
	return `<div class="credit-tiles credit-tiles--three">
		${tile(__("Last 12 Months"), money(trade.recent.amount, currency), average(trade.recent, currency))}
		${tile(__("Trend"), trend(trade), before(trade, currency))}
		${tile(__("Buys Every"), gap(trade), months_text(trade))}
		${tile(__("Share of Our Sales"), percent(trade.share, 1), __("of the last 12 months"))}
		${tile(__("Customer since"), since(trade), first_order(trade))}
		${tile(__("Last Order"), day(trade.last_order) || none(), last_invoice(trade))}
	</div>
	<div class="credit-trade__chart"></div>
	<p class="text-muted small">${escape(__("Invoiced per month, tax included, less returns."))}</p>`;
}

function average({ invoices, average: amount }, currency) {
	if (!invoices) return __("no invoices");
	return __("{0} invoices, {1} on average", [
		number(invoices),
		format_currency(amount, currency),
	]);
}

function trend({ trend: value }) {
	if (value === null) return none();
	const arrow = value > 0 ? "↑" : value < 0 ? "↓" : "→";
	return `${arrow} ${number(Math.abs(value), 0)} %`;
}

function before({ before: year }, currency) {
	if (!year) return __("not a customer throughout the 12 months before");
	return __("{0} in the 12 months before", [format_currency(year.amount, currency)]);
}

function gap({ frequency }) {
	return frequency === null ? none() : escape(__("{0} days", [number(frequency, 0)]));
}

function since({ first_invoice }) {
	return day(first_invoice) || none();
}

function first_order({ first_order: date }) {
	return date ? __("first order on {0}", [frappe.datetime.str_to_user(date)]) : __("no orders");
}

function last_invoice({ last_invoice: date }) {
	return date
		? __("last invoice on {0}", [frappe.datetime.str_to_user(date)])
		: __("no invoices");
}

function percent(value, decimals) {
	return value === null ? none() : `${number(value, decimals)} %`;
}

function none() {
	return `<span class="text-muted">${__("n/a")}</span>`;
}

function service({ service: found }) {
	if (found.hidden) {
		return empty(
			__(
				"You may not read Issues. Ask for the role Support Team to see the service record.",
			),
		);
	}
	if (!found.issues) return empty(__("No Issues of this customer."));
	return `<div class="credit-tiles">
		${tile(__("Issues"), number(found.issues), __("opened in the last 24 months"))}
		${tile(__("Open", null, "Issue"), number(found.open), "", found.open ? "warn" : "")}
		${complaints(found)}
		${tile(__("Time to Resolve"), hours(found.hours_to_resolve), __("on average, from opening to resolution"))}
	</div>
	<div class="credit-columns">
		${block(__("By Type"), counts(found.by_kind))}
		${block(__("By Priority"), counts(found.by_priority))}
	</div>`;
}

function complaints({ complaints: count }) {
	if (count === null) {
		const hint = __("mark the Issue Types that count as complaints");
		return tile(__("Complaints"), none(), hint);
	}
	return tile(__("Complaints"), number(count), "", count ? "warn" : "");
}

function hours(value) {
	if (value === null) return none();
	if (value < 48) return escape(__("{0} hours", [number(value, 1)]));
	return escape(__("{0} days", [number(value / 24, 1)]));
}

function counts(rows) {
	const items = rows.map(([name, count]) => {
		const label = name ? __(name) : __("not set");
		return `<tr><td>${escape(label)}</td><td class="text-right">${number(count)}</td></tr>`;
	});
	return `<table class="table table-sm credit-documents"><tbody>${items.join("")}</tbody></table>`;
}
