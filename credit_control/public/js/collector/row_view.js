// One case in the list of the collector's worklist, as HTML.

import { escape, pill, short_money } from "../desk/text";
import { COLOURS, word } from "./outcomes";

export function row_html(row, { current, busy, done }) {
	const classes = [
		"cl-row",
		current && "is-current",
		row.waits && "is-waiting",
		done && "is-done",
	];
	return `<li class="${classes.filter(Boolean).join(" ")}" role="option" id="cl-${escape(row.name)}"
		data-case="${escape(row.name)}" aria-selected="${Boolean(current)}">
		<span class="cl-points" title="${__("Priority", null, "Collection Case")}">${row.priority}</span>
		<span class="cl-main">
			<b>${escape(row.customer_name || row.customer)}</b>
			<small>${escape(why(row))}</small>
		</span>
		<span class="cl-side">
			<b>${short_money(row.overdue_amount, row.currency)}</b>
			${busy ? `<small>${__("Recording …")}</small>` : stage_html(row)}
		</span>
		<small class="cl-next ${is_late(row) ? "is-late" : ""}">${escape(next_step(row))}</small>
	</li>`;
}

const stage_html = (row) => pill(word(row.stage), COLOURS[row.stage]);

/** What a case waits for comes before what speaks for calling; the amount stands beside it anyway. */
function why(row) {
	const told = row.reasons.filter(({ of_amount }) => !of_amount);
	return told
		.sort((one, other) => (one.points < 0 ? 0 : 1) - (other.points < 0 ? 0 : 1))
		.map(({ text }) => text)
		.join(" · ");
}

export function next_step(row) {
	if (!row.next_action) return __("No next step");
	const day = row.next_action_on ? frappe.datetime.str_to_user(row.next_action_on) : "";
	return [word(row.next_action), day].filter(Boolean).join(" · ");
}

const is_late = (row) => row.next_action_on && row.next_action_on < frappe.datetime.get_today();
