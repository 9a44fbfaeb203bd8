// What a Credit File lacks, on its form: the percentage, each open item with its field and its task.

import { day, empty } from "./parts";
import { placed } from "./lazy";
import { escape, link, number } from "./text";

const API = "credit_control.api.file_records";
const STATEMENT = "Customer Financial Statement";
const TONES = { missing: "none", expiring: "fair", expired: "poor" };
const WORD_TONES = {
	Good: "good",
	Clean: "good",
	Fair: "fair",
	Minor: "fair",
	A: "good",
	B: "good",
};
const BAD_WORDS = ["Poor", "Serious", "D"];

class FileRecords {
	constructor(frm) {
		this.frm = frm;
		this.element = placed(frm, "completeness_panel", "credit-records", {
			click: (event) => this.clicked(event),
		});
	}

	async refresh() {
		const { name } = this.frm.doc;
		const panel = await frappe.xcall(`${API}.panel`, { name });
		if (name !== this.frm.docname) return;
		this.element.innerHTML = panel_html(panel);
	}

	clicked(event) {
		const { target } = event;
		const jump = target.closest("[data-field]");
		if (jump) return this.jump(jump.dataset.field);
		const task = target.closest("[data-task]");
		if (task) this.make_task(task);
	}

	jump(field) {
		if (field !== "statements") return this.frm.scroll_to_field(field);
		frappe.new_doc(STATEMENT, { customer: this.frm.doc.customer });
	}

	async make_task(button) {
		button.disabled = true;
		const args = { name: this.frm.docname, item: button.dataset.task };
		try {
			await frappe.xcall(`${API}.make_task`, args);
		} finally {
			await this.refresh();
		}
		this.frm.sidebar?.reload_docinfo?.();
	}
}

function panel_html(panel) {
	return `${head(panel)}${panel.items.length ? table(panel) : empty(complete_text(panel))}`;
}

function complete_text({ asked }) {
	return asked
		? __("Nothing is missing, and nothing is out of date.")
		: __(
				"Nothing is asked of a Credit File yet. Choose the items in Credit Control Settings.",
			);
}

function head({ percent, had, asked, summary }) {
	return `<div class="credit-records__head">
		<b>${escape(__("{0} % complete", [number(percent)]))}</b>
		<span class="credit-records__track"><span style="width: ${percent}%"></span></span>
		<span class="text-muted">${escape(__("{0} of {1} items", [had, asked]))}</span>
		${summary.map(chip).join("")}
	</div>`;
}

function chip({ label, value, word }) {
	return `<span class="credit-records__chip">${escape(label)}
		<span class="credit-grade credit-grade--${tone_of(word)}">${escape(value)}</span></span>`;
}

function tone_of(word) {
	if (BAD_WORDS.includes(word)) return "poor";
	return WORD_TONES[word] || "none";
}

function table({ items, may_write }) {
	const rows = items.map((item) => row(item, may_write)).join("");
	return `<div class="table-responsive"><table class="table table-sm credit-records__table">
		<tbody>${rows}</tbody></table></div>`;
}

function row(item, may_write) {
	return `<tr>
		<td><span class="credit-grade credit-grade--${TONES[item.state]}">${state_text(item)}</span></td>
		<td><button type="button" class="btn btn-link btn-xs" data-field="${escape(item.field)}"
			title="${escape(__("Go to the field"))}">${escape(item.label)}</button></td>
		<td class="text-muted">${until_text(item)}</td>
		<td class="text-right">${task_html(item, may_write)}</td>
	</tr>`;
}

function state_text({ state }) {
	const texts = {
		missing: __("Missing", null, "Credit File"),
		expired: __("Expired", null, "Credit File"),
		expiring: __("Expiring", null, "Credit File"),
	};
	return escape(texts[state]);
}

function until_text({ state, until }) {
	if (!until) return "";
	const text = state === "expired" ? __("valid to {0}") : __("still valid to {0}");
	return text.replace("{0}", day(until));
}

function task_html({ code, task }, may_write) {
	if (task) return link("ToDo", task, __("Task open"));
	if (!may_write) return "";
	return `<button type="button" class="btn btn-xs btn-default" data-task="${escape(code)}">${escape(
		__("Make a Task"),
	)}</button>`;
}

export const file_records = {
	/** Show or renew what is missing on a Credit File's form. */
	show(frm) {
		if (frm.is_new()) return Promise.resolve();
		frm.credit_records = frm.credit_records || new FileRecords(frm);
		return frm.credit_records.refresh();
	},
};
