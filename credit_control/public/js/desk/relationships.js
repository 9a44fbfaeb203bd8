// The tab Relationships of a Credit File: drawn when it is seen, one company at a time.

import { placed, when_seen } from "./lazy";
import { company_choice, empty, tile } from "./parts";
import { graph_html, node_href } from "./relationship_graph";
import { escape, grade_badge, labelled, link, money, number, pill } from "./text";

const API = "credit_control.api.relationships";

class Relationships {
	constructor(frm) {
		this.frm = frm;
		this.element = placed(frm, "relationships", "credit-picture credit-relationships", {
			click: (event) => this.clicked(event),
			change: ({ target }) => this.changed(target),
		});
	}

	wait() {
		if (this.shown !== this.frm.docname) {
			this.shown = this.frm.docname;
			this.company = undefined;
			this.element.innerHTML = empty(__("Loading..."));
		}
		this.stop?.();
		this.stop = when_seen(this.element, () => this.refresh());
	}

	async refresh() {
		const name = this.shown;
		const data = await frappe.xcall(`${API}.around`, { name, company: this.company });
		if (name !== this.frm.docname) return;
		this.data = data;
		this.element.innerHTML = relationships_html(data);
	}

	changed({ dataset, value }) {
		if (dataset.ask !== "company") return;
		this.company = value;
		this.refresh();
	}

	clicked({ target }) {
		if (target.closest("[data-make-group]")) make_group(this.data);
	}
}

function relationships_html(data) {
	const { nodes, hidden, more, common } = data;
	const notes = [
		hidden ? __("Connected customers whose files you may not read: {0}.", [hidden]) : "",
		more ? __("{0} more customers are connected than can be shown.", [more]) : "",
		...common.map(({ shown, files }) =>
			__("{0} files share {1}: too many to connect anybody.", [files, shown]),
		),
	].filter(Boolean);
	const body = nodes.length > 1 ? connected_html(data) : empty(nobody_text());
	return `<div class="credit-picture__head">${company_choice(data)}${group_html(data)}</div>
		${body}${notes.map((note) => empty(note)).join("")}`;
}

function nobody_text() {
	return __(
		"No other customer shares a person, number, telephone, address, shareholder, guarantor or Credit Group with this one.",
	);
}

function group_html({ group, nodes }) {
	if (group) return `<span>${labelled(__("Credit Group"), link("Credit Group", group))}</span>`;
	if (nodes.length < 2 || !frappe.model.can_create("Credit Group")) return "";
	return `<button type="button" class="btn btn-xs btn-default" data-make-group>${__(
		"Make a Credit Group of These",
	)}</button>`;
}

function connected_html(data) {
	const { nodes, total, currency } = data;
	return `<div class="credit-tiles credit-tiles--three">
			${tile(__("Connected Customers"), number(nodes.length - 1))}
			${tile(__("Owed Together"), money(total, currency), __("this customer and all that are shown"))}
			${tile(__("With a Warning"), number(warned(nodes)), "", warned(nodes) ? "bad" : "")}
		</div>
		${graph_html(data)}
		<ul class="credit-relationships__list">${nodes
			.slice(1)
			.map((node) => item(node, data))
			.join("")}</ul>`;
}

const warned = (nodes) => nodes.slice(1).filter(({ alerts }) => alerts.length).length;

function item(node, { nodes, edges, currency }) {
	const name = escape(node.customer_name || node.customer);
	const alerts = node.alerts.map((alert) => pill(alert, "red")).join(" ");
	return `<li>
		<div><a href="${node_href(node)}"><b>${name}</b></a> ${grade_badge(node.grade)} ${alerts}</div>
		<div class="text-muted">${escape(__("Exposure"))} ${money(node.exposure, currency)}${limit_text(
			node,
			currency,
		)}</div>
		<ul>${reasons(node, nodes, edges).join("")}</ul>
	</li>`;
}

function limit_text({ assessed, unlimited, limit }, currency) {
	if (!assessed) return "";
	const shown = unlimited
		? escape(__("Unlimited", null, "Credit File Limit"))
		: money(limit, currency);
	return ` · ${escape(__("Limit", null, "Credit File"))} ${shown}`;
}

/** Why a node is there: its edges towards the middle, and who is at their other end when it is another. */
function reasons({ customer, level }, nodes, edges) {
	const known = new Map(nodes.map((node) => [node.customer, node]));
	return edges
		.filter(({ first, second }) => [first, second].includes(customer))
		.map((edge) => [known.get(edge.first === customer ? edge.second : edge.first), edge])
		.filter(([other]) => other.level < level)
		.map(([other, edge]) => {
			const by = escape(other.customer_name || other.customer);
			const text = (reason) =>
				other.level > 0 ? labelled(by, escape(reason)) : escape(reason);
			return edge.reasons.map((reason) => `<li>${text(reason)}</li>`).join("");
		});
}

/** A new group of the customer and its direct neighbours; who does not belong is taken out in the form. */
function make_group({ company, currency, nodes }) {
	frappe.model.with_doctype("Credit Group", () => {
		const doc = frappe.model.get_new_doc("Credit Group");
		Object.assign(doc, { company, currency });
		for (const { customer, customer_name } of nodes.filter(({ level }) => level < 2)) {
			const row = frappe.model.add_child(doc, "Credit Group Member", "members");
			Object.assign(row, { customer, customer_name });
		}
		frappe.set_route("Form", "Credit Group", doc.name);
	});
}

export const relationships = {
	/** Show the relationships on a Credit File's form as soon as their tab is open. */
	show(frm) {
		if (frm.is_new() || !frm.fields_dict.relationships) return;
		frm.credit_relationships = frm.credit_relationships || new Relationships(frm);
		frm.credit_relationships.wait();
	},
};
