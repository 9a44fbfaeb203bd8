// The documents behind a part of the exposure as HTML, a page at a time.

import { block, day, empty } from "../desk/parts";
import { escape, link, money, number } from "../desk/text";

export function documents_html(found, label, currency) {
	const title = __("{0}: {1}", [label, format_currency(found.total, currency)]);
	return block(title, `${table(found, currency)}${hidden(found, currency)}${pages(found)}`);
}

function table({ rows, hidden: { count } }, currency) {
	if (!rows.length) return count ? "" : empty(__("There are no documents."));
	return `<div class="table-responsive"><table class="table table-sm credit-documents">
		<thead><tr><th>${__("Document", null, "Credit File")}</th><th>${__("Date")}</th>
			<th>${__("Due")}</th><th class="text-right">${__("Amount")}</th></tr></thead>
		<tbody>${rows.map((row) => line(row, currency)).join("")}</tbody></table></div>`;
}

function line(row, currency) {
	return `<tr>
		<td>${link(row.voucher_type, row.voucher_no)}
			<div class="text-muted small">${escape(__(row.voucher_type))}</div></td>
		<td>${day(row.date)}</td>
		<td>${day(row.due_date)}</td>
		<td class="text-right">${money(row.amount, currency)}</td>
	</tr>`;
}

function hidden({ hidden: { count, amount } }, currency) {
	if (!count) return "";
	const text =
		count === 1
			? __("1 document you may not open: {0}.", [format_currency(amount, currency)])
			: __("{0} documents you may not open: {1} in all.", [
					number(count),
					format_currency(amount, currency),
				]);
	return `<p class="text-muted">${escape(text)}</p>`;
}

function pages({ start, page, count }) {
	if (count <= page) return "";
	const last = Math.min(start + page, count);
	const shown = __("{0} to {1} of {2}", [number(start + 1), number(last), number(count)]);
	return `<p class="credit-pages">
		${step(start - page, start > 0, __("Earlier"))}
		<span class="text-muted">${escape(shown)}</span>
		${step(start + page, last < count, __("Later"))}
	</p>`;
}

function step(start, possible, label) {
	return `<button type="button" class="btn btn-xs btn-default" data-start="${start}"
		${possible ? "" : "disabled"}>${escape(label)}</button>`;
}
