// The payment terms granted to a customer, put into a new order unless somebody chose others.

const FIELD = "payment_terms_template";
const CORE_DEFAULT = "erpnext.accounts.party.get_payment_terms_template";

export async function propose_terms(frm, { terms }) {
	if (!terms || !may_propose(frm)) return;
	const key = `${frm.docname}|${frm.doc.customer}|${frm.doc.company}`;
	if (frm.credit_terms_proposed === key) return;
	frm.credit_terms_proposed = key;
	const current = frm.doc[FIELD];
	if (current === terms) return;
	if (!current || current === (await default_terms(frm.doc))) await frm.set_value(FIELD, terms);
}

function may_propose({ doctype, doc }) {
	const copied = doc.amended_from || (doc.items || []).some((row) => row.prevdoc_docname);
	return doctype === "Sales Order" && doc.__islocal && !copied;
}

/** What ERPNext itself fills in for the customer, its group or the company. */
function default_terms({ customer, company }) {
	return frappe.xcall(CORE_DEFAULT, { party_name: customer, party_type: "Customer", company });
}
