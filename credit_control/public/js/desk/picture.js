// The live picture at the top of a Credit File: asked for when shown, one company at a time.

import { picture_html } from "./picture_view";

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
		if (event.target.closest(".credit-picture__renew")) this.refresh();
	}
}

export const picture = {
	/** Show or renew the picture of a Credit File's form. */
	refresh(frm) {
		if (frm.is_new()) return Promise.resolve();
		frm.credit_picture = frm.credit_picture || new CreditPicture(frm);
		return frm.credit_picture.refresh();
	},
};
