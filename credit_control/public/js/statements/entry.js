// Entering a statement by hand: laid out like a printed one, blank where a figure is not known.

import { escape } from "../desk/text";
import { SECTIONS, line_label, section_title, shown, totals, typed } from "./figures";

/** The balance sheet stands in two columns, assets beside liabilities and equity. */
const RIGHT_SIDE_FROM = "Short-Term Debt";

class Entry {
	constructor(frm, lines) {
		this.frm = frm;
		this.lines = lines;
		this.$wrapper = frm.fields_dict.figures_view.$wrapper;
	}

	show() {
		this.editable = this.frm.doc.docstatus === 0 && Boolean(this.frm.perm[0]?.write);
		this.$wrapper.html(`<div class="cs-entry">${this.blocks().join("")}</div>`);
		this.$wrapper
			.off(".entry")
			.on("change.entry", "input", (event) => this.changed(event.target))
			.on("keydown.entry", "input", (event) => this.moved(event));
		this.renew();
	}

	blocks() {
		const [balance, income, cash] = SECTIONS.map((section) =>
			this.lines.filter((line) => line.section === section),
		);
		const middle = balance.findIndex(({ line }) => line === RIGHT_SIDE_FROM);
		return [
			this.block(__("Assets"), balance.slice(0, middle)),
			this.block(__("Liabilities and Equity"), balance.slice(middle)),
			this.block(section_title("Income"), income),
			this.block(section_title("Cash Flow"), cash),
		];
	}

	block(title, lines) {
		const rows = lines.map((line) => this.row(line)).join("");
		return `<section class="cs-block"><h6>${escape(title)}</h6>${rows}</section>`;
	}

	row({ line, plus }) {
		const label = escape(line_label(line));
		const figure = this.editable
			? `<input class="form-control input-xs" inputmode="decimal" autocomplete="off"
				data-line="${escape(line)}" aria-label="${label}">`
			: `<span class="cs-figure" data-line="${escape(line)}"></span>`;
		return `<div class="cs-row ${plus ? "cs-row--total" : ""}"><span class="cs-label">${label}</span>
			${figure}<span class="cs-remark" data-remark="${escape(line)}"></span></div>`;
	}

	given() {
		const rows = (this.frm.doc.lines || []).filter(
			({ line, amount }) => line && amount != null && amount !== "",
		);
		return new Map(rows.map(({ line, amount }) => [line, Number(amount)]));
	}

	/** Write the figures of the document and what follows from them; what is being typed stays. */
	renew() {
		const given = this.given();
		const { derived, differing } = totals(this.lines, given);
		this.$wrapper.find("[data-line]").each((_index, element) => {
			const { line } = element.dataset;
			const made = shown(derived.get(line));
			if (element.matches("input")) {
				if (!element.classList.contains("cs-wrong"))
					element.value = shown(given.get(line));
				element.placeholder = made;
			} else {
				element.textContent = given.has(line) ? shown(given.get(line)) : made || "–";
				element.classList.toggle("cs-derived", !given.has(line));
			}
		});
		this.$wrapper.find("[data-remark]").each((_index, element) => {
			element.innerHTML = remark(element.dataset.remark, given, derived, differing);
		});
	}

	changed(input) {
		const value = typed(input.value);
		const { line } = input.dataset;
		input.classList.toggle("cs-wrong", value === undefined);
		if (value === undefined) {
			const message = __("{0} is not a number: {1}", [line_label(line), input.value]);
			return frappe.show_alert({ message: escape(message), indicator: "red" });
		}
		const row = (this.frm.doc.lines || []).find((entry) => entry.line === line);
		const target = row || this.frm.add_child("lines", { line, amount: null });
		frappe.model.set_value(target.doctype, target.name, "amount", value);
	}

	/** Enter and the arrows go from figure to figure, as in a spreadsheet. */
	moved(event) {
		const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (!step) return;
		event.preventDefault();
		const inputs = this.$wrapper.find("input").get();
		inputs[inputs.indexOf(event.target) + step]?.select();
	}
}

function remark(line, given, derived, differing) {
	if (differing.has(line)) {
		const text = __("parts make {0}", [shown(differing.get(line))]);
		return `<span class="text-danger">${escape(text)}</span>`;
	}
	if (derived.has(line) && !given.has(line)) {
		return `<span class="text-muted">${__("derived")}</span>`;
	}
	return "";
}

export const entry = {
	/** Show the figures of a statement's form; `lines` are the standard ones. */
	show(frm, lines) {
		frm.credit_entry = new Entry(frm, lines);
		frm.credit_entry.show();
	},
	renew(frm) {
		frm.credit_entry?.renew();
	},
};
