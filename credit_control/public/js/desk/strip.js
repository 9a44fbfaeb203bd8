// The credit strip above a customer or a sales document: asks the server when the document changes
// in a way that matters, and shows the answer without moving anything else.

import { ask_for_release } from "./holds";
import { add_limit_request_button } from "./limit_request";
import { strip_html } from "./strip_view";

const API = "credit_control.api.strip";
/** Milliseconds of quiet before the server is asked. */
const PAUSE = 400;
/** What the judgement depends on; anything else may change without a new question. */
const WATCHED = [
	"name",
	"docstatus",
	"modified",
	"customer",
	"party_name",
	"company",
	"currency",
	"conversion_rate",
	"base_grand_total",
	"base_net_total",
	"is_return",
	"is_pos",
	"is_opening",
	"paid_amount",
	"total_advance",
	"write_off_amount",
	"payment_terms_template",
	"due_date",
	"delivery_date",
];

/** Forms of somebody who buys, and what the server is asked for each. */
const OF_PARTY = {
	Customer: ({ name }) => ["for_customer", { customer: name }],
	Lead: ({ name }) => ["for_prospect", { doctype: "Lead", name }],
	Opportunity: ({ name }) => ["for_prospect", { doctype: "Opportunity", name }],
};

const WAITING = ["Held", "Release Requested", "Rejected"];

class CreditStrip {
	constructor(frm) {
		this.frm = frm;
		this.data = null;
		this.asked = 0;
		this.make();
		this.ask_soon = frappe.utils.debounce(() => this.ask_if_changed(), PAUSE);
		frm.$wrapper.on("dirty", () => this.ask_soon());
	}

	make() {
		this.element = document.createElement("section");
		// 16 has a sidebar in the desk and forms without cards: there the strip runs from edge to edge
		this.element.className = frappe.app.sidebar
			? "credit-strip credit-strip--flush"
			: "credit-strip";
		this.element.hidden = true;
		this.element.setAttribute("aria-label", __("Credit", null, "Credit File"));
		this.frm.body[0].prepend(this.element);
	}

	/** The form shows a document, perhaps another one, perhaps the same after a save. */
	refresh() {
		if (this.shown !== this.frm.docname) this.clear();
		this.shown = this.frm.docname;
		this.signature = null;
		return this.ask_if_changed();
	}

	clear() {
		this.data = null;
		this.element.hidden = true;
		this.element.replaceChildren();
	}

	ask_if_changed() {
		const signature = this.sign();
		if (signature === this.signature) return Promise.resolve();
		this.signature = signature;
		return signature ? this.ask() : this.clear();
	}

	sign() {
		const { doc, doctype } = this.frm;
		if (doctype in OF_PARTY) return doc.__islocal ? "" : `${doc.name}|${doc.modified}`;
		if (!(doc.customer || doc.party_name) || !doc.company) return "";
		return WATCHED.map((fieldname) => doc[fieldname]).join("|");
	}

	async ask() {
		const number = ++this.asked;
		const data = await this.fetch();
		// a later question is under way, or the form shows something else by now
		if (number !== this.asked || this.shown !== this.frm.docname) return;
		this.show(data);
	}

	fetch() {
		const { doc, doctype } = this.frm;
		const [method, args] = OF_PARTY[doctype]?.(doc) || ["for_document", { doc }];
		const question = { method: `${API}.${method}`, args, silent: true };
		// a strip that cannot be had is no reason to disturb anybody
		return new Promise((resolve) => {
			frappe.call({
				...question,
				callback: (r) => resolve(r.message || null),
				error: () => resolve(null),
			});
		});
	}

	show(data) {
		this.data = data;
		if (!data) return this.clear();
		const open = this.element.querySelector("details")?.open;
		const html = strip_html(data, this.frm.doctype);
		if (html !== this.html || this.element.hidden) this.element.innerHTML = html;
		this.html = html;
		const details = this.element.querySelector("details");
		if (details && open) details.open = true;
		this.element.hidden = false;
		this.offer_request();
		this.offer_limit();
	}

	/**
	 * While a document waits, asking is the next step and submitting only the second choice.
	 * Frappe leaves a primary action alone as long as its name stays; forgetting the name renews it.
	 */
	offer_request() {
		const { page, toolbar, dashboard } = this.frm;
		const status = this.data.hold?.status;
		if (WAITING.includes(status)) dashboard.clear_comment();
		if (!this.data.hold?.may_request || toolbar.current_status !== "Submit") return;
		page.set_primary_action(__("Request Release"), () => this.request_release());
		this.frm.add_custom_button(__("Submit"), () => this.frm.savesubmit());
		toolbar.current_status = null;
	}

	/** What a document lacks is asked for from it. */
	offer_limit() {
		const { hold, document: found, customer, company } = this.data;
		const held = WAITING.includes(hold?.status);
		if (!(held || found?.outcome === "Held")) return;
		const { doctype, docname: name } = this.frm;
		const source = { doctype, name };
		add_limit_request_button(this.frm, () => ({ customer, company, source, held }));
	}

	request_release() {
		ask_for_release(this.data.hold.name, () => this.frm.reload_doc());
	}
}

export const strip = {
	/** Show or renew the strip of a form; called on every refresh. */
	refresh(frm) {
		frm.credit_strip = frm.credit_strip || new CreditStrip(frm);
		return frm.credit_strip.refresh();
	},

	/** A field changed whose handlers may go on for a while. */
	changed(frm) {
		frm.credit_strip?.ask_soon();
	},
};
