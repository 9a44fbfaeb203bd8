// The form of a Credit Scorecard: read at a glance, weighed and banded in place, tried and promoted.

import { try_on_customers } from "./scorecard_trial";
import { indicators_html, renew_sums, scorecard_html } from "./scorecard_view";
import { escape } from "./text";

const API = "credit_control.api";
const BAND_FIELDS = ["from_value", "text_value", "points", "advice"];

let registry;

/** The registry of indicators, asked for once a page. */
function indicators() {
	registry ??= frappe.xcall(`${API}.scorecards.indicators`).catch((error) => {
		registry = null;
		throw error;
	});
	return registry;
}

class ScorecardOverview {
	constructor(frm) {
		this.frm = frm;
		this.element = document.createElement("div");
		this.element.addEventListener("change", (event) => this.changed(event));
		this.element.addEventListener("click", (event) => this.clicked(event));
		frm.fields_dict.overview.$wrapper.empty().append(this.element);
	}

	async refresh() {
		this.rows = await indicators();
		this.by_value = Object.fromEntries(this.rows.map((row) => [row.value, row]));
		const { doc } = this.frm;
		this.element.innerHTML = scorecard_html(
			doc,
			this.by_value,
			doc.docstatus === 0 && is_writable(this.frm),
		);
	}

	factor(event) {
		const name = event.target.closest("[data-row]")?.dataset.row;
		return this.frm.doc.factors.find((row) => row.name === name);
	}

	changed(event) {
		if (!event.target.matches(".credit-card__weight")) return;
		const row = this.factor(event);
		frappe.model.set_value(row.doctype, row.name, "weight", flt(event.target.value));
	}

	/** A weight was changed here or in the table: all else stays, so that one can go on typing. */
	weighed() {
		for (const row of this.frm.doc.factors) {
			const input = this.element.querySelector(
				`[data-row="${row.name}"] .credit-card__weight`,
			);
			if (input && flt(input.value) !== flt(row.weight)) input.value = flt(row.weight);
		}
		renew_sums(this.element, this.frm.doc.factors);
	}

	clicked(event) {
		if (event.target.closest(".credit-card__edit")) this.edit_bands(this.factor(event));
	}

	edit_bands({ indicator }) {
		const known = this.by_value[indicator];
		const dialog = new frappe.ui.Dialog({
			title: known.label,
			size: "extra-large",
			fields: [
				{ fieldtype: "HTML", fieldname: "about", options: about(known) },
				{ ...bands_field(known), data: this.bands_of(known) },
			],
			primary_action_label: __("Apply"),
			primary_action: ({ bands }) => {
				this.set_bands(indicator, bands || []);
				dialog.hide();
			},
		});
		dialog.show();
	}

	/** The bands there are; for words also one for each word that has none yet. */
	bands_of(known) {
		const own = this.frm.doc.bands.filter((band) => band.indicator === known.value);
		const rows = own.map((band) => ({
			...pick(band, BAND_FIELDS),
			advice: shown(band.advice),
		}));
		const named = new Set(rows.map((row) => row.text_value));
		const absent = known.is_category
			? known.texts.filter(({ value }) => !named.has(value))
			: [];
		return [...rows, ...absent.map(({ value }) => ({ text_value: value, points: 0 }))];
	}

	/** Rows that stay keep their names, or the history would show them all as removed and added. */
	set_bands(indicator, bands) {
		const { frm } = this;
		const own = frm.doc.bands.filter((band) => band.indicator === indicator);
		const stored = Object.fromEntries(own.map(({ advice }) => [shown(advice), advice]));
		bands.forEach((band, place) => {
			const row = own[place] || frm.add_child("bands", { indicator });
			const advice = stored[band.advice] ?? band.advice;
			Object.assign(row, pick(band, BAND_FIELDS), { advice });
		});
		own.slice(bands.length).forEach(({ doctype, name }) =>
			frappe.model.clear_doc(doctype, name),
		);
		sort_bands(frm.doc);
		frm.refresh_field("bands");
		frm.dirty();
		this.refresh();
	}
}

/** Bands stand in the order of their factors. */
function sort_bands(doc) {
	const order = doc.factors.map(({ indicator }) => indicator);
	doc.bands.sort((one, other) => order.indexOf(one.indicator) - order.indexOf(other.indicator));
	doc.bands.forEach((band, place) => (band.idx = place + 1));
}

/** Advice of ours in the user's language; what is typed is kept as it is typed. */
const shown = (advice) => __(advice || "", null, "Credit File");
const pick = (row, fields) => Object.fromEntries(fields.map((field) => [field, row[field]]));
const is_writable = (frm) => Boolean(frm.perm[0]?.write);

function about(known) {
	const parts = [known.source, known.unit, known.direction].filter(Boolean).join(" · ");
	const rule = known.is_category
		? __("Each word has its points.")
		: __("A band starts at From, inclusive. Leave From empty in the lowest band.");
	return `<p>${escape(known.definition)}</p>
		<p class="text-muted small">${escape(parts)}. ${escape(rule)}</p>`;
}

function bands_field(known) {
	const from = {
		fieldtype: "Data",
		fieldname: "from_value",
		label: __("From", null, "Credit Scorecard Band"),
		in_list_view: 1,
		columns: 2,
	};
	const text = {
		fieldtype: "Select",
		fieldname: "text_value",
		label: __("Is", null, "Credit Scorecard Band"),
		options: [{ value: "", label: "" }, ...known.texts],
		in_list_view: 1,
		columns: 2,
	};
	return {
		fieldtype: "Table",
		fieldname: "bands",
		label: __("Bands"),
		in_place_edit: true,
		fields: [
			...(known.is_category ? [] : [from]),
			...(known.texts.length ? [text] : []),
			{
				fieldtype: "Float",
				fieldname: "points",
				label: __("Points", null, "Credit Scorecard Band"),
				in_list_view: 1,
				columns: 1,
			},
			{
				fieldtype: "Data",
				fieldname: "advice",
				label: __("Advice", null, "Credit Scorecard Band"),
				in_list_view: 1,
				columns: known.is_category || !known.texts.length ? 7 : 5,
			},
		],
	};
}

async function show_indicators() {
	const rows = await indicators();
	new frappe.ui.Dialog({
		title: __("Indicators"),
		size: "extra-large",
		fields: [{ fieldtype: "HTML", fieldname: "list", options: indicators_html(rows) }],
	}).show();
}

/** The part that an indicator usually belongs to, for a factor that has none yet. */
async function propose_part(row) {
	const known = (await indicators()).find(({ value }) => value === row.indicator);
	if (known && !row.section) {
		frappe.model.set_value(row.doctype, row.name, "section", known.part);
	}
}

function promote(frm) {
	frappe.prompt(
		{
			fieldtype: "Date",
			fieldname: "valid_from",
			label: __("Valid From", null, "Credit Scorecard"),
			default: frappe.datetime.get_today(),
			reqd: 1,
			description: __(
				"From this day on it grades the customers in its scope. The challenger itself is cancelled; assessments keep the version they were made with.",
			),
		},
		async ({ valid_from }) => {
			const name = await frappe.xcall(`${API}.scorecards.promote`, {
				name: frm.docname,
				valid_from,
			});
			frappe.set_route("Form", "Credit Scorecard", name);
			frappe.show_alert({
				message: __("{0} is the champion now", [name]),
				indicator: "green",
			});
		},
		__("Promote {0} to Champion", [frm.doc.scorecard_name]),
		__("Promote"),
	);
}

export const scorecard = {
	/** Show or renew the overview of a scorecard's form. */
	refresh(frm) {
		frm.credit_overview = frm.credit_overview || new ScorecardOverview(frm);
		return frm.credit_overview.refresh();
	},
	/** A weight was changed in the table of factors. */
	weighed: (frm) => frm.credit_overview?.weighed(),
	promote,
	propose_part,
	show_indicators,
	try_on_customers,
};
