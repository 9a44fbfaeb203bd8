// The way to the exposure page of a customer, with a part opened where one is named.

import { escape } from "./text";

export function exposure_href({ customer, company, part, as_of }) {
	const given = Object.entries({ customer, company, part, as_of }).filter(([, value]) => value);
	const base = frappe.utils.generate_route({ type: "page", name: "credit-exposure" });
	return `${base}?${new URLSearchParams(given)}`;
}

/** `label` is HTML. */
export function exposure_link(asked, label) {
	const hint = __("Show the parts of the exposure and the documents behind them");
	return `<a href="${escape(exposure_href(asked))}" title="${escape(hint)}">${label}</a>`;
}
