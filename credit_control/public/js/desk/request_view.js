// A Credit Limit Request as HTML: the decision, the customer now, what an approval would change, the pack.

import { block, empty, tile } from "./parts";
import { escape, grade_badge, link, money, number, pill } from "./text";

/** Large enough for a thumb: on a phone Frappe hides a form's buttons in a menu. */
export function decision_html({ wanted, rights: { level, waits_for, decide, on_behalf_of } }) {
	if (!level) return "";
	const asked = `<p><b>${escape(wanted || "")}</b></p>`;
	if (!decide) {
		return `${asked}<p class="text-muted">${escape(__("Level {0} is decided by {1}.", [level, waits_for]))}</p>`;
	}
	const deputy = on_behalf_of
		? `<p>${escape(__("You stand in for {0}.", [frappe.user.full_name(on_behalf_of)]))}</p>`
		: "";
	return `<div class="credit-decision" role="group" aria-label="${__("Decision")}">${asked}${deputy}
		<button type="button" class="btn btn-success credit-decision__yes" data-decide="approve">${__("Approve")}</button>
		<button type="button" class="btn btn-default" data-decide="send_back">${__("Send Back")}</button>
		<button type="button" class="btn btn-default credit-decision__no" data-decide="reject">${__("Reject")}</button>
	</div>`;
}

export function now_html({ problem, now }) {
	if (problem) return empty(problem);
	if (!now) return "";
	return `<div class="credit-picture__head">${grade_badge(now.grade)}</div>
		<div class="credit-tiles">${tiles(now)}</div>`;
}

function tiles(now) {
	return [
		tile(__("Limit", null, "Credit File"), limit_text(now), limit_caption(now)),
		tile(__("Exposure"), money(now.exposure, now.currency), used(now.utilisation)),
		tile(
			__("Overdue"),
			money(now.overdue, now.currency),
			now.overdue
				? __("oldest {0} days", [now.oldest_overdue_days])
				: __("nothing is overdue"),
			now.overdue ? "warn" : "",
		),
	].join("");
}

function limit_text(now) {
	if (now.limit === null) return escape(__("Unlimited"));
	if (now.limit_mode === "No Credit") return escape(__("No Credit"));
	return money(now.limit, now.currency);
}

function limit_caption(now) {
	if (!now.assessed) return __("not assessed");
	if (!now.temporary) return "";
	const until = frappe.datetime.str_to_user(now.temporary_until);
	return __("with {0} until {1}", [format_currency(now.temporary, now.currency), until]);
}

const used = (percent) => (percent === null ? "" : __("{0} % used", [number(percent)]));

export function effect_html({ now, effect }) {
	if (!effect) return empty(__("Enter how much and until when to see the effect."));
	return `${warnings(effect.warnings)}
		<div class="credit-tiles">
			${tile(__("Limit Afterwards"), after(effect, now), days(effect))}
			${tile(__("Utilisation Afterwards"), share(effect.utilisation), room(effect, now), over(effect))}
			${tile(__("Approvals"), approvers(effect.approvers))}
		</div>
		${effect.holds.length ? block(__("Held Documents"), held(effect.holds, now)) : ""}`;
}

function warnings(list) {
	if (!list.length) return "";
	const items = list.map((text) => `<li>${escape(text)}</li>`).join("");
	return `<ul class="credit-notes">${items}</ul>`;
}

const after = ({ limit }, now) =>
	limit === null ? escape(__("Unlimited")) : money(limit, now.currency);

function days({ from, until }) {
	if (!until) return "";
	const shown = [from, until].map((date) => frappe.datetime.str_to_user(date));
	return __("from {0} until {1}", shown);
}

const share = (percent) => (percent === null ? "–" : `${number(percent)} %`);
const over = ({ headroom }) => (headroom !== null && headroom < 0 ? "bad" : "");

function room({ headroom }, now) {
	if (headroom === null) return "";
	const amount = format_currency(Math.abs(headroom), now.currency);
	return headroom < 0 ? __("{0} over the limit", [amount]) : __("{0} left", [amount]);
}

function approvers(list) {
	return list.map(({ level, label }) => `<div>${level} · ${escape(label)}</div>`).join("");
}

function held(list, now) {
	const rows = list.map(
		(row) => `<tr>
			<td>${link(row.doctype, row.document)}</td>
			<td class="text-right">${money(row.amount, now.currency)}</td>
			<td>${verdict(row)}</td>
		</tr>`,
	);
	return `<div class="credit-scroll"><table class="table table-sm credit-request__holds"><tbody>${rows.join("")}</tbody></table></div>`;
}

function verdict({ passes, reason }) {
	if (passes) return pill(__("would pass"), "green");
	const why = reason ? `<div class="text-muted small">${escape(reason)}</div>` : "";
	return pill(__("still held"), "red") + why;
}

export function pack_html({ as_of, sections }) {
	const parts = sections.map(section).join("");
	return `<p class="text-muted small">${escape(__("As of {0}", [as_of]))}</p>${parts}`;
}

function section({ title, pairs, columns, rows, note, warnings: found }) {
	const body = [
		note && `<p class="text-muted">${escape(note)}</p>`,
		warnings(found),
		pairs.length && pair_list(pairs),
		rows.length && table(columns, rows),
	];
	return block(title, body.filter(Boolean).join(""));
}

function pair_list(pairs) {
	const items = pairs.map(
		([label, value]) => `<div><dt>${escape(label)}</dt><dd>${escape(value)}</dd></div>`,
	);
	return `<dl class="credit-pairs">${items.join("")}</dl>`;
}

function table(columns, rows) {
	const side = (number) => (columns[number].figures ? "text-right" : "");
	const head = columns.map(({ title }, n) => `<th class="${side(n)}">${escape(title)}</th>`);
	const lines = rows.map(
		(row) =>
			`<tr>${row.map((text, n) => `<td class="${side(n)}">${escape(text)}</td>`).join("")}</tr>`,
	);
	return `<div class="credit-scroll"><table class="table table-sm">
		<thead><tr>${head.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table></div>`;
}
