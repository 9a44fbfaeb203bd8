// The relationships of a customer as a drawing: itself in the middle, its neighbours around it, theirs outside.

import { escape, number } from "./text";

const BOX = { width: 190, height: 50 };
/** More lines than these are drawn without their reason; it is in the list and in the line's title. */
const LABELLED = 16;
const LONGEST_NAME = 22;
/** The usual width of a letter of a line's reason, and of a Chinese character. */
const LETTER = { narrow: 6.5, wide: 12 };
/** What of a line must be seen beside its reason; a steep one passes behind it. */
const BARE_LINE = 16;
/** How far a line between two neighbours bends outwards, and how far from the middle it passes at least. */
const BEND = 110;
const CLEARANCE = 100;

export function graph_html({ nodes, edges }) {
	const places = placed(nodes, edges);
	const boxes = nodes.map((node) => box(node, places.at.get(node.customer)));
	const lines = edges.map((edge) => line(edge, places.at, edges.length <= LABELLED));
	return `<svg class="credit-graph" viewBox="${places.frame.join(" ")}" role="group"
		aria-label="${escape(__("Relationships"))}">${lines.join("")}${boxes.join("")}</svg>`;
}

/** Where every node stands: a neighbour's share of the ring grows with the neighbours of its own. */
function placed(nodes, edges) {
	const [centre, ...others] = nodes;
	const inner = side_by_side(
		others.filter(({ level }) => level === 1),
		edges,
	);
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
	const middles = edges.map(({ first, second }) => middle_of(at.get(first), at.get(second)));
	return { at, frame: frame([...at.values(), ...middles]) };
}

/** Neighbours in an order in which those that are connected stand next to each other. */
function side_by_side(nodes, edges) {
	const connected = (one, other) =>
		edges.some(({ first, second }) =>
			[one, other].every((name) => name === first || name === second),
		);
	const [left, ordered] = [[...nodes], []];
	while (left.length) {
		const last = ordered.at(-1);
		const next = left.findIndex(({ customer }) => last && connected(last.customer, customer));
		ordered.push(...left.splice(Math.max(0, next), 1));
	}
	return ordered;
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
	const near = [Math.max(has_outer ? 360 : 400, inner * 38), Math.max(150, inner * 20)];
	const far = [Math.max(near[0] + 230, total * 36), Math.max(near[1] + 110, total * 20)];
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
	const [start, end] = [at.get(first), at.get(second)];
	const [x, y] = middle_of(start, end);
	const more = reasons.length > 1 ? ` +${reasons.length - 1}` : "";
	const shown = labelled ? [label + more, label].find((text) => fits(text, start, end)) : "";
	const text = shown ? `<text x="${x}" y="${y}">${escape(shown)}</text>` : "";
	return `<g class="credit-graph__edge credit-graph__edge--${kind}">
		<title>${escape(reasons.join("\n"))}</title>
		<path d="M${start} Q${bend(start, end)} ${end}"></path>${text}</g>`;
}

/** Whether a reason leaves something to be seen of its line between the boxes. */
function fits(text, [x, y], [to_x, to_y]) {
	const width = [...text].reduce(
		(sum, letter) => sum + (letter > "\u2e80" ? LETTER.wide : LETTER.narrow),
		BARE_LINE,
	);
	return Math.abs(to_x - x) - BOX.width > width || Math.abs(to_y - y) - BOX.height > BOX.height;
}

/** The middle of a line as it is drawn. */
function middle_of(start, end) {
	const control = bend(start, end);
	return [0, 1].map((axis) => (start[axis] + end[axis]) / 4 + control[axis] / 2);
}

/** The point that a line bends towards: none for lines from the middle, outwards for all others. */
function bend(start, end) {
	const middle = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
	if ([start, end].some(([x, y]) => !x && !y)) return middle;
	const far = Math.hypot(...middle);
	const out = far > BEND ? middle : across(start, end, middle);
	const length = Math.hypot(...out) || 1;
	const by = Math.max(BEND, 2 * (CLEARANCE - far));
	return middle.map((value, axis) => value + (out[axis] / length) * by);
}

/** At right angles to a line, away from the middle. */
function across([x, y], [to_x, to_y], middle) {
	const side = [y - to_y, to_x - x];
	const outwards = side[0] * middle[0] + side[1] * middle[1];
	return outwards < 0 ? side.map((value) => -value) : side;
}

function box(node, [x, y]) {
	const { customer, customer_name, grade, level, alerts } = node;
	const name = cut(customer_name || customer);
	const tone = level === 0 ? "own" : "plain";
	const warns = alerts.length ? "credit-graph__node--bad" : "";
	const title = [customer_name || customer, ...alerts].join("\n");
	return `<a class="credit-graph__node credit-graph__node--${tone} ${warns}" href="${node_href(node)}"
			transform="translate(${x - BOX.width / 2} ${y - BOX.height / 2})">
		<title>${escape(title)}</title>
		<rect width="${BOX.width}" height="${BOX.height}" rx="8"></rect>
		<text class="credit-graph__name" x="${BOX.width / 2}" y="20">${escape(name)}</text>
		<text class="credit-graph__figures" x="${BOX.width / 2}" y="39">${escape(
			[grade, figures(node)].filter(Boolean).join(" · "),
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

/** Exposure and limit; the currency stands above the drawing. */
function figures({ exposure, limit, assessed, unlimited }) {
	if (!assessed) return number(exposure);
	const most = unlimited ? __("Unlimited", null, "Credit File Limit") : number(limit);
	return `${number(exposure)} / ${most}`;
}
