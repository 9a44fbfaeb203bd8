// Proposing a repayment plan's instalments: a method, what it needs, and what comes of it before it is taken.

import { escape, money } from "./text";

const METHODS = ["Equal", "By Grade", "Seasonal"];
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

export const plan_proposal = { ask };

function ask(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Propose Instalments"),
		fields: fields(frm, () => dialog.refresh_preview()),
		primary_action_label: __("Take These", null, "Repayment Plan"),
		primary_action: () => take(frm, dialog),
	});
	dialog.refresh_preview = frappe.utils.debounce(() => preview(frm, dialog), 300);
	dialog.show();
	dialog.refresh_preview();
}

function fields(frm, changed) {
	const with_count = "eval:doc.method !== 'By Grade'";
	return [
		{
			fieldname: "method",
			fieldtype: "Select",
			label: __("Method", null, "Repayment Plan"),
			options: METHODS.map((value) => ({ value, label: __(value, null, "Repayment Plan") })),
			default: METHODS[0],
			reqd: 1,
			change: () => method_changed(frm, changed),
		},
		{
			fieldname: "first",
			fieldtype: "Date",
			label: __("First Due On"),
			default: frappe.datetime.add_months(frappe.datetime.get_today(), 1),
			reqd: 1,
			change: changed,
		},
		{ fieldtype: "Column Break" },
		{
			fieldname: "count",
			fieldtype: "Int",
			label: __("Number of Instalments"),
			default: 6,
			depends_on: with_count,
			change: changed,
		},
		{
			fieldname: "down_payment",
			fieldtype: "Currency",
			options: frm.doc.currency,
			label: __("Down Payment"),
			description: __("Due first; the rest is parted over the other days. Empty: none."),
			depends_on: with_count,
			change: changed,
		},
		...seasons(changed),
		{ fieldtype: "Section Break" },
		{ fieldname: "preview", fieldtype: "HTML" },
	];
}

function seasons(changed) {
	const months = MONTHS.flatMap((month) => [
		...(month % 3 === 1 && month > 1 ? [{ fieldtype: "Column Break" }] : []),
		{
			fieldname: `month_${month}`,
			fieldtype: "Float",
			precision: 1,
			label: month_name(month),
			change: changed,
		},
	]);
	const depends_on = "eval:doc.method === 'Seasonal'";
	return [
		{
			fieldname: "seasons_section",
			fieldtype: "Section Break",
			label: __("Share of Each Month %"),
			depends_on,
		},
		{ fieldname: "seasons_note", fieldtype: "HTML" },
		{ fieldname: "months_section", fieldtype: "Section Break", hide_border: 1, depends_on },
		...months,
	];
}

function month_name(month) {
	const language = (frappe.boot.lang || "en").replace("_", "-");
	return new Intl.DateTimeFormat(language, { month: "long" }).format(
		new Date(2026, month - 1, 15),
	);
}

async function method_changed(frm, changed) {
	// the dialog that is open is the one that was changed
	const dialog = window.cur_dialog;
	if (dialog && dialog.get_value("method") === "Seasonal" && !dialog.has_seasons) {
		dialog.has_seasons = true;
		await fill_seasons(frm, dialog);
	}
	changed();
}

async function fill_seasons(frm, dialog) {
	const { customer, company } = frm.doc;
	const shares = await frappe.xcall("credit_control.api.repayment_plans.seasons", {
		customer,
		company,
	});
	const said = shares
		? __("From its purchases of the last 24 months. Change what you know better.")
		: __("It has bought from us for less than a year: enter the shares yourself.");
	dialog.fields_dict.seasons_note.$wrapper.html(
		`<p class="text-muted small">${escape(said)}</p>`,
	);
	for (const month of MONTHS) {
		await dialog.set_value(`month_${month}`, shares ? shares[month] : 0);
	}
}

function asked(frm, dialog) {
	const { method, first, count, down_payment } = dialog.get_values(true);
	const total = frm.doc.items.reduce((sum, row) => sum + flt(row.amount), 0);
	const weights = Object.fromEntries(
		MONTHS.map((month) => [month, flt(dialog.get_value(`month_${month}`))]),
	);
	const { company, customer, agreed_on, extends: former } = frm.doc;
	return {
		...{ company, customer, agreed_on, total, method, first },
		...(method === "By Grade" ? {} : { count: cint(count), down_payment: flt(down_payment) }),
		...(method === "Seasonal" ? { weights } : {}),
		...(former ? { extends: former } : {}),
	};
}

async function preview(frm, dialog) {
	const values = asked(frm, dialog);
	if (!values.first) return;
	const call = (dialog.latest = (dialog.latest || 0) + 1);
	const { found, fault } = await propose(values);
	// an answer that was overtaken by a later question
	if (call !== dialog.latest) return;
	dialog.proposed = found;
	const html = found ? table(found, frm.doc.currency) : message(fault);
	dialog.fields_dict.preview.$wrapper.html(html);
	dialog.get_primary_btn().prop("disabled", !found);
}

function propose(values) {
	return new Promise((resolve) => {
		frappe.call({
			method: "credit_control.api.repayment_plans.propose",
			args: values,
			silent: true,
			callback: ({ message: found }) => found && resolve({ found }),
			error: (answer) => resolve({ fault: fault_of(answer) }),
		});
	});
}

// while somebody types, a refusal belongs beside the fields and not into a message on top of them
function fault_of(answer) {
	const sent =
		(answer && (answer._server_messages || answer.responseJSON?._server_messages)) || "[]";
	const said = JSON.parse(sent).map((each) => JSON.parse(each).message);
	return said.join(" ") || __("No instalments can be proposed from this.");
}

function message(fault) {
	return `<p class="text-danger" role="alert">${frappe.utils.escape_html(frappe.utils.html2text(fault))}</p>`;
}

function table({ rows, note }, currency) {
	const total = rows.reduce((sum, row) => sum + row.amount, 0);
	const lines = rows.map(
		(row, index) => `<tr><td>${index + 1}</td>
			<td>${escape(frappe.datetime.str_to_user(row.due_date))}</td>
			<td class="text-right">${money(row.amount, currency)}</td></tr>`,
	);
	return `${note ? `<p>${escape(note)}</p>` : ""}
		<div class="credit-preview"><table class="table table-sm">
			<thead><tr><th>${__("No.", null, "Repayment Plan")}</th><th>${__("Due on", null, "Repayment Plan")}</th>
				<th class="text-right">${__("Amount")}</th></tr></thead>
			<tbody>${lines.join("")}</tbody>
			<tfoot><tr><th></th><th>${__("Total", null, "Repayment Plan")}</th>
				<th class="text-right">${money(total, currency)}</th></tr></tfoot>
		</table></div>`;
}

function take(frm, dialog) {
	if (!dialog.proposed) return;
	frm.clear_table("instalments");
	for (const row of dialog.proposed.rows) frm.add_child("instalments", row);
	frm.refresh_field("instalments");
	frm.dirty();
	dialog.hide();
}
