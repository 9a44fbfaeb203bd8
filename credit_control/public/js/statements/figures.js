// Figures of statements: read as accountants type them, and what follows from those given.

import { escape } from "../desk/text";

export const FORM = "Customer Financial Statement";
export const LINE = "Financial Statement Line";
/** The colours of Altman's zones, and of a trend that is good or not. */
export const ZONES = { Safe: "green", Grey: "orange", Distress: "red" };
export const TONES = { Better: "green", Worse: "red", Same: "gray" };
export const SECTIONS = ["Balance Sheet", "Income", "Cash Flow"];

/** A section by the name of its printed statement. */
export function section_title(section) {
	const titles = {
		"Balance Sheet": __("Balance Sheet"),
		Income: __("Income Statement"),
		"Cash Flow": __("Cash Flow Statement"),
	};
	return titles[section] || section;
}

export const line_label = (line) => __(line, null, LINE);

/** A typed figure: null for a blank or dash, undefined for what is no figure. Spaces, commas, (brackets) are fine. */
export function typed(text) {
	const bare = cstr(text).normalize("NFKC").replace(/[\s,]/g, "");
	if (["", "-", "–", "—"].includes(bare)) return null;
	const negative = /^\((.*)\)$/.exec(bare);
	const digits = negative ? negative[1] : bare.replace(/^[−–]/, "-");
	if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(digits)) return undefined;
	return negative ? -Number(digits) : Number(digits);
}

/** A figure with separators and only the decimals that it has; blank stays blank. */
export function shown(value, decimals) {
	if (value == null || value === "") return "";
	const places = decimals ?? Math.min((String(value).split(".")[1] || "").length, 6);
	return format_number(value, null, places);
}

/** Assets are liabilities and equity: the one sum that is no line of its own. */
const BALANCE = { line: "Total Assets", plus: ["Total Liabilities", "Equity"], minus: [] };

/** What totals come to, by line: those not given, and those given that differ (engine/statement.py does the same). */
export function totals(lines, given) {
	const rules = [...lines.filter(({ plus }) => plus), BALANCE];
	const is_total = new Set(rules.map(({ line }) => line));
	const known = new Map(given);
	const derived = new Map();
	let found = next_total(rules, known, is_total);
	while (found) {
		known.set(...found);
		derived.set(...found);
		found = next_total(rules, known, is_total);
	}
	const differing = new Map();
	for (const rule of rules) {
		const made = made_of(rule, known);
		if (made != null && Math.abs(known.get(rule.line) - made) > 1)
			differing.set(rule.line, made);
	}
	return { derived, differing };
}

function next_total(rules, known, is_total) {
	for (const rule of rules) {
		const made = made_of(rule, known);
		if (made != null && !known.has(rule.line)) return [rule.line, made];
	}
	return rules.map((rule) => solved(rule, known, is_total)).find(Boolean);
}

/** The only unknown part of a sum that is given, when it is a total itself. */
function solved({ line, plus, minus }, known, is_total) {
	const unknown = [...plus, ...minus].filter((part) => !known.has(part));
	if (!known.has(line) || unknown.length !== 1 || !is_total.has(unknown[0])) return null;
	const sum = (names) => names.reduce((total, name) => total + (known.get(name) ?? 0), 0);
	const gap = known.get(line) - sum(plus) + sum(minus);
	return [unknown[0], plus.includes(unknown[0]) ? gap : -gap];
}

function made_of({ plus, minus }, known) {
	if ([...plus, ...minus].some((line) => !known.has(line))) return null;
	const sum = (names) => names.reduce((total, line) => total + known.get(line), 0);
	return sum(plus) - sum(minus);
}

/** A figure or n/a, with the reason on hover. */
export function or_reason(text, reason) {
	const title = reason ? ` title="${escape(reason)}"` : "";
	if (text) return `<span${title}>${escape(text)}</span>`;
	return `<span class="credit-missing"${title}>${__("n/a")}</span>`;
}
