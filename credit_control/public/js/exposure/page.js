// A customer's exposure: choices, parts, the documents behind a part, and the days to come.

import { documents_html } from "./documents_view";
import { draw_curve, forecast_html } from "./forecast_view";
import { exposure_html } from "./parts_view";
import { empty } from "../desk/parts";

const API = "credit_control.api.exposure";

class ExposurePage {
	constructor(page) {
		this.page = page;
		this.fields = this.add_fields();
		this.element = document.createElement("div");
		this.element.className = "credit-picture credit-exposure";
		this.element.innerHTML = `<div data-place="parts"></div><div data-place="documents"
			aria-live="polite"></div><div data-place="forecast"></div>`;
		this.element.addEventListener("click", (event) => this.clicked(event));
		this.element.addEventListener("change", (event) => this.changed(event));
		page.main.append(this.element);
		page.set_secondary_action(__("Refresh"), () => this.refresh(), "refresh");
		this.asked = 0;
	}

	add_fields() {
		const add = (field) => this.page.add_field({ change: () => this.chosen(), ...field });
		const link = (fieldname, label, options) =>
			add({ fieldname, label, fieldtype: "Link", options });
		return {
			customer: link("customer", __("Customer"), "Customer"),
			company: link("company", __("Company"), "Company"),
			as_of: add({ fieldname: "as_of", label: __("As of"), fieldtype: "Date" }),
		};
	}

	/** The page is shown: what its address asks for, or what it showed last. */
	async open() {
		const asked = { ...address(), ...frappe.route_options };
		frappe.route_options = null;
		if (asked.customer) {
			this.part = asked.part || null;
			await this.set({ company: "", as_of: "", ...asked });
		}
		return this.refresh();
	}

	async set(values) {
		this.filling = true;
		for (const [name, field] of Object.entries(this.fields)) {
			if (values[name] !== undefined) await field.set_value(values[name] || "");
		}
		this.filling = false;
	}

	chosen() {
		if (this.filling) return;
		const values = this.values();
		if (values.customer !== this.customer) this.part = null;
		if (JSON.stringify(values) !== this.shown) this.refresh();
	}

	values() {
		const value = (name) => this.fields[name].get_value() || undefined;
		return { customer: value("customer"), company: value("company"), as_of: value("as_of") };
	}

	place(name) {
		return this.element.querySelector(`[data-place=${name}]`);
	}

	async refresh() {
		const values = this.values();
		this.shown = JSON.stringify(values);
		this.customer = values.customer;
		if (!values.customer) return this.show_nothing();
		const number = ++this.asked;
		const view = await frappe.xcall(`${API}.view`, values);
		if (number !== this.asked) return;
		this.data = view;
		if (!values.company && view.company) await this.set({ company: view.company });
		this.shown = JSON.stringify(this.values());
		keep_address(this.values());
		this.place("parts").innerHTML = exposure_html(view, this.part);
		this.place("documents").replaceChildren();
		this.place("forecast").replaceChildren();
		if (view.problem) return;
		if (this.part) this.show_documents(this.part);
		if (!view.is_past) this.show_forecast();
	}

	show_nothing() {
		this.place("documents").replaceChildren();
		this.place("forecast").replaceChildren();
		this.place("parts").innerHTML = empty(__("Choose a customer."));
	}

	clicked(event) {
		const part = event.target.closest("[data-part]")?.dataset.part;
		if (part) return this.open_part(part === this.part ? null : part);
		const start = event.target.closest("[data-start]")?.dataset.start;
		if (start) this.show_documents(this.part, Number(start));
	}

	changed({ target }) {
		if (target.dataset.ask === "days") this.show_forecast(Number(target.value));
	}

	open_part(part) {
		this.part = part;
		this.place("parts").innerHTML = exposure_html(this.data, part);
		this.element.querySelector(`[data-part=${part}]`)?.focus();
		if (part) return this.show_documents(part);
		this.place("documents").replaceChildren();
	}

	async show_documents(part, start = 0) {
		const { company } = this.data;
		const { customer, as_of } = this.values();
		const found = await frappe.xcall(`${API}.documents`, {
			customer,
			company,
			part,
			as_of,
			start,
		});
		if (part !== this.part || customer !== this.customer) return;
		const { label } = this.data.parts.find((row) => row.part === part);
		this.place("documents").innerHTML = documents_html(found, label, this.data.currency);
	}

	async show_forecast(days) {
		const { customer, company } = this.data;
		const place = this.place("forecast");
		const found = await frappe.xcall(`${API}.forecast`, { customer, company, days });
		if (customer !== this.customer || company !== this.data.company) return;
		place.innerHTML = forecast_html(found);
		const chart = place.querySelector(".credit-forecast__chart");
		if (chart) draw_curve(chart, found);
	}
}

function address() {
	return Object.fromEntries(new URLSearchParams(window.location.search));
}

/** The address can be kept and sent on; going back leads out of the page and not through every choice. */
function keep_address(values) {
	const asked = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
	window.history.replaceState(window.history.state, "", `${window.location.pathname}?${asked}`);
}

export const exposure_page = { make: (page) => new ExposurePage(page) };
