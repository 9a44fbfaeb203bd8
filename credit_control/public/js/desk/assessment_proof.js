// Proving an assessment: computed again from what it kept, and beside today's data.

import { model_heads, moves } from "./assessment_view";
import { escape } from "./text";

export async function run_again(frm) {
	const answer = await ask("run_again", frm);
	frappe.msgprint({
		title: __("Run Again"),
		indicator: answer.identical ? "green" : "red",
		message: answer.identical
			? escape(__("The stored inputs give the same score, grade and limit again."))
			: differences(answer),
		wide: !answer.identical,
	});
}

function ask(method, frm, args = {}) {
	return frappe.xcall(`credit_control.api.assessments.${method}`, {
		name: frm.doc.name,
		...args,
	});
}

function differences({ differences: rows, notes }) {
	const told = notes.map((note) => `<p>${escape(note)}</p>`).join("");
	if (!rows.length) return told;
	const lines = rows.map(
		({ what, stored, again }) =>
			`<tr><td>${escape(what)}</td><td>${escape(stored)}</td><td>${escape(again)}</td></tr>`,
	);
	return `${told}<p>${escape(__("These figures are not what the stored inputs give:"))}</p>
		<table class="table table-bordered"><thead><tr><th></th><th>${escape(__("Stored"))}</th>
		<th>${escape(__("Computed Again"))}</th></tr></thead><tbody>${lines.join("")}</tbody></table>`;
}

export async function compare_with_today(frm) {
	const answer = await ask("compare_with_today", frm);
	frappe.msgprint({
		title: __("By Today's Data"),
		message: `${model_heads(answer)}${moves(answer)}
			<p class="text-muted">${escape(__("A comparison only: nothing was saved."))}</p>`,
		wide: true,
	});
}
