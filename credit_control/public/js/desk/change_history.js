// The tab History of a Credit File: who changed grade, limit, terms and class, when, why, from what to what.

import { placed, when_seen } from "./lazy";
import { choice, empty } from "./parts";
import { escape, link, money } from "./text";

const API = "credit_control.api.trade";
const CHANGE = "Credit Standing Change";
/** The server sends pages of this size. */
const PAGE = 50;
const FIELDS = [
	"Grade",
	"Limit Mode",
	"Credit Limit",
	"Temporary Limit",
	"Temporary From",
	"Temporary Until",
	"Payment Terms",
	"Risk Class",
	"Value Class",
	"Customer Class",
];
const DAYS = ["Temporary From", "Temporary Until"];
/** Where the words of a field's values are translated. */
const WORDS = {
	"Limit Mode": "Credit File Limit",
	"Risk Class": "Credit File",
	"Value Class": "Credit File",
	"Customer Class": "Credit File",
};

class ChangeHistory {
	constructor(frm) {
		this.frm = frm;
		this.element = placed(frm, "change_history", "credit-picture credit-history", {
			click: (event) => this.clicked(event),
			change: (event) => this.changed(event),
		});
	}

	wait() {
		if (this.shown !== this.frm.docname) this.asked = {};
		this.shown = this.frm.docname;
		this.stop?.();
		this.stop = when_seen(this.element, () => this.refresh());
	}

	refresh() {
		this.rows = [];
		return this.more();
	}

	async more() {
		const name = this.shown;
		const page = await frappe.xcall(`${API}.changes`, {
			name,
			start: this.rows.length,
			...this.asked,
		});
		if (name !== this.frm.docname) return;
		this.rows.push(...page);
		this.element.innerHTML = history_html(this, page.length === PAGE);
	}

	changed({ target }) {
		this.asked[target.dataset.ask] = target.value || undefined;
		this.refresh();
	}

	clicked(event) {
		if (event.target.closest(".credit-history__more")) this.more();
	}
}

function history_html({ frm, rows, asked }, more) {
	return `${filters(frm, asked)}${rows.length ? table(rows) : none(asked)}
		${more ? `<button type="button" class="btn btn-xs btn-default credit-history__more">${__("Load More")}</button>` : ""}`;
}

function none(asked) {
	const filtered = asked.field || asked.company;
	return empty(filtered ? __("No change matches.") : __("The standing has not changed yet."));
}

function filters(frm, asked) {
	const fields = FIELDS.map((field) => [field, __(field, null, CHANGE)]);
	const companies = (frm.doc.limits || []).map((row) => row.company);
	return `<div class="credit-picture__head">
		${choice("field", __("Field", null, "Credit Standing Change"), asked.field, [["", __("All Changes")], ...fields])}
		${companies.length > 1 ? choice("company", __("Company"), asked.company, [["", __("All Companies")], ...companies]) : ""}
	</div>`;
}

function table(rows) {
	return `<div class="table-responsive"><table class="table table-sm credit-documents">
		<thead><tr><th>${__("When", null, "Credit Standing Change")}</th><th>${__("What Changed", null, "Credit Standing Change")}</th>
			<th>${__("Before", null, "Credit Standing Change")}</th><th>${__("After", null, "Credit Standing Change")}</th>
			<th>${__("Why", null, "Credit Standing Change")}</th><th>${__("Who", null, "Credit Standing Change")}</th></tr></thead>
		<tbody>${rows.map(change).join("")}</tbody></table></div>`;
}

function change(row) {
	return `<tr>
		<td>${escape(frappe.datetime.str_to_user(row.changed_on))}</td>
		<td>${escape(__(row.changed_field, null, CHANGE))}
			<div class="text-muted small">${escape(row.company || "")}</div></td>
		<td>${value(row, row.value_before)}</td>
		<td><b>${value(row, row.value_after)}</b></td>
		<td>${why(row)}</td>
		<td>${escape(frappe.user.full_name(row.changed_by))}</td>
	</tr>`;
}

function value({ changed_field, currency }, text) {
	if (!text) return `<span class="text-muted">–</span>`;
	if (currency) return money(Number(text), currency);
	if (DAYS.includes(changed_field)) return escape(frappe.datetime.str_to_user(text));
	return escape(changed_field in WORDS ? __(text, null, WORDS[changed_field]) : text);
}

function why({ cause, source_doctype, source_name, reason }) {
	const source = source_name ? ` ${link(source_doctype, source_name)}` : "";
	const said = reason ? `<div class="text-muted small">${escape(reason)}</div>` : "";
	return `${escape(__(cause, null, CHANGE))}${source}${said}`;
}

export const change_history = {
	/** One side of a change as HTML, for the list of all changes. */
	value: (row, text) => value(row, text),
	/** Show the history of a Credit File's form as soon as its tab is open. */
	show(frm) {
		if (frm.is_new() || !frm.fields_dict.change_history) return;
		frm.credit_history = frm.credit_history || new ChangeHistory(frm);
		frm.credit_history.wait();
	},
};
