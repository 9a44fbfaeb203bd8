// A customer's statements side by side: choices, charts, table, spreadsheet and print.

import { charts } from "./comparison_charts";
import { comparison_html } from "./comparison_view";
import { FORM } from "./figures";
import { clauses } from "../desk/text";

const API = "credit_control.api.statement_comparison";

class Comparison {
	constructor(page) {
		this.page = page;
		this.view = "amount";
		this.fields = this.add_fields();
		this.$body = $('<div class="cs-comparison"></div>').appendTo(page.main);
		this.$body.on("click", "[data-view]", ({ currentTarget }) =>
			this.show_view(currentTarget.dataset.view),
		);
		this.$body.on("change", "[data-unit]", ({ target }) =>
			this.show_unit(Number(target.value)),
		);
		this.$body.on("change", "[data-ratio]", () => this.draw_charts());
		page.set_secondary_action(__("Refresh"), () => this.refresh(), "refresh");
		if (frappe.model.can_export(FORM)) {
			page.add_inner_button(__("Spreadsheet"), () => this.download());
		}
		page.add_inner_button(__("Print"), () => this.print());
		this.unit = 1;
		this.ratios = ["current_ratio", "debt_ratio", "net_margin", "roe"];
	}

	add_fields() {
		const add = (field) => this.page.add_field({ change: () => this.refresh(), ...field });
		const kinds = ["Annual", "Half-Year", "Quarter", "Month"];
		return {
			customer: add({
				fieldname: "customer",
				label: __("Customer"),
				fieldtype: "Link",
				options: "Customer",
			}),
			period_type: add({
				fieldname: "period_type",
				label: __("Period", null, "Customer Financial Statement"),
				fieldtype: "Select",
				options: kinds.map((value) => ({ value, label: __(value, null, FORM) })),
				default: "Annual",
			}),
			currency: add({
				fieldname: "currency",
				label: __("Convert to"),
				fieldtype: "Link",
				options: "Currency",
			}),
			count: add({
				fieldname: "count",
				label: __("Periods"),
				fieldtype: "Select",
				options: ["3", "5", "8", "12"],
				default: "5",
			}),
			consolidated: add({
				fieldname: "consolidated",
				label: __("Consolidated"),
				fieldtype: "Check",
			}),
		};
	}

	/** The page was opened, perhaps for a customer. */
	async open() {
		const options = frappe.route_options || {};
		frappe.route_options = null;
		this.waiting = true;
		for (const [name, value] of Object.entries(options)) {
			await this.fields[name]?.set_value(value);
		}
		this.waiting = false;
		return this.refresh();
	}

	wanted() {
		const values = Object.entries(this.fields).map(([name, field]) => [
			name,
			field.get_value() || "",
		]);
		return {
			...Object.fromEntries(values),
			consolidated: this.fields.consolidated.get_value() ? 1 : 0,
		};
	}

	async refresh() {
		if (this.waiting) return;
		const wanted = this.wanted();
		if (!wanted.customer)
			return this.empty(__("Choose a customer to compare its statements."));
		const asked = JSON.stringify(wanted);
		if (asked === this.asking) return;
		this.asking = asked;
		try {
			const found = await frappe.xcall(`${API}.compare`, wanted);
			if (asked === this.asking) this.show(found);
		} catch {
			// the server has said why: an exchange rate is missing, or the customer may not be seen
			this.empty(__("The comparison could not be made with these choices."));
		} finally {
			this.asking = null;
		}
	}

	empty(text) {
		this.found = null;
		this.$body.html(
			`<p class="credit-empty text-muted">${frappe.utils.escape_html(text)}</p>`,
		);
	}

	show(found) {
		if (!found.columns.length) return this.empty(none_text(found));
		this.found = found;
		this.page.set_title(__("Statements of {0}", [found.customer_name]));
		this.render();
	}

	render() {
		if (!this.found) return;
		this.$body.html(comparison_html(this.found, this));
		this.draw_charts();
	}

	draw_charts() {
		const chosen = this.$body.find("[data-ratio]:checked").get();
		if (this.$body.find("[data-ratio]").length)
			this.ratios = chosen.map(({ dataset }) => dataset.ratio);
		charts(this.$body.find(".cs-charts")[0], this.found, this.ratios);
	}

	show_view(view) {
		this.view = view;
		this.render();
	}

	show_unit(unit) {
		this.unit = unit;
		this.render();
	}

	download() {
		if (!this.found) return;
		window.open_url_post(`/api/method/${API}.export`, { ...this.wanted(), view: this.view });
	}

	print() {
		if (!this.found) return;
		const content = comparison_html(this.found, {
			...this,
			view: this.view,
			unit: this.unit,
			for_print: true,
		});
		const html = frappe.render_template("print_template", {
			title: __("Statements of {0}", [this.found.customer_name]),
			content,
			base_url: frappe.urllib.get_base_url(),
			print_css: frappe.boot.print_css,
			print_settings: {},
			landscape: true,
			columns: [],
			lang: frappe.boot.lang,
			layout_direction: frappe.utils.is_rtl() ? "rtl" : "ltr",
			can_use_smaller_font: 1,
		});
		const tab = window.open("", "_blank");
		tab.document.write(html);
		tab.document.close();
		tab.focus();
		setTimeout(() => tab.print(), 500);
	}
}

function none_text({ available }) {
	if (!available.length) return __("The customer has no submitted statement yet.");
	const kinds = available.map(({ period_type, consolidated }) => {
		const kind = __(period_type, null, FORM);
		return consolidated ? `${kind}, ${__("Consolidated")}` : kind;
	});
	return __("There is no statement of this kind. The customer has: {0}.", [
		clauses([...new Set(kinds)]),
	]);
}

export const comparison = {
	/** Build the page once; returns what opens it each time. */
	make: (page) => new Comparison(page),
};
