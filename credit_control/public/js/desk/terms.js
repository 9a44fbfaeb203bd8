// The payment terms granted to a customer, put into a new document unless somebody chose others.

import { escape } from "./text";

const FIELD = "payment_terms_template";
const API = "credit_control.api.terms";
/** The field of a row that names the document whose terms this one has already. */
const SOURCE = { "Sales Order": "prevdoc_docname", "Sales Invoice": "sales_order" };
/** Milliseconds in which ERPNext fills in what it knows of a customer. */
const PAUSE = 500;

export const terms = {
	/** A new document has a customer and a company, or others than before. */
	changed(frm) {
		frm.credit_terms_soon =
			frm.credit_terms_soon || frappe.utils.debounce(() => propose(frm), PAUSE);
		if (may_propose(frm)) frm.credit_terms_soon();
		else if (!frm.doc.__islocal) note(frm, "");
	},
};

async function propose(frm) {
	const customer = customer_of(frm.doc);
	const key = `${frm.docname}|${customer}|${frm.doc.company}`;
	if (!may_propose(frm) || frm.credit_terms_proposed === key) return;
	frm.credit_terms_proposed = key;
	const found = await frappe.xcall(`${API}.proposal`, {
		doctype: frm.doctype,
		customer,
		company: frm.doc.company,
	});
	// ERPNext may still be busy with the customer, and the form may show something else by now
	if (!found || frm.credit_terms_proposed !== key) return;
	await frappe.after_ajax(() => put(frm, found));
}

/** Take the granted terms where none were chosen, and say so where ERPNext would have taken others. */
async function put(frm, { template, core }) {
	const current = frm.doc[FIELD];
	if (current && current !== core && current !== template) return;
	if (current !== template) await frm.set_value(FIELD, template);
	if (core && core !== template) note(frm, differs(template, core));
}

function differs(template, core) {
	return __("Granted by the credit department: {0}. The customer's own terms are {1}.", [
		escape(template),
		escape(core),
	]);
}

function note(frm, text) {
	if (text === frm.credit_terms_note) return;
	frm.credit_terms_note = text;
	frm.set_df_property(FIELD, "description", text);
	if (text) frappe.show_alert({ message: text, indicator: "blue" }, 10);
}

function may_propose({ doctype, doc }) {
	if (!doc.__islocal || !customer_of(doc) || !doc.company || doc.amended_from) return false;
	if (doc.is_pos || doc.is_return || doc.is_opening === "Yes") return false;
	return !(doc.items || []).some((row) => row[SOURCE[doctype]]);
}

function customer_of(doc) {
	if (doc.doctype !== "Quotation") return doc.customer;
	return doc.quotation_to === "Customer" ? doc.party_name : null;
}
