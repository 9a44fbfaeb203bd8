// Bills and cheques: which modes of payment may come back, when one matures, and what is booked when it returns.

const FIELD = "bill_maturity_date";
const MATURING = ["Matured", "Cleared or Matured"];

/** Until when money of a mode of payment counts as exposure; nothing for money that is final. */
async function rule_of(mode) {
	if (!mode) return "";
	const { message } = await frappe.db.get_value(
		"Mode of Payment",
		mode,
		"counts_as_exposure_until",
	);
	return message?.counts_as_exposure_until || "";
}

/** The maturity is asked for where the rule of the mode looks at it, and shown where it is filled. */
async function show_maturity(frm) {
	const { mode_of_payment: mode, name } = frm.doc;
	frm.toggle_display(FIELD, Boolean(frm.doc[FIELD]));
	const rule = await rule_of(mode);
	if (frm.doc.name !== name || frm.doc.mode_of_payment !== mode) return;
	frm.toggle_display(FIELD, Boolean(frm.doc[FIELD]) || MATURING.includes(rule));
}

async function add_return_button(frm) {
	const { mode_of_payment: mode, name } = frm.doc;
	if (!frappe.model.can_create("Journal Entry") || !(await rule_of(mode))) return;
	if (frm.docname !== name) return;
	frm.add_custom_button(__("Bill Came Back"), () =>
		frappe.model.open_mapped_doc({ method: "credit_control.api.bills.take_back", frm }),
	);
}

export const bills = { add_return_button, show_maturity };
