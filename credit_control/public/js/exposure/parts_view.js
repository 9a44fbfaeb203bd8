// The parts of an exposure as HTML: what counts, what does not, what is behind it, what secures it.

import { bar_row, block, day, empty, tile } from "../desk/parts";
import { escape, grade_badge, link, money, number } from "../desk/text";
import { meter } from "../desk/meter";

/** `open` is the part whose documents are shown. */
export function exposure_html(view, open) {
	if (view.problem) return empty(view.problem);
	return `${head(view)}
		<div class="credit-tiles">${tiles(view)}</div>
		${meter({ before: view.exposure, after: view.exposure, limit: view.limit })}
		<div class="credit-columns">
			${block(__("Exposure by Part"), parts(view, open))}
			${block(__("Security and Insurance"), cover(view))}
		</div>`;
}

function head(view) {
	const file = view.file && frappe.model.can_read("Credit File");
	return `<div class="credit-picture__head">
		<b>${escape(view.customer_name)}</b>
		${grade_badge(view.grade)}
		<span class="text-muted">${escape(as_of(view))}</span>
		<span class="credit-strip__end">${file ? link("Credit File", view.file, __("Credit File")) : ""}</span>
	</div>`;
}

function as_of({ as_of: date, is_past }) {
	const shown = frappe.datetime.str_to_user(date);
	return is_past ? __("As it stood at the end of {0}", [shown]) : __("As of {0}", [shown]);
}

function tiles(view) {
	const { currency } = view;
	return [
		tile(__("Exposure"), money(view.exposure, currency), used(view)),
		limit(view),
		room(view),
		tile(__("Overdue"), money(view.overdue, currency), "", view.overdue ? "warn" : ""),
	].join("");
}

function used({ utilisation }) {
	return utilisation == null ? "" : __("{0} % of the limit", [number(utilisation, 1)]);
}

function limit(view) {
	const label = __("Limit", null, "Credit File");
	if (view.limit_problem) return tile(label, escape(__("n/a")), view.limit_problem);
	const words = { Unlimited: __("Unlimited"), "No Credit": __("No Credit") };
	const text = words[view.limit_mode];
	return tile(label, text ? escape(text) : money(view.limit, view.currency));
}

function room({ headroom, currency }) {
	if (headroom == null) return "";
	const over = headroom < 0;
	const label = over ? __("Over the Limit by") : __("Headroom");
	return tile(label, money(Math.abs(headroom), currency), "", over ? "bad" : "");
}

function parts({ parts: rows, currency, exposure, horizon_days }, open) {
	const widest = Math.max(...rows.map((row) => Math.abs(row.amount)));
	const total = `<div class="credit-bar credit-bar--total"><span>${__("Exposure")}</span><span></span>
		<span class="credit-bar__amount">${money(exposure, currency)}</span></div>`;
	const note = horizon_days
		? __("Orders count that are to be delivered within {0} days.", [number(horizon_days)])
		: "";
	return `<div class="credit-bars">${rows.map((row) => part_row(row, widest, currency, open)).join("")}
		${total}</div><p class="text-muted small">${escape(note)}</p>`;
}

function part_row(row, widest, currency, open) {
	const signed = row.deducts ? -row.amount : row.amount;
	const label = row.counts ? row.label : __("{0} (does not count)", [row.label]);
	const tone = row.deducts ? "credit" : "owed";
	const shown = bar_row(label, signed, widest, currency, row.counts ? tone : "fresh");
	const off = row.counts ? "" : "credit-bar--off";
	if (!row.amount) return `<div class="credit-bar credit-bar--none ${off}">${shown}</div>`;
	const is_open = row.part === open;
	const hint = __("Show the documents behind {0}", [row.label]);
	return `<button type="button" class="credit-bar credit-bar--open ${off}" data-part="${escape(row.part)}"
		aria-expanded="${is_open}" title="${escape(hint)}">${shown}</button>`;
}

function cover({ cover: found, exposure, currency }) {
	if (found.problem) return empty(found.problem);
	if (found.secured === null && found.insured === null) {
		return empty(__("Nothing secures or insures what this customer owes."));
	}
	const widest = Math.max(exposure, 0);
	const row = (label, amount, tone) =>
		`<div class="credit-bar">${bar_row(label, amount, widest, currency, tone)}</div>`;
	const rows = [
		found.secured === null ? "" : row(__("Securities, after haircut"), found.secured, "fresh"),
		found.insured === null ? "" : row(__("Insurance"), found.insured, "fresh"),
		row(__("Covered part"), found.covered, "credit"),
		row(__("Unsecured part"), found.unsecured, "owed"),
	];
	const ends = found.expires ? __("The first of them ends on {0}.", [day(found.expires)]) : "";
	return `<div class="credit-bars">${rows.join("")}</div><p class="text-muted small">${ends}</p>`;
}
