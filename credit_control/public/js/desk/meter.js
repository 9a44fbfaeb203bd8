// The bar that shows how much of a limit is used.

import { escape, number } from "./text";

/** The share of the limit from which the bar warns; the policy's own warning line is judged on the server. */
const WARNING = 80;

/**
 * `before` is what is owed without the document at hand, `after` with it.
 * The scale ends at the limit, or at the exposure when that is higher.
 */
export function meter({ before, after, limit }) {
	if (!limit) return "";
	const percent = (amount) => Math.max(0, (amount / limit) * 100);
	const scale = Math.max(100, percent(after));
	const at = (value) => `${((value / scale) * 100).toFixed(2)}%`;
	const base = Math.min(percent(before), percent(after));
	const label = __("{0} % of the limit used", [number(percent(after), 1)]);
	return `<span class="credit-meter credit-meter--${tone(percent(after))}" role="img"
			aria-label="${escape(label)}" title="${escape(label)}">
		<span class="credit-meter__fill" style="width: ${at(percent(after))}"></span>
		<span class="credit-meter__base" style="width: ${at(base)}"></span>
		<span class="credit-meter__mark" style="inset-inline-start: ${at(WARNING)}"></span>
		${scale > 100 ? `<span class="credit-meter__limit" style="inset-inline-start: ${at(100)}"></span>` : ""}
	</span>`;
}

function tone(percent) {
	if (percent > 100) return "over";
	return percent > WARNING ? "near" : "free";
}
