// What was paid late as HTML: how often, how much, how long, and why.

import { bar_row, block, day, empty, tile } from "./parts";
import { escape, link, money, number, pill } from "./text";

const NOTE = "Credit Overdue Note";
const TONES = ["late", "later", "latest", "oldest"];

export function overdue_html({ overdue: record, currency }) {
	if (!record.judged)
		return empty(__("No invoice fell due or was paid.")) + contested(record, currency);
	if (!record.times) {
		const all = __("All {0} invoices were paid on time.", [number(record.judged)]);
		return empty(all) + contested(record, currency);
	}
	return `<div class="credit-tiles">${tiles(record, currency)}</div>
		${contested(record, currency)}
		<div class="credit-columns">
			${block(__("By Days Late"), buckets(record, currency))}
			${block(__("Reasons"), reasons(record))}
		</div>
		${occurrences(record, currency)}`;
}

function tiles(record, currency) {
	const share = __("of {0} invoices, {1} %", [
		number(record.judged),
		number(record.late_share, 0),
	]);
	return [
		tile(__("Times Late"), number(record.times), share),
		tile(
			__("Paid Late or Overdue"),
			money(record.amount, currency),
			__("all occurrences together"),
		),
		tile(__("Overdue Now"), money(record.overdue, currency), "", record.overdue ? "warn" : ""),
		tile(__("Longest"), escape(__("{0} days", [number(record.longest)]))),
		tile(__("Days Late"), escape(average(record)), __("on average, by amount")),
	].join("");
}

function contested({ disputed }, currency) {
	if (!disputed) return "";
	const said = __("{0} are past their due date and disputed: they do not count as late.", [
		money(disputed, currency),
	]);
	return `<p class="text-muted small mt-2">${said}</p>`;
}

function average({ average_days }) {
	return average_days === null ? __("n/a") : __("{0} days", [number(average_days, 1)]);
}

function buckets({ buckets: rows }, currency) {
	const widest = Math.max(...rows.map((row) => row.amount));
	const shown = rows.map((row, index) => {
		const label = `${bucket_label(row)} (${number(row.times)})`;
		return `<div class="credit-bar ${row.times ? "" : "credit-bar--none"}">
			${bar_row(label, row.amount, widest, currency, TONES[index])}</div>`;
	});
	return `<div class="credit-bars">${shown.join("")}</div>`;
}

function bucket_label({ start, end }) {
	return end ? __("{0} days", [`${start}–${end}`]) : __("{0} days", [`>${start - 1}`]);
}

function reasons({ reasons: rows }) {
	const items = rows.map(({ reason, times }) => {
		const label = reason ? __(reason, null, NOTE) : __("not explained yet");
		const tone = reason ? "" : "text-muted";
		return `<tr class="${tone}"><td>${escape(label)}</td><td class="text-right">${number(times)}</td></tr>`;
	});
	return `<table class="table table-sm credit-documents"><tbody>${items.join("")}</tbody></table>`;
}

function occurrences(record, currency) {
	const rows = record.occurrences.map((row) => occurrence(row, currency, record.may_note));
	const cut =
		record.times > rows.length
			? __("Only the {0} newest are listed.", [number(rows.length)])
			: "";
	return `<div class="table-responsive"><table class="table table-sm credit-documents">
		<thead><tr><th>${__("Invoice", null, "Credit Overdue Note")}</th><th>${__("Due")}</th><th>${__("Paid on")}</th>
			<th class="text-right">${__("Days Late")}</th><th class="text-right">${__("Amount")}</th>
			<th>${__("Reason", null, "Credit Overdue Note")}</th></tr></thead>
		<tbody>${rows.join("")}</tbody></table></div>
		<p class="text-muted small">${escape(cut)}</p>`;
}

function occurrence(row, currency, may_note) {
	const paid = row.settled_on
		? day(row.settled_on)
		: pill(__("open", null, "Credit Overdue Note"), "orange");
	return `<tr>
		<td>${link("Sales Invoice", row.voucher_no)}</td>
		<td>${day(row.due)}</td>
		<td>${paid}</td>
		<td class="text-right">${number(row.days_late)}</td>
		<td class="text-right">${money(row.amount, currency)}</td>
		<td>${reason(row, may_note)}</td>
	</tr>`;
}

function reason({ voucher_no, note }, may_note) {
	const said = note ? `${escape(__(note.reason, null, NOTE))}${remark(note)}` : "";
	if (!may_note) return said;
	const label = note ? __("Change", null, "Credit Overdue Note") : __("Note the Reason");
	return `${said} <button type="button" class="btn btn-xs btn-default"
		data-note="${escape(voucher_no)}">${escape(label)}</button>`;
}

function remark({ remark: text }) {
	return text ? `<div class="text-muted small">${escape(text)}</div>` : "";
}
