// Everything about one case beside the list, as HTML.

import { strip_html } from "../desk/strip_view";
import { escape, labelled, link, money, pill, short_money } from "../desk/text";
import { COLOURS, FORM, OUTCOMES, word } from "./outcomes";
import { next_step } from "./row_view";

const DISPUTE = "Payment Dispute";
const PROMISE = "Promise to Pay";
const PLAN = "Repayment Plan";
const NOTICE = "Collection Notice";

export function detail_html(view) {
	const { case: row } = view;
	return `${head_html(row)}
		${people_html(view)}
		${view.may_write ? outcomes_html(view) : ""}
		${view.standing ? `<section class="credit-strip">${strip_html(view.standing)}</section>` : ""}
		<div class="cl-columns">
			<div>${items_html(view)}</div>
			<div>
				${section(__("Why It Has This Priority"), reasons_html(row.reasons))}
				${commitments_html(view)}
				${view.notes ? section(__("Notes"), `<p class="cl-text">${escape(view.notes)}</p>`) : ""}
				${section(__("Last Contacts"), contacts_html(view))}
			</div>
		</div>`;
}

const section = (title, html) => `<section class="cl-section"><h5>${title}</h5>${html}</section>`;
const none = (text) => `<p class="text-muted">${escape(text)}</p>`;
const day = (value) => (value ? frappe.datetime.str_to_user(value) : "");

function head_html(row) {
	const collector = row.collector_name || __("Nobody", null, "Collection Case");
	return `<header class="cl-head">
		<button class="btn btn-default btn-xs cl-back">${__("Back")}</button>
		<div>
			<h3>${link("Customer", row.customer, row.customer_name)}</h3>
			<p class="text-muted">${link(FORM, row.name)} · ${escape(row.company)} ·
				${__("Collector: {0}", [escape(collector)])} · ${escape(next_step(row))}</p>
		</div>
		<div class="cl-sum"><b>${money(row.overdue_amount, row.currency)}</b>
			<small>${days_overdue(row.oldest_days)}</small> ${pill(word(row.stage), COLOURS[row.stage])}</div>
	</header>`;
}

const days_overdue = (days) => (days === 1 ? __("1 day overdue") : __("{0} days overdue", [days]));

export function people_html({ people }) {
	if (!people.length) {
		return `<p class="cl-people text-muted">${__("No telephone number or e-mail address of this customer is known.")}</p>`;
	}
	return `<ul class="cl-people">${people.map(person_html).join("")}</ul>`;
}

function person_html(person) {
	const numbers = [...new Set([person.phone, person.mobile].filter(Boolean))];
	const calls = numbers.map(
		(number) =>
			`<a class="btn btn-default btn-xs" data-person="${escape(person.name)}" data-phone="${escape(number)}"
				href="tel:${escape(number.replace(/[^\d+*#]/g, ""))}"><span aria-hidden="true">☎</span> ${escape(number)}</a>`,
	);
	const mail = person.email
		? `<button class="btn btn-default btn-xs" data-mail="${escape(person.email)}"><span aria-hidden="true">✉</span> ${escape(person.email)}</button>`
		: "";
	return `<li><b>${escape(person.name)}</b> <small>${escape(person.role ? __(person.role) : "")}</small>
		${calls.join("")} ${mail}</li>`;
}

function outcomes_html(view) {
	const buttons = OUTCOMES.filter(({ right }) => !right || view[right]).map(
		({ key, name }) =>
			`<button class="btn btn-default btn-sm" data-outcome="${name}"><kbd>${key}</kbd> ${escape(word(name))}</button>`,
	);
	return `<div class="cl-outcomes">
		<textarea class="form-control cl-note" rows="2" aria-label="${__("Note", null, "Collection Case")}"
			placeholder="${frappe.is_mobile() ? __("Note", null, "Collection Case") : __("Note for the next outcome (N to write, Esc to go back to the keys)")}"></textarea>
		<div class="cl-buttons">${buttons.join("")}</div>
		<div class="cl-buttons">
			<button class="btn btn-default btn-sm" data-do="other"><kbd>V</kbd> ${__("Visit, Letter or Other Contact")}</button>
			<button class="btn btn-default btn-sm" data-do="hand_over"><kbd>H</kbd> ${__("Hand Over", null, "Collection Case")}</button>
		</div>
	</div>`;
}

function items_html(view) {
	const { currency } = view.case;
	if (!view.items.length)
		return section(__("Open Items", null, "Collection Case"), none(__("Nothing is open.")));
	const rows = view.items.map((item) => item_html(item, currency)).join("");
	const more = view.more_items
		? `<p class="text-muted">${__("{0} more items are open.", [view.more_items])}</p>`
		: "";
	const credit = view.unallocated
		? `<p class="text-muted">${__("{0} stand to the customer's credit and are not allocated yet.", [money(view.unallocated, currency)])}</p>`
		: "";
	return section(
		__("Open Items", null, "Collection Case"),
		`${ageing_html(view)}<table class="cl-items"><tbody>${rows}</tbody></table>${more}${credit}`,
	);
}

function item_html(item, currency) {
	const marks = [
		item.disputed && pill(__("Disputed {0}", [money(item.disputed, currency)]), "orange"),
		item.planned && pill(__("In a plan {0}", [money(item.planned, currency)]), "green"),
		item.reason && `<small>${escape(__(item.reason, null, "Credit Overdue Note"))}</small>`,
	];
	return `<tr>
		<td>${link(item.voucher_type, item.voucher_no)} ${marks.filter(Boolean).join(" ")}</td>
		<td>${day(item.due_date)}</td>
		<td class="${item.days ? "cl-late" : "text-muted"}">${item.days ? days_overdue(item.days) : __("not due")}</td>
		<td class="cl-amount">${money(item.amount, currency)}</td>
	</tr>`;
}

function ageing_html({ ageing, ageing_edges, case: { currency } }) {
	const labels = [__("Not due"), ...bucket_labels(ageing_edges)];
	const total = ageing.reduce((sum, amount) => sum + amount, 0);
	const parts = ageing.map((amount, at) => {
		if (!amount) return "";
		const title = labelled(labels[at], money(amount, currency));
		return `<span class="cl-age-${at}" style="flex-grow: ${amount / total}" title="${title}"></span>`;
	});
	const legend = ageing.map((amount, at) =>
		amount
			? `<li><i class="cl-age-${at}"></i>${labels[at]} <b>${short_money(amount, currency)}</b></li>`
			: "",
	);
	return `<div class="cl-ageing" aria-hidden="true">${parts.join("")}</div><ul class="cl-legend">${legend.join("")}</ul>`;
}

function bucket_labels(edges) {
	const starts = [1, ...edges.map((edge) => edge + 1)];
	return starts.map((start, at) =>
		at < edges.length
			? __("{0}–{1} days", [start, edges[at]])
			: __("over {0} days", [edges[at - 1]]),
	);
}

/** The reasons of a priority with their points, and their sum. */
export function reasons_html(reasons) {
	if (!reasons.length) return none(__("Nothing is overdue."));
	const total = reasons.reduce((sum, { points }) => sum + points, 0);
	const rows = reasons.map(
		({ points, text }) =>
			`<tr><td class="cl-amount">${points > 0 ? "+" : ""}${points}</td><td>${escape(text)}</td></tr>`,
	);
	return `<table class="cl-reasons"><tbody>${rows.join("")}
		<tr class="cl-total"><td class="cl-amount">${total}</td><td>${__("Priority", null, "Collection Case")}</td></tr></tbody></table>`;
}

const TONES = {
	[PROMISE]: { Open: "blue", Kept: "green", "Partly Kept": "yellow", Broken: "red" },
	[PLAN]: { "On Track": "blue", "In Default": "red" },
	[DISPUTE]: { Draft: "gray", Open: "orange" },
};

function commitments_html(view) {
	const { currency } = view.case;
	const lines = [
		...view.promises.map((row) => [PROMISE, row, row.amount, row.promised_date]),
		...view.plans.map((row) => [PLAN, row, row.total_amount, row.next_due]),
		...view.disputes.map((row) => [DISPUTE, row, row.disputed_amount, row.due_date]),
	];
	const title = __("Promises, Plans and Disputes");
	if (!lines.length) return section(title, none(__("There are none.")));
	const items = lines.map(
		([
			doctype,
			row,
			amount,
			due,
		]) => `<li>${link(doctype, row.name)} <small>${__(doctype)}</small>
			${pill(__(row.status, null, doctype), TONES[doctype][row.status])}
			<span>${money(amount, currency)} · ${day(due)}</span></li>`,
	);
	return section(
		title,
		`<ul class="cl-list">${items.join("")}</ul>${reliability_html(view.reliability)}`,
	);
}

function reliability_html({ judged, kept }) {
	if (!judged) return "";
	return `<p class="text-muted">${__("{0} of {1} promises were kept.", [kept, judged])}</p>`;
}

function contacts_html({ contacts, notices }) {
	const entries = [
		...contacts.map((row) => ({ on: row.on, html: contact_html(row) })),
		...notices.map((row) => ({ on: row.taken_on, html: notice_html(row) })),
	];
	// days and moments as ISO text: the later one is the greater one
	entries.sort((one, other) => (one.on < other.on ? 1 : -1));
	if (!entries.length) return none(__("Nobody has contacted this customer yet."));
	return `<ul class="cl-list">${entries.map(({ html }) => html).join("")}</ul>`;
}

function notice_html(row) {
	return `<li>${link(NOTICE, row.name, __(row.step_label, null, "Collection Strategy"))} ${pill(__(row.status, null, NOTICE), "gray")}
		<small>${escape(__(row.channel, null, NOTICE))} · ${day(row.taken_on)}</small></li>`;
}

function contact_html(row) {
	const title = row.outcome ? labelled(word(row.channel), word(row.outcome)) : row.title;
	return `<li><b>${escape(title)}</b>
		<small>${escape(frappe.datetime.str_to_user(row.on))} ${escape(row.by || "")}</small>
		${row.text ? `<p class="cl-text">${escape(row.text)}</p>` : ""}</li>`;
}
