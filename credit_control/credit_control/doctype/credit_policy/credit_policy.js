frappe.ui.form.on("Credit Policy", {
	setup(frm) {
		// approved assessments keep the version they were made with
		frm.ignore_doctypes_on_cancel_all = ["Credit Assessment", "Credit Limit Request"];
	},
	refresh(frm) {
		credit_control.format_grid(frm, "grades", {
			limit_cap: amount_or_none,
			tolerance_percent: share_or_none,
			prepayment_percent: share_or_none,
		});
		credit_control.format_grid(frm, "checks", { threshold: with_unit });
		credit_control.format_grid(frm, "approvals", {});
		credit_control.words.grid_choices(frm, "checks");
		credit_control.words.grid_choices(frm, "approvals");
		if (frm.doc.docstatus === 1) {
			frm.set_intro(
				__(
					"To change what is in force, amend this document or submit one with a later date.",
				),
				"blue",
			);
		}
	},
});

// What the threshold of each check means; one that is not here, and not another app's, has none.
const THRESHOLDS = {
	"Warning Line": () => ({ unit: "%", text: __("Percent of the limit.") }),
	"Unsecured Exposure": () => ({
		unit: "",
		text: __("Amount. The grade's Highest Unsecured Limit goes before it."),
	}),
	"Oldest Overdue": () => ({
		unit: __("days"),
		text: __("Days that the oldest item may be overdue."),
	}),
	"Overdue Amount": () => ({ unit: "", text: __("Amount that may be overdue.") }),
	"Overdue Share": () => ({
		unit: "%",
		text: __("Percent of what is open that may be overdue."),
	}),
	"Largest Document": () => ({ unit: "", text: __("Amount of a single document.") }),
	"Review Expired": () => ({
		unit: __("days"),
		text: __("Days of grace after the review was due."),
	}),
	"Credit File Gaps": () => ({
		unit: "%",
		text: __("Completeness that is enough. 0: nothing may be missing or out of date."),
	}),
	"Credit Agreement": () => ({
		unit: __("days"),
		text: __("Days of grace after the agreement ended."),
	}),
	"Longer Terms": () => ({
		unit: __("days"),
		text: __("Days that the terms may be longer than granted."),
	}),
	"Security Missing": () => ({
		unit: "%",
		text: __("Percent of the exposure, for grades that have no Security % of their own."),
	}),
	"Dunning Level": () => ({ unit: "", text: __("Highest dunning level that is allowed.") }),
	"Broken Promises": () => ({ unit: "", text: __("Broken promises that are allowed.") }),
};
const WITHOUT = [
	"Manual Hold",
	"Credit Limit",
	"Group Limit",
	"Credit Budget",
	"Grade Allows Credit",
	"Prepayment Missing",
	"Insurance Conditions",
	"Repayment Plan Default",
];

/** No cap is no cap of nothing. */
function amount_or_none(value, df, options, row) {
	if (!value) return right("–", "text-muted");
	return right(format_currency(value, row?.currency));
}

function share_or_none(value) {
	if (!value) return right("–", "text-muted");
	return right(`${format_number(value, null, Number.isInteger(value) ? 0 : 2)}%`);
}

function right(text, tone = "") {
	return `<div class="text-right ${tone}">${text}</div>`;
}

function with_unit(value, df, options, row) {
	// an empty text would show the number after all
	if (!row || WITHOUT.includes(row.check)) return right("–", "text-muted");
	const number = format_number(value || 0, null, Number.isInteger(value || 0) ? 0 : 2);
	const unit = THRESHOLDS[row.check]?.().unit;
	return right(unit ? `${number} ${unit}` : number);
}

frappe.ui.form.on("Credit Policy Check", {
	form_render: explain_threshold,
	check: explain_threshold,
});

function explain_threshold(frm, doctype, name) {
	const field = frm.fields_dict.checks.grid.get_row(name)?.grid_form?.fields_dict.threshold;
	const { check } = frappe.get_doc(doctype, name);
	if (!field) return;
	const text = WITHOUT.includes(check)
		? __("This check needs no threshold.")
		: THRESHOLDS[check]?.().text;
	field.set_description(text || "");
}
