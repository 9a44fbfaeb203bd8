// The relationships of a customer as a drawing: itself in the middle, its neighbours around it, theirs outside.

import { escape, short_money } from "./text";

const BOX = { width: 168, height: 50 };
/** More lines than these are drawn without their reason; it is in the list and in the line's title. */
const LABELLED = 16;
const LONGEST_NAME = 20;

export function graph_html({ nodes, edges, currency }) {
	const places = placed(nodes, edges);
	const boxes = nodes.map((node) => box(node, places.at.get(node.customer), currency));
	const lines = edges.map((edge) => line(edge, places.at, edges.length <= LABELLED));
	return `<svg class="credit-graph" viewBox="${places.frame.join(" ")}" role="group"
		aria-label="${escape(__("Relationships"))}">${lines.join("")}${boxes.join("")}</svg>`;
}

/** Where every node stands: a neighbour's share of the ring grows with the neighbours of its own. */
function placed(nodes, edges) {
	const [centre, ...others] = nodes;
	const inner = others.filter(({ level }) => level === 1);
	const children = outer_by_parent(inner, others, edges);
	const weights = inner.map(({ customer }) => Math.max(1, children.get(customer).length));
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const at = new Map([[centre.customer, [0, 0]]]);
	const rings = radii(inner.length, total, others.length > inner.length);
	let used = 0;
	inner.forEach(({ customer }, index) => {
		at.set(customer, on_ring((used + weights[index] / 2) / total, rings.inner));
		children.get(customer).forEach((name, place) => {
			at.set(name, on_ring((used + place + 0.5) / total, rings.outer));
		});
		used += weights[index];
	});
	return { at, frame: frame([...at.values()]) };
}

function outer_by_parent(inner, others, edges) {
	const children = new Map(inner.map(({ customer }) => [customer, []]));
	for (const { customer } of others.filter(({ level }) => level > 1)) {
		const beside = edges.find(
			({ first, second }) =>
				(first === customer && children.has(second)) ||
				(second === customer && children.has(first)),
		);
		children.get(beside.first === customer ? beside.second : beside.first).push(customer);
	}
	return children;
}

function radii(inner, total, has_outer) {
	const near = [Math.max(240, inner * 36), Math.max(130, inner * 17)];
	const far = [Math.max(near[0] + 215, total * 34), Math.max(near[1] + 105, total * 17)];
	return { inner: near, outer: has_outer ? far : near };
}

/** A share of the way around, from the right and clockwise. */
function on_ring(share, [width, height]) {
	const angle = share * 2 * Math.PI - Math.PI / 6;
	return [Math.cos(angle) * width, Math.sin(angle) * height];
}

function frame(points) {
	const margin = { x: BOX.width / 2 + 10, y: BOX.height / 2 + 10 };
	const xs = points.map(([x]) => x);
	const ys = points.map(([, y]) => y);
	const [left, top] = [Math.min(...xs) - margin.x, Math.min(...ys) - margin.y];
	return [left, top, Math.max(...xs) + margin.x - left, Math.max(...ys) + margin.y - top].map(
		Math.round,
	);
}

function line({ first, second, kind, label, reasons }, at, labelled) {
	const [[x1, y1], [x2, y2]] = [at.get(first), at.get(second)];
	const more = reasons.length > 1 ? ` +${reasons.length - 1}` : "";
	const text = labelled
		? `<text x="${(x1 + x2) / 2}" y="${(y1 + y2) / 2}">${escape(label + more)}</text>`
		: "";
	return `<g class="credit-graph__edge credit-graph__edge--${kind}">
		<title>${escape(reasons.join("\n"))}</title>
		<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"></line>${text}</g>`;
}

function box(node, [x, y], currency) {
	const { customer, customer_name, grade, level, alerts } = node;
	const name = cut(customer_name || customer);
	const tone = alerts.length ? "bad" : level === 0 ? "own" : "plain";
	const title = [customer_name || customer, ...alerts].join("\n");
	return `<a class="credit-graph__node credit-graph__node--${tone}" href="${node_href(node)}"
			transform="translate(${x - BOX.width / 2} ${y - BOX.height / 2})">
		<title>${escape(title)}</title>
		<rect width="${BOX.width}" height="${BOX.height}" rx="8"></rect>
		<text class="credit-graph__name" x="${BOX.width / 2}" y="20">${escape(name)}</text>
		<text class="credit-graph__figures" x="${BOX.width / 2}" y="39">${escape(
			[grade, figures(node, currency)].filter(Boolean).join(" · "),
		)}</text>
	</a>`;
}

export function node_href({ customer, file }) {
	return file
		? frappe.utils.get_form_link("Credit File", file)
		: frappe.utils.get_form_link("Customer", customer);
}

function cut(name) {
	return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

function figures({ exposure, limit, assessed, unlimited }, currency) {
	const owed = plain_money(exposure, currency);
	if (!assessed) return owed;
	return `${owed} / ${unlimited ? __("Unlimited", null, "Credit File Limit") : plain_money(limit, currency)}`;
}

/** The same short figure as elsewhere, without markup. */
function plain_money(amount, currency) {
	return $(`<span>${short_money(amount, currency)}</span>`).text();
}
