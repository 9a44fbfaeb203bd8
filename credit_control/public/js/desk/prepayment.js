// What an order still lacks of the prepayment that the customer's grade asks for, and how to get it.

import { note } from "./strip_note";

const API = "credit_control.api.terms";

export const prepayment = {
	/** Say above a submitted order what is missing, with the two ways to ask for it. */
	async refresh(frm) {
		const { doc, docname } = frm;
		note(frm, "prepayment", "");
		if (doc.docstatus !== 1 || ["Closed", "Completed"].includes(doc.status)) return;
		const found = await frappe.xcall(`${API}.prepayment`, { order: docname });
		if (!found || frm.docname !== docname) return;
		note(frm, "prepayment", said(found), found.missing > 0 ? "orange" : "green");
		if (found.missing > 0) offer(frm);
	},
};

function said({ percent, required, received, missing, currency }) {
	const figures = [required, received, missing].map((amount) =>
		format_currency(amount, currency),
	);
	if (missing > 0) {
		return __("Prepayment of {0} % ({1}): {2} received, {3} missing", [percent, ...figures]);
	}
	return __("Prepayment of {0} % ({1}) received", [percent, figures[0]]);
}

function offer(frm) {
	if (frappe.model.can_create("Payment Request")) {
		frm.add_custom_button(
			__("Request Payment"),
			() => open_new(frm, "request_payment"),
			__("Prepayment"),
		);
	}
	if (frappe.model.can_create("Payment Entry")) {
		frm.add_custom_button(
			__("Receive Payment"),
			() => open_new(frm, "receive_payment"),
			__("Prepayment"),
		);
	}
}

async function open_new(frm, method) {
	const doc = await frappe.xcall(`${API}.${method}`, { order: frm.docname });
	const [opened] = frappe.model.sync(doc);
	frappe.set_route("Form", opened.doctype, opened.name);
}
