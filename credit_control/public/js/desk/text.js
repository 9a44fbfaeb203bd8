// What every view writes: escaped text, money, links, badges.

export const escape = (text) => frappe.utils.escape_html(cstr(text));

/** Names one after the other, divided as the reader's language divides them. */
export const listed = (texts) => joined(texts, __("{first}, {second}"));

/** Parts of a sentence, which may have commas of their own. */
export const clauses = (texts) => joined(texts, __("{first}; {second}"));

/** Whole sentences: Chinese has no space between them. */
export const sentences = (texts) => joined(texts, __("{first} {second}"));

/** A divider alone is no text to translate: each stands between two texts. */
function joined(texts, pair) {
	if (!texts.length) return "";
	return texts.reduce((first, second) =>
		pair.replace(/\{(first|second)\}/g, (_found, which) => ({ first, second })[which]),
	);
}

/** A figure behind its name: Chinese has a colon of its own. Both may be HTML. */
export const labelled = (label, value) => __("{0}: {1}", [label, value]);

export const money = (amount, currency) => escape(format_currency(amount, currency));

/** For a line that is read at a glance: no decimals from a thousand on, the exact figure as the title. */
export function short_money(amount, currency) {
	if (Math.abs(amount) < 1000) return money(amount, currency);
	const exact = money(amount, currency);
	return `<span title="${exact}">${escape(format_currency(amount, currency, 0))}</span>`;
}

export const number = (value, decimals = 0) =>
	format_number(value, frappe.boot.sysdefaults.number_format, decimals);

/** A link into the desk that works under /app as well as under /desk. */
export function link(doctype, name, label) {
	const href = frappe.utils.get_form_link(doctype, name);
	return `<a href="${href}">${escape(label || name)}</a>`;
}

const TONES = {
	AAA: "good",
	AA: "good",
	A: "good",
	BBB: "fair",
	BB: "fair",
	B: "fair",
	CCC: "poor",
	CC: "poor",
	C: "poor",
	D: "poor",
};

export function grade_badge(grade) {
	const label = grade ? __("Grade {0}", [grade]) : __("No grade yet");
	const text = grade ? escape(grade) : __("No Grade");
	const tone = TONES[grade] || "none";
	return `<span class="credit-grade credit-grade--${tone}" title="${escape(label)}"
		aria-label="${escape(label)}">${text}</span>`;
}

export function pill(label, colour) {
	return `<span class="indicator-pill ${colour} credit-pill">${escape(label)}</span>`;
}
