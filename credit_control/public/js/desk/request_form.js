// The form of a Credit Limit Request: what it finds, what it would change, and the steps of its approval.

import { decision_html, effect_html, now_html, pack_html } from "./request_view";

const API = "credit_control.api.limit_requests";
/** Typing on the way to the last digit asks nothing. */
const PAUSE = 400;

class RequestForm {
	constructor(frm) {
		this.frm = frm;
		this.renew = frappe.utils.debounce(() => this.ask(), PAUSE);
	}

	refresh() {
		this.show_pack();
		this.ask();
	}

	async ask() {
		const { doc, docname } = this.frm;
		const asked = (this.asked = (this.asked || 0) + 1);
		if (!doc.customer || !doc.company) return this.show({ rights: {} });
		const shown = await frappe.xcall(`${API}.overview`, { doc });
		if (asked === this.asked && docname === this.frm.docname) this.show(shown);
	}

	show(shown) {
		const { decision, figures, effect } = this.frm.fields_dict;
		figures.$wrapper.html(now_html(shown));
		decision.$wrapper.html(decision_html(shown));
		decision.$wrapper
			.find("[data-decide]")
			.on("click", (event) => this.decide(event.currentTarget.dataset.decide, shown));
		const undecided = ["Draft", "Sent Back", "Waiting for Approval"].includes(
			this.frm.doc.status,
		);
		this.frm.toggle_display("effect_section", Boolean(undecided && shown.now));
		effect.$wrapper.html(shown.now ? effect_html(shown) : "");
	}

	show_pack() {
		const pack = this.frm.doc.__onload?.pack;
		this.frm.fields_dict.pack_view.$wrapper.html(pack ? pack_html(pack) : "");
	}

	decide(action, { rights }) {
		const words = {
			approve: [
				__("Approve"),
				__("Comment", null, "Credit Approval Step"),
				__("Approve level {0}?", [rights.level]),
			],
			reject: [__("Reject"), __("Reason"), __("Whoever asked is told the reason.")],
			send_back: [
				__("Send Back"),
				__("What should be changed?"),
				__("It may be changed and sent again."),
			],
		}[action];
		const args = { name: this.frm.docname, level: rights.level };
		this.dialog(words, action !== "approve", action, args);
	}

	withdraw() {
		const words = [
			__("Withdraw"),
			__("Reason"),
			__("The request is kept, and nobody needs to decide it."),
		];
		this.dialog(words, false, "withdraw", { name: this.frm.docname });
	}

	/** Stays open, text kept, when the server refuses. */
	dialog([title, label, hint], reqd, action, args) {
		const dialog = new frappe.ui.Dialog({
			title,
			fields: [
				{ fieldname: "comment", fieldtype: "Small Text", label, description: hint, reqd },
			],
			primary_action_label: title,
			primary_action: async ({ comment }) => {
				dialog.disable_primary_action();
				try {
					await frappe.xcall(`${API}.${action}`, { ...args, comment: comment || "" });
					dialog.hide();
					this.frm.reload_doc();
				} finally {
					dialog.enable_primary_action();
				}
			},
		});
		dialog.show();
	}

	async send() {
		await frappe.call({
			method: `${API}.send`,
			args: { name: this.frm.docname },
			freeze: true,
		});
		frappe.show_alert({ message: __("Sent for approval"), indicator: "green" });
		this.frm.reload_doc();
	}
}

const form_of = (frm) => (frm.credit_request = frm.credit_request || new RequestForm(frm));

export const request_form = {
	refresh: (frm) => form_of(frm).refresh(),
	/** A figure changed that the effect follows from. */
	changed: (frm) => form_of(frm).renew(),
	send: (frm) => form_of(frm).send(),
	withdraw: (frm) => form_of(frm).withdraw(),
};
