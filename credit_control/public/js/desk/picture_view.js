// The live picture of a Credit File as HTML: figures, exposure by part, overdue by age, behaviour.

import { exposure_href, exposure_link } from "./exposure_link";
import { limit_text } from "./strip_view";
import { meter } from "./meter";
import { bar_row, block, empty, tile } from "./parts";
import { escape, grade_badge, money, number } from "./text";

export function picture_html(picture) {
	if (picture.off) return head(picture) + empty(off_text(picture));
	if (picture.problem) return head(picture) + empty(picture.problem);
	return `${head(picture)}
		<div class="credit-tiles">${tiles(picture)}</div>
		${meter({ before: picture.exposure, after: picture.exposure, limit: picture.limit })}
		<div class="credit-columns">
			${block(__("Exposure by Part"), parts(picture))}
			${block(__("Receivables by Age"), ageing(picture))}
		</div>
		${block(__("Payment Behaviour of the Last 12 Months"), behaviour(picture))}`;
}

function off_text({ company }) {
	if (!company) return __("No company is judged yet. Choose a mode in Credit Control Settings.");
	return __("Credit Control is off for {0}.", [company]);
}

function head(picture) {
	return `<div class="credit-picture__head">
		${company_choice(picture)}
		${picture.off ? "" : grade_badge(picture.grade)}
		<span class="credit-strip__end text-muted small">
			${picture.as_of ? escape(__("As of {0}", [frappe.datetime.str_to_user(picture.as_of)])) : ""}
			<button type="button" class="btn btn-xs btn-default credit-picture__renew">${__("Refresh")}</button>
		</span>
	</div>`;
}

function company_choice({ company, companies }) {
	if (companies.length < 2) return `<b>${escape(company || "")}</b>`;
	const options = companies.map(
		(name) =>
			`<option value="${escape(name)}" ${name === company ? "selected" : ""}>${escape(name)}</option>`,
	);
	return `<label class="credit-picture__company"><span class="sr-only">${__("Company")}</span>
		<select class="form-control input-xs">${options.join("")}</select></label>`;
}

function tiles(picture) {
	return [
		tile(__("Limit", null, "Credit File"), limit_text(picture)),
		tile(
			__("Exposure"),
			exposure_link(picture, money(picture.exposure, picture.currency)),
			used(picture),
		),
		room_tile(picture),
		tile(
			__("Overdue"),
			money(picture.overdue, picture.currency),
			picture.overdue
				? __("oldest {0} days", [picture.oldest_overdue_days])
				: __("nothing is overdue"),
			picture.overdue ? "warn" : "",
		),
	].join("");
}

function used({ exposure, limit }) {
	return limit ? __("{0} % of the limit", [number((exposure / limit) * 100, 1)]) : "";
}

function room_tile({ headroom, limit_mode, currency }) {
	if (headroom === null) return tile(__("Headroom"), escape(__("Unlimited")));
	const over = headroom < 0;
	const caption = over || limit_mode === "No Credit" ? "" : __("can still be ordered on credit");
	const label = over ? __("Over the Limit by") : __("Headroom");
	return tile(label, money(Math.abs(headroom), currency), caption, over ? "bad" : "");
}

function parts({ parts: rows, currency, exposure, customer, company }) {
	const widest = Math.max(...rows.map((row) => Math.abs(row.amount)));
	if (!widest) return empty(__("Nothing is owed and nothing is on order."));
	const total = `<div class="credit-bar credit-bar--total"><span>${__("Exposure")}</span><span></span>
		<span class="credit-bar__amount">${money(exposure, currency)}</span></div>`;
	return bars(
		rows.map((row) => part_row({ ...row, customer, company }, widest, currency)).join("") +
			total,
	);
}

function bars(rows) {
	return `<div class="credit-bars">${rows}</div>`;
}

function part_row({ part, label, amount, customer, company }, widest, currency) {
	const row = bar_row(label, amount, widest, currency, amount < 0 ? "credit" : "owed");
	if (!amount) return `<div class="credit-bar credit-bar--none">${row}</div>`;
	const hint = __("Show the documents behind {0}", [label]);
	const href = exposure_href({ customer, company, part });
	return `<a class="credit-bar credit-bar--open" href="${escape(href)}" title="${escape(hint)}">${row}</a>`;
}

const AGE_TONES = ["fresh", "late", "later", "latest", "oldest"];

function ageing({ ageing: rows, currency }) {
	const widest = Math.max(...rows.map((row) => row.amount));
	if (!widest) return empty(__("No open invoices."));
	const shown = rows.map(({ bucket, amount }, index) => {
		const label = age_label(bucket, index);
		const row = bar_row(label, amount, widest, currency, AGE_TONES[index]);
		return `<div class="credit-bar ${amount ? "" : "credit-bar--none"}">${row}</div>`;
	});
	return bars(shown.join(""));
}

function age_label(bucket, index) {
	return index ? __("{0} days overdue", [bucket.replace("90+", ">90")]) : __("Not due yet");
}

function behaviour({ behaviour: paid, currency }) {
	if (!paid.invoices) return empty(__("No invoices in the last 12 months."));
	return `<div class="credit-tiles">
		${tile(__("Invoices Issued"), number(paid.invoices), format_currency(paid.invoiced, currency))}
		${tile(__("Paid Late"), share(paid.late_ratio), __("of the invoices, by number"), late_tone(paid))}
		${tile(__("Days to Pay"), days(paid.days_to_pay), __("from invoice to payment, by amount"))}
		${tile(__("Days Late"), days(paid.days_late), __("after the due date, unpaid items included"), late_tone(paid))}
	</div>`;
}

function late_tone({ late_ratio }) {
	return late_ratio > 50 ? "warn" : "";
}

function share(value) {
	return value === null ? nothing() : `${number(value, 0)} %`;
}

function days(value) {
	return value === null ? nothing() : escape(__("{0} days", [number(value, 1)]));
}

function nothing() {
	return `<span class="text-muted">${__("nothing paid or due yet")}</span>`;
}
