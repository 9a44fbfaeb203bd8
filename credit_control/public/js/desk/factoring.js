// Which open invoices could be sold to a bank or factor: a word on the invoice, the list in a dialog.

import { note } from "./strip_note";
import { escape, link, money } from "./text";

const API = "credit_control.api.factoring";
const FINANCE = [
	"Accounts User",
	"Accounts Manager",
	"Credit Manager",
	"Credit Specialist",
	"System Manager",
];

export const factoring = {
	/** On a submitted invoice that is open: whether it could be discounted, with the reasons as its title. */
	async refresh(frm) {
		const { doc, docname } = frm;
		note(frm, "factoring", "");
		if (doc.docstatus !== 1 || doc.is_return || !(doc.outstanding_amount > 0)) return;
		if (!may_see()) return;
		const found = await frappe.xcall(`${API}.state`, { invoice: docname });
		if (!found || frm.docname !== docname) return;
		indicate(frm, found);
		frm.add_custom_button(
			__("Factoring"),
			() => show_candidates(doc.customer, doc.company),
			__("View"),
		);
	},

	show_candidates,
	may_see,
};

function may_see() {
	return frappe.user.has_role(FINANCE);
}

function indicate(frm, { eligible, reasons }) {
	const label = eligible
		? __("Can be discounted")
		: __("Cannot be discounted: {0}", [reasons[0]]);
	const title = reasons.join("\n") || __("Not overdue, not disputed, within its terms.");
	note(frm, "factoring", label, eligible ? "green" : "gray", title);
}

/** The open invoices of a customer: those that could be discounted can be chosen, the others say why not. */
export async function show_candidates(customer, company) {
	const rows = await frappe.xcall(`${API}.candidates`, { customer, company });
	const dialog = new frappe.ui.Dialog({
		title: __("Invoices for Factoring: {0}", [customer]),
		size: "large",
		fields: [{ fieldtype: "HTML", fieldname: "list", options: list_html(rows) }],
	});
	if (rows.some((row) => row.eligible) && frappe.model.can_create("Invoice Discounting")) {
		dialog.set_primary_action(__("Create Invoice Discounting"), () => create(dialog, company));
	}
	dialog.show();
}

async function create(dialog, company) {
	const boxes = dialog.$wrapper.find(".credit-factoring input:checked").toArray();
	const doc = await frappe.xcall(`${API}.discount`, {
		company,
		invoices: boxes.map((box) => box.value),
	});
	dialog.hide();
	const [opened] = frappe.model.sync(doc);
	frappe.set_route("Form", opened.doctype, opened.name);
}

function list_html(rows) {
	if (!rows.length) return `<p class="text-muted">${__("There is no open invoice.")}</p>`;
	return `<table class="table table-sm credit-table credit-factoring">
		<thead><tr>
			<th></th>
			<th>${__("Sales Invoice")}</th>
			<th>${__("Due Date")}</th>
			<th class="text-right">${__("Open", null, "Sales Invoice")}</th>
			<th>${__("Why not")}</th>
		</tr></thead>
		<tbody>${rows.map(row_html).join("")}</tbody>
	</table>`;
}

function row_html({ invoice, due_date, amount, currency, eligible, reasons }) {
	const label = escape(__("Discount {0}", [invoice]));
	const box = eligible
		? `<input type="checkbox" value="${escape(invoice)}" checked aria-label="${label}">`
		: "";
	return `<tr class="${eligible ? "" : "text-muted"}">
		<td>${box}</td>
		<td>${link("Sales Invoice", invoice)}</td>
		<td>${escape(frappe.datetime.str_to_user(due_date))}</td>
		<td class="text-right">${money(amount, currency)}</td>
		<td>${reasons.map(escape).join("<br>")}</td>
	</tr>`;
}
