// The tab Trade with Us of a Credit File: asked for when it is seen, one company and one day at a time.

import { placed, when_seen } from "./lazy";
import { escape } from "./text";
import { purchase_chart } from "./trade_chart";
import { trade_html } from "./trade_view";
import { words } from "./words";

const API = "credit_control.api.trade";
const NOTE = "Credit Overdue Note";
const REASONS = ["Cash Shortage", "Dispute", "Administrative Delay", "Our Mistake", "Other"];

class TradeRecord {
	constructor(frm) {
		this.frm = frm;
		this.element = placed(frm, "trade_record", "credit-picture credit-trade", {
			click: (event) => this.clicked(event),
			change: (event) => this.changed(event),
		});
	}

	wait() {
		if (this.shown !== this.frm.docname) {
			this.shown = this.frm.docname;
			this.asked = {};
			this.element.innerHTML = `<p class="credit-empty text-muted">${escape(__("Loading..."))}</p>`;
		}
		this.stop?.();
		this.stop = when_seen(this.element, () => this.refresh());
	}

	async refresh() {
		const name = this.shown;
		const record = await frappe.xcall(`${API}.record`, { name, ...this.asked });
		if (name !== this.frm.docname) return;
		this.data = record;
		this.element.innerHTML = trade_html(record);
		const chart = this.element.querySelector(".credit-trade__chart");
		if (chart) purchase_chart(chart, record);
	}

	changed({ target }) {
		const asked = target.dataset.ask;
		if (!asked) return;
		this.asked[asked] = target.value || undefined;
		this.refresh();
	}

	clicked(event) {
		if (event.target.closest(".credit-picture__renew")) return this.refresh();
		const row = event.target.closest("[data-note]");
		if (row) this.ask_reason(row.dataset.note);
	}

	ask_reason(invoice) {
		const { note } = this.data.overdue.occurrences.find((row) => row.voucher_no === invoice);
		const dialog = new frappe.ui.Dialog({
			title: __("Why Was {0} Late?", [invoice]),
			fields: note_fields(note || {}),
			primary_action_label: __("Save"),
			primary_action: (values) => this.keep_reason(dialog, { invoice, ...values }),
		});
		dialog.show();
	}

	async keep_reason(dialog, values) {
		await frappe.xcall(`${API}.note_reason`, { name: this.shown, remark: "", ...values });
		dialog.hide();
		this.refresh();
	}
}

/** The names of the default classes in the user's language; a name of one's own stays as it is. */
const class_name = (value) => escape(__(value || "", null, "Credit File"));

function note_fields({ reason, remark }) {
	const options = REASONS.map((value) => ({ value, label: __(value, null, NOTE) }));
	return [
		{
			fieldname: "reason",
			fieldtype: "Select",
			label: __("Reason", null, "Credit Overdue Note"),
			options,
			default: reason,
			reqd: 1,
		},
		{
			fieldname: "remark",
			fieldtype: "Small Text",
			label: __("Remark", null, "Credit Overdue Note"),
			default: remark,
			mandatory_depends_on: "eval:doc.reason==='Other'",
		},
	];
}

export const trade_record = {
	/** Show the record of a Credit File's form as soon as its tab is open. */
	show(frm) {
		if (frm.is_new() || !frm.fields_dict.trade_record) return;
		frm.credit_trade = frm.credit_trade || new TradeRecord(frm);
		frm.credit_trade.wait();
		words.format(frm, { customer_class: class_name });
	},
};
