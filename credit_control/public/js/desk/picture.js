// The live picture at the top of a Credit File: asked for when shown, one company at a time.

import { day } from "./parts";
import { picture_html } from "./picture_view";
import { escape, link, money } from "./text";

const API = "credit_control.api.files";

class CreditPicture {
	constructor(frm) {
		this.frm = frm;
		this.element = document.createElement("div");
		this.element.className = "credit-picture";
		this.element.addEventListener("click", (event) => this.clicked(event));
		this.element.addEventListener("change", (event) => this.changed(event));
		frm.fields_dict.picture.$wrapper.empty().append(this.element);
	}

	async refresh() {
		const { doc } = this.frm;
		if (this.shown !== doc.name) this.company = null;
		this.shown = doc.name;
		const picture = await this.fetch(doc.name);
		if (this.shown !== this.frm.docname) return;
		this.data = picture;
		this.company = picture.company;
		this.element.innerHTML = picture_html(picture);
	}

	fetch(name) {
		return frappe.xcall(`${API}.picture`, { name, company: this.company || undefined });
	}

	changed(event) {
		if (!event.target.matches(".credit-picture__company select")) return;
		this.company = event.target.value;
		this.refresh();
	}

	clicked(event) {
		if (event.target.closest(".credit-picture__renew")) return this.refresh();
		const row = event.target.closest("[data-part]");
		if (row) this.show_documents(row.dataset);
	}

	async show_documents({ part, label }) {
		const args = { name: this.frm.docname, company: this.company, part };
		const documents = await frappe.xcall(`${API}.part_documents`, args);
		const options = documents_html(documents, this.data.currency);
		const fields = [{ fieldtype: "HTML", fieldname: "documents", options }];
		new frappe.ui.Dialog({ title: label, size: "large", fields }).show();
	}
}

/** The server names at most this many documents. */
const MOST = 100;

function documents_html(documents, currency) {
	const rows = documents.map(
		(row) => `<tr>
			<td>${link(row.voucher_type, row.voucher_no)}
				<div class="text-muted small">${escape(__(row.voucher_type))}</div></td>
			<td>${day(row.date)}</td>
			<td>${day(row.due_date)}</td>
			<td class="text-right">${money(row.amount, currency)}</td>
		</tr>`,
	);
	const cut = documents.length >= MOST ? __("Only the {0} oldest are shown.", [MOST]) : "";
	return `<div class="table-responsive"><table class="table table-sm credit-documents">
		<thead><tr><th>${__("Document", null, "Credit File")}</th><th>${__("Date")}</th><th>${__("Due")}</th>
			<th class="text-right">${__("Amount")}</th></tr></thead>
		<tbody>${rows.join("")}</tbody></table></div>
		<p class="text-muted small">${escape(cut)}</p>`;
}

export const picture = {
	/** Show or renew the picture of a Credit File's form. */
	refresh(frm) {
		if (frm.is_new()) return Promise.resolve();
		frm.credit_picture = frm.credit_picture || new CreditPicture(frm);
		return frm.credit_picture.refresh();
	},
};
