// What a statement's figures come to: ratios in groups, Altman, Wall Index, five-tier evaluation.

import { clauses, escape, labelled, link, pill } from "../desk/text";
import { FORM, LINE, TONES, ZONES, or_reason } from "./figures";

const LEVELS = { Excellent: "green", Good: "green", Average: "blue", Low: "orange", Poor: "red" };

const note_of = (row) => credit_control.words.note(row.note, LINE);
const plain_note = (row) => frappe.utils.html2text(note_of(row));

function ratios_html(rows) {
	const groups = [...new Set(rows.map((row) => row.ratio_group))];
	const body = groups.map((group) => {
		const lines = rows.filter((row) => row.ratio_group === group).map(ratio_row);
		const title = escape(__(group, null, "Financial Statement Ratio"));
		const head = title ? `<tr class="cs-group"><th colspan="5">${title}</th></tr>` : "";
		return head + lines.join("");
	});
	return `<div class="table-responsive"><table class="table table-sm cs-table">
		<thead><tr><th>${__("Ratio", null, "Financial Statement Ratio")}</th><th class="text-right">${__("Value", null, "Financial Statement Ratio")}</th>
			<th class="text-right">${__("Previous", null, "Financial Statement Ratio")}</th><th>${__("Trend", null, "Financial Statement Ratio")}</th><th>${__("Note", null, "Financial Statement Ratio")}</th></tr></thead>
		<tbody>${body.join("")}</tbody></table></div>`;
}

function ratio_row(row) {
	return `<tr><td>${escape(__(row.ratio))}</td>
		<td class="text-right">${figure(row.value, row)}</td>
		<td class="text-right">${row.previous_value ? figure(row.previous_value, row) : ""}</td>
		<td>${trend(row)}</td>
		<td class="text-muted small">${note_of(row)}</td></tr>`;
}

function figure(value, row) {
	return or_reason(value === "n/a" ? "" : __(value || ""), plain_note(row));
}

/** The arrow is where the figure went, the colour and the word whether that is good. */
export function trend({ trend: found, value, previous_value }) {
	if (!found) return "";
	const now = Number.parseFloat(cstr(value).replace(/,/g, ""));
	const before = Number.parseFloat(cstr(previous_value).replace(/,/g, ""));
	const arrow = found === "Same" ? "→" : now > before ? "↑" : "↓";
	return pill(`${arrow} ${__(found, null, "Financial Statement Ratio")}`, TONES[found]);
}

function evaluation_html(doc) {
	return `<div class="cs-cards">${altman(doc)}${wall(doc)}${five_tier(doc)}</div>`;
}

function card(title, head, body, foot = "", wide = "") {
	return `<section class="cs-card ${wide}"><h6>${escape(title)}</h6><div class="cs-card__head">${head}</div>
		${body}<p class="text-muted small">${foot}</p></section>`;
}

const rows_of = (doc, method) => (doc.evaluation || []).filter((row) => row.method === method);

function altman(doc) {
	const rows = rows_of(doc, "Altman");
	const zone = doc.z_zone ? pill(__(doc.z_zone, null, FORM), ZONES[doc.z_zone]) : "";
	const score = doc.z_zone ? doc.z_score : "";
	const head = `<b>${or_reason(score, frappe.utils.html2text(credit_control.words.note(doc.z_score, LINE)))}</b> ${zone}`;
	const model = model_text(doc.z_model);
	if (!rows.length) {
		const reason = doc.z_zone ? "" : credit_control.words.note(doc.z_score, LINE);
		return card(__("Altman Z-Score"), head, "", [model, reason].filter(Boolean).join("<br>"));
	}
	const lines = rows.map(
		(
			row,
		) => `<tr><td>${escape(__(row.item))}</td><td class="text-right">${escape(row.actual)}</td>
			<td class="text-right">× ${escape(row.weight)}</td><td class="text-right">${escape(row.points)}</td></tr>`,
	);
	const heads = [
		__("Term"),
		__("Actual", null, "Financial Statement Evaluation"),
		__("Coefficient"),
		__("Contribution"),
	];
	return card(__("Altman Z-Score"), head, table(heads, lines, 1), model);
}

/** Which of the two models, and why. */
function model_text(text) {
	const [model, ...reason] = (text || "").split(": ");
	return escape(reason.length ? labelled(__(model), __(reason.join(": "))) : __(model));
}

function wall(doc) {
	const lines = rows_of(doc, "Wall Index").map(
		(row) => `<tr><td>${escape(__(row.item))}</td>
			<td class="text-right">${figure(row.actual, row)}</td><td class="text-right">${escape(row.standard)}</td>
			<td class="text-right">${escape(row.weight)}</td><td class="text-right">${figure(row.points, row)}</td></tr>`,
	);
	const heads = [
		__("Ratio", null, "Financial Statement Ratio"),
		__("Actual", null, "Financial Statement Evaluation"),
		__("Standard", null, "Financial Statement Evaluation"),
		__("Weight", null, "Financial Statement Evaluation"),
		__("Points", null, "Financial Statement Evaluation"),
	];
	const head = `<b>${or_reason(doc.wall_index, missing_of(rows_of(doc, "Wall Index")))}</b>`;
	return card(__("Wall Index"), head, table(heads, lines, 1), used(doc));
}

function five_tier(doc) {
	const rows = rows_of(doc, "Five-Tier Evaluation");
	if (!rows.length) {
		const text = __("There is no industry table. Make one, or choose one above.");
		return card(__("Five-Tier Evaluation"), `<b>${or_reason("", text)}</b>`, "", escape(text));
	}
	const lines = rows.map(
		(
			row,
		) => `<tr><td>${escape(__(row.item))}</td><td class="text-right">${figure(row.actual, row)}</td>
			<td class="text-right text-nowrap">${escape(row.standard)}</td>
			<td class="text-right">${escape(row.weight)}</td><td class="text-right">${figure(row.points, row)}</td></tr>`,
	);
	const level = doc.five_tier_level
		? pill(__(doc.five_tier_level, null, FORM), LEVELS[doc.five_tier_level])
		: "";
	const head = `<b>${or_reason(doc.five_tier_score, missing_of(rows))}</b> ${level}`;
	const heads = [
		__("Ratio", null, "Financial Statement Ratio"),
		__("Actual", null, "Financial Statement Evaluation"),
		__("Excellent to Poor"),
		__("Weight", null, "Financial Statement Evaluation"),
		__("Points", null, "Financial Statement Evaluation"),
	];
	return card(
		__("Five-Tier Evaluation"),
		head,
		table(heads, lines, 1),
		used(doc),
		"cs-card--wide",
	);
}

function missing_of(rows) {
	const missing = rows.filter((row) => row.points === "n/a");
	return clauses(missing.map((row) => labelled(__(row.item), plain_note(row))));
}

function used(doc) {
	if (!doc.industry_reference) return "";
	return labelled(
		__("Standards Used"),
		link("Industry Reference", doc.industry_reference, doc.reference_used),
	);
}

/** `numbers_from` is the first column of figures. */
export function table(heads, rows, numbers_from = 1) {
	if (!rows.length) return "";
	const cells = heads.map(
		(head, index) =>
			`<th class="${index >= numbers_from ? "text-right" : ""}">${escape(head)}</th>`,
	);
	return `<div class="table-responsive"><table class="table table-sm cs-table"><thead><tr>${cells.join("")}</tr></thead>
		<tbody>${rows.join("")}</tbody></table></div>`;
}

export const results = {
	/** Show the stored results of a statement's form in place of its plain tables. */
	show(frm) {
		const { doc } = frm;
		const has_results = Boolean(doc.ratios?.length);
		frm.fields_dict.results_view.$wrapper.html(has_results ? ratios_html(doc.ratios) : "");
		frm.fields_dict.evaluation_view.$wrapper.html(has_results ? evaluation_html(doc) : "");
		const plain = ["ratios", "evaluation", "z_model", "z_score", "z_zone", "wall_index"];
		for (const field of [...plain, "five_tier_score", "five_tier_level", "reference_used"]) {
			frm.toggle_display(field, false);
		}
	},
};
