// One held document of the worklist as HTML: a row of a table, on a narrow screen a card.

import { escape, grade_badge, link, listed, money, pill, short_money } from "../desk/text";

const COLOURS = { Held: "red", "Release Requested": "orange", Rejected: "gray" };

export function head_html(may_decide) {
	const titles = [
		may_decide ? `<input type="checkbox" data-all aria-label="${__("Choose All")}">` : "",
		__("Document", null, "Credit Hold"),
		__("Customer"),
		__("Amount"),
		__("Why", null, "Credit Hold"),
		__("Standing"),
		__("Waiting", null, "Credit Hold"),
		__("Salesperson", null, "Credit Hold"),
	];
	return `<tr>${titles.map((title) => `<th scope="col">${title}</th>`).join("")}</tr>`;
}

export function row_html(row, { may_decide, checked }) {
	return `<tr tabindex="0" data-hold="${escape(row.name)}" class="${checked ? "is-checked" : ""}">
		<td class="cw-check">${may_decide ? check_html(row, checked) : ""}</td>
		<td class="cw-document">${document_html(row)}</td>
		<td class="cw-customer">${customer_html(row)}</td>
		<td class="cw-amount">${short_money(row.amount, row.currency)}</td>
		<td class="cw-why">${why_html(row)}</td>
		<td class="cw-standing">${standing_html(row)}</td>
		<td class="cw-age" title="${escape(held_on(row))}">${escape(age(row.waiting_hours))}</td>
		<td class="cw-seller">${escape(row.seller || "")}</td>
	</tr>`;
}

function check_html(row, checked) {
	const label = __("Choose {0}", [row.reference_name]);
	const own = row.own
		? `disabled title="${escape(__("Another Credit Manager must decide."))}"`
		: "";
	return `<input type="checkbox" data-check aria-label="${escape(label)}" ${own} ${checked ? "checked" : ""}>`;
}

function document_html(row) {
	return `${link(row.reference_doctype, row.reference_name)}
		<small>${escape(__(row.reference_doctype))}</small>
		${pill(__(row.status, null, "Credit Hold"), COLOURS[row.status])}`;
}

function customer_html(row) {
	return `${grade_badge(row.grade)} ${link("Customer", row.customer, row.customer_name)}
		<small>${escape(row.customer_group || "")}</small>`;
}

/** The first reason in the row; all of them, and what would clear it, when it is opened. */
function why_html(row) {
	const checks = listed(row.checks.map((check) => __(check)));
	return `${request_html(row)}
		<details>
			<summary>${escape(checks || __("Why", null, "Credit Hold"))}</summary>
			${list_html(row.reasons)}
			${row.clearings.length ? `<h6>${__("What would clear it")}</h6>${list_html(row.clearings)}` : ""}
			${reserved_html(row)}
		</details>`;
}

function request_html(row) {
	if (row.status === "Rejected") {
		return `<p class="cw-request">${escape(__("Rejected: {0}", [row.release_reason || ""]))}</p>`;
	}
	if (!row.requester) return "";
	const text = __("{0}: {1}", [row.requester, row.request_reason || ""]);
	return `<p class="cw-request">${escape(text)}</p>`;
}

function reserved_html(row) {
	if (!row.reserved_amount) return "";
	const text = __("{0} are kept for documents that were cleared before.", [
		format_currency(row.reserved_amount, row.currency),
	]);
	return `<p class="text-muted">${escape(text)}</p>`;
}

function list_html(sentences) {
	return `<ul>${sentences.map((text) => `<li>${escape(text)}</li>`).join("")}</ul>`;
}

function standing_html(row) {
	const limit = {
		Unlimited: escape(__("Unlimited")),
		"No Credit": escape(__("No Credit")),
	}[row.limit_mode];
	const overdue = row.overdue_amount
		? `<small class="cw-late">${__("Overdue {0}, {1} days", [
				money(row.overdue_amount, row.currency),
				row.oldest_overdue_days,
			])}</small>`
		: "";
	return `<span title="${escape(__("Exposure with the document, and the limit"))}">
			${short_money(row.exposure_after, row.currency)} / ${limit || short_money(row.effective_limit, row.currency)}
		</span>${overdue}`;
}

function held_on(row) {
	return row.held_on ? frappe.datetime.str_to_user(row.held_on) : "";
}

export function age(hours) {
	if (hours === null) return "";
	if (hours < 1) return __("less than an hour");
	if (hours < 48) return hours === 1 ? __("1 hour") : __("{0} hours", [hours]);
	return __("{0} days", [Math.floor(hours / 24)]);
}
