// The credit strip as HTML: one line of figures, below it why a document is held.

import { exposure_link } from "./exposure_link";
import { meter } from "./meter";
import { escape, grade_badge, link, money, pill, short_money } from "./text";

export function strip_html(strip, doctype) {
	if (strip.problem) return problem_html(strip);
	return `<div class="credit-strip__line">
			${grade_badge(strip.grade)}
			${exposure(strip, doctype)}
			${limit(strip)}
			${room(strip)}
			${overdue(strip)}
			<span class="credit-strip__end">${strip.mode === "Warn Only" ? warn_only() : ""}${file_link(strip)}</span>
		</div>
		${notes(strip)}
		${hold_line(strip)}
		${verdict(strip)}`;
}

function notes(strip) {
	if (!strip.notes.length) return "";
	const items = strip.notes.map(
		({ tone, label, text }) => `<li>${pill(label, tone)} <span>${escape(text)}</span></li>`,
	);
	return `<ul class="credit-strip__notes">${items.join("")}</ul>`;
}

function problem_html(strip) {
	return `<div class="credit-strip__line">${pill(__("Credit", null, "Credit File"), "orange")}
		<span class="credit-strip__text">${escape(strip.problem)}</span></div>`;
}

function figure(label, value, extra = "") {
	return `<span class="credit-figure ${extra}">
		<span class="credit-figure__label">${escape(label)}</span>
		<span class="credit-figure__value">${value}</span>
	</span>`;
}

function exposure(strip, doctype) {
	const value = exposure_link(strip, short_money(strip.exposure, strip.currency));
	return figure(exposure_label(strip, doctype), value);
}

function exposure_label(strip, doctype) {
	if (!strip.document || !strip.document.amount) return __("Exposure");
	const labels = {
		Quotation: __("Exposure with This Quotation"),
		"Sales Order": __("Exposure with This Order"),
		"Delivery Note": __("Exposure with This Delivery"),
		"Sales Invoice": __("Exposure with This Invoice"),
		"POS Invoice": __("Exposure with This Invoice"),
	};
	return labels[doctype];
}

function limit(strip) {
	return figure(__("Limit", null, "Credit File"), limit_text(strip, short_money));
}

export function limit_text(strip, amount = money) {
	const text = {
		Unlimited: __("Unlimited"),
		"No Credit": __("No Credit"),
	}[strip.limit_mode];
	const shown = text ? escape(text) : amount(strip.limit, strip.currency);
	return strip.assessed ? shown : `${shown} <small>(${__("not assessed")})</small>`;
}

function room(strip) {
	if (strip.limit === null || strip.limit_mode === "No Credit") return "";
	const over = strip.headroom < 0;
	const label = over ? __("Over the Limit by") : __("Headroom");
	const value = short_money(Math.abs(strip.headroom), strip.currency);
	const bar = meter({
		before: strip.exposure_before,
		after: strip.exposure,
		limit: strip.limit,
	});
	return bar + figure(label, value, over ? "credit-figure--bad" : "");
}

function overdue(strip) {
	if (!strip.overdue) return figure(__("Overdue"), escape(__("None", null, "Credit File")));
	const value = `${short_money(strip.overdue, strip.currency)}
		<small title="${__("The oldest open item")}">${__("{0} days", [strip.oldest_overdue_days])}</small>`;
	return figure(__("Overdue"), value, "credit-figure--warn");
}

function warn_only() {
	const hint = __("Documents are judged and recorded but never held.");
	return `<span title="${escape(hint)}">${pill(__("Warn only"), "blue")}</span>`;
}

function file_link(strip) {
	if (!strip.file || !frappe.model.can_read("Credit File")) return "";
	return link("Credit File", strip.file, __("Credit File"));
}

/** What submitting the document now would give, with every reason and what would clear it. */
function verdict(strip) {
	const found = strip.document;
	if (!found) return "";
	if (found.exemption) return note(__("Not judged: {0}", [found.exemption]));
	if (!found.reasons.length) return "";
	const more = found.reasons.length - 1;
	const others = more ? `<small>${escape(more_reasons(more))}</small>` : "";
	return `<details class="credit-strip__why">
		<summary>${strip.hold ? "" : pill(...outcome_pill(strip))} <span>${escape(found.headline || found.reasons[0])}</span> ${others}</summary>
		<div class="credit-strip__detail">
			${sentences(__("Why"), found.reasons)}
			${sentences(__("What would clear it"), found.clearings)}
		</div>
	</details>`;
}

function more_reasons(count) {
	return count === 1 ? __("and 1 more reason") : __("and {0} more reasons", [count]);
}

function outcome_pill(strip) {
	const pills = {
		Held: [__("Would be held"), "red"],
		Warned: [__("Warning"), "orange"],
		Released: [__("Released"), "green"],
	};
	if (strip.document.outcome === "Held" && strip.mode === "Warn Only") {
		return [__("Breaks the policy"), "orange"];
	}
	return pills[strip.document.outcome] || [__("Note"), "gray"];
}

function sentences(title, list) {
	if (!list.length) return "";
	const items = list.map((text) => `<li>${escape(text)}</li>`).join("");
	return `<div><h6>${escape(title)}</h6><ul>${items}</ul></div>`;
}

function note(text) {
	return `<div class="credit-strip__note">${escape(text)}</div>`;
}

const HOLD_COLOURS = {
	Held: "red",
	"Release Requested": "orange",
	Released: "green",
	Rejected: "red",
};

function hold_line(strip) {
	const hold = strip.hold;
	if (!hold) return "";
	const name = hold.may_read ? link("Credit Hold", hold.name) : escape(hold.name);
	return `<div class="credit-strip__hold">
		${pill(__(hold.status, null, "Credit Hold"), HOLD_COLOURS[hold.status])}
		<span class="credit-strip__text">${escape(hold_text(hold, strip.currency))}</span>
		<span class="credit-strip__end">${name}</span>
	</div>`;
}

function hold_text(hold, currency) {
	if (hold.status === "Held")
		return __("It cannot be submitted until it is cleared or released.");
	if (hold.status === "Release Requested") {
		return __("Asked by {0}: {1}", [hold.requested_by, hold.request_reason]);
	}
	if (hold.status === "Rejected") {
		return __("Rejected by {0}: {1}", [hold.released_by, hold.release_reason]);
	}
	return __("Released by {0} up to {1} until {2}: {3}", [
		hold.released_by,
		format_currency(hold.amount_cap, currency),
		frappe.datetime.str_to_user(hold.valid_to),
		hold.release_reason,
	]);
}
