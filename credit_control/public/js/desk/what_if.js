// What if: change values or pick scenarios, and see the score, the grade and the limit. Nothing is saved.

import { model_heads, moves, signed } from "./assessment_view";
import { empty } from "./parts";
import { escape } from "./text";

const ADDS_SECURITY = "adds_security";

export async function what_if(frm) {
	const choices = await call("what_if_choices", frm);
	const dialog = new frappe.ui.Dialog({
		title: __("What If"),
		size: "large",
		fields: fields_of(choices, frm),
		primary_action_label: __("Play It Through"),
		primary_action: () => play(frm, dialog, choices),
	});
	dialog.show();
	result_of(dialog, empty(__("Pick scenarios or change values. Nothing is saved.")));
}

function call(method, frm, args = {}) {
	return frappe.xcall(`credit_control.api.assessments.${method}`, {
		name: frm.doc.name,
		...args,
	});
}

function fields_of({ scenarios, factors }, frm) {
	const half = Math.ceil(factors.length / 2);
	return [
		{ fieldtype: "HTML", fieldname: "result" },
		{ fieldtype: "Section Break", label: __("Scenarios") },
		...scenarios.map(({ code, label }) => ({ fieldtype: "Check", fieldname: code, label })),
		{
			fieldtype: "Currency",
			fieldname: "security",
			label: __("Worth after Haircut ({0})", [frm.doc.currency]),
			depends_on: `eval:doc.${ADDS_SECURITY}`,
			mandatory_depends_on: `eval:doc.${ADDS_SECURITY}`,
		},
		{ fieldtype: "Section Break", label: __("Values"), collapsible: 1 },
		...factors.slice(0, half).map(factor_field),
		{ fieldtype: "Column Break" },
		...factors.slice(half).map(factor_field),
	];
}

/** Left empty, a value stays as it is. */
function factor_field({ indicator, label, value, category, texts }) {
	const description = escape(__("Now: {0}", [value]));
	if (!category) return { fieldtype: "Data", fieldname: field(indicator), label, description };
	const options = ["", ...texts];
	return { fieldtype: "Select", fieldname: field(indicator), label, description, options };
}

const field = (indicator) => `factor_${indicator}`;

async function play(frm, dialog, { scenarios, factors }) {
	const values = dialog.get_values();
	if (!values) return;
	const answer = await call("play_through", frm, {
		scenarios: scenarios.map(({ code }) => code).filter((code) => values[code]),
		changes: changes_of(factors, values),
		security: values[ADDS_SECURITY] ? String(values.security) : null,
	});
	result_of(dialog, result_html(answer));
	dialog.$wrapper.find(".modal-body").scrollTop(0);
	dialog.$wrapper.scrollTop(0);
}

function changes_of(factors, values) {
	const entered = factors.filter(({ indicator }) => cstr(values[field(indicator)]).trim());
	return Object.fromEntries(
		entered.map(({ indicator }) => [indicator, cstr(values[field(indicator)])]),
	);
}

function result_of(dialog, html) {
	dialog.fields_dict.result.$wrapper.html(`<div class="credit-what-if">${html}</div>`);
}

function result_html(answer) {
	return `<p class="credit-what-if__line">${escape(headline(answer))}</p>
		${model_heads(answer)}${moves(answer)}${without_effect(answer)}`;
}

/** Values that changed and stayed in their band: they give no points, but the limit may follow them. */
function without_effect({ rows }) {
	const still = rows.filter(
		({ sentence, value_before, value_after }) => !sentence && value_before !== value_after,
	);
	const lines = still.map(({ indicator, value_before, value_after }) =>
		__("{0} {1} → {2}: the same points", [indicator, value_before, value_after]),
	);
	return lines.map(empty).join("");
}

function headline({ change, after }) {
	const grade = after.grade || "–";
	if (change === null) return __("Grade {0}", [grade]);
	return __("{0} points, grade {1}", [signed(change), grade]);
}
