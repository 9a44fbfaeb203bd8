// People by their full names: Frappe shows the ids of users, and a browser knows only the reader's own name.

import { format_grid } from "./grids";
import { escape } from "./text";

const DOCTYPES = [
	"Collection Case",
	"Collection Notice",
	"Credit Customer Hold",
	"Credit Decision",
	"Credit Hold",
	"Legal Action",
	"Payment Dispute",
	"Promise to Pay",
	"Repayment Plan",
];
const is_user = ({ fieldtype, options }) => fieldtype === "Link" && options === "User";

function show_names(frm) {
	const person = (user) => escape(frm.doc.__onload?.names?.[user] || user || "");
	for (const { fieldname } of frm.meta.fields.filter(is_user)) {
		frm.set_df_property(fieldname, "formatter", person);
	}
	for (const { fieldname } of frm.meta.fields.filter(({ fieldtype }) => fieldtype === "Table")) {
		const named = frm.fields_dict[fieldname].grid.docfields.filter(is_user);
		const formatters = Object.fromEntries(named.map((df) => [df.fieldname, person]));
		if (named.length) format_grid(frm, fieldname, formatters);
	}
}

export function show_people() {
	for (const doctype of DOCTYPES) frappe.ui.form.on(doctype, { refresh: show_names });
}
