const GRADES = ["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"];
const FACTOR_FORMATS = {
	indicator: translated,
	source: (value) => credit_control.words.choice("Credit Assessment Factor")(value),
	value: factor_value,
	points,
	advice: translated,
};
const LIMIT_FORMATS = { method, amount: limit_amount, note: limit_note };

frappe.ui.form.on("Credit Assessment", {
	setup(frm) {
		frm.set_query("customer", () => ({ filters: { disabled: 0 } }));
		frm.set_query("statement", () => ({
			filters: { customer: frm.doc.customer, docstatus: 1 },
		}));
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.format(frm, {
			explanation: sentences,
			binding_method: translated,
		});
		credit_control.format_grid(frm, "factors", FACTOR_FORMATS);
		credit_control.format_grid(frm, "limits", LIMIT_FORMATS);
		explain(frm);
		show_result(frm);
		ask_for_reason(frm);
		name_approval(frm);
		add_buttons(frm);
	},
	grade: ask_for_reason,
	limit_mode: ask_for_reason,
	credit_limit: ask_for_reason,
	payment_terms_template: ask_for_reason,
});

function is_own({ doc }) {
	return [doc.owner, ...(doc.authors || "").split("\n")].includes(frappe.session.user);
}

/** Says what comes next, and who has to do it. */
function explain(frm) {
	const { doc } = frm;
	if (doc.docstatus !== 0) return;
	frm.set_intro("");
	if (frm.is_new()) {
		const text = __(
			"Save to fill the factors from the ledger, the statement and the Credit File.",
		);
		return frm.set_intro(text, "blue");
	}
	if (!frm.perm[0].submit)
		return frm.set_intro(__("A Credit Manager approves this assessment."), "blue");
	if (is_own(frm)) {
		const text = __("You prepared this assessment. Another Credit Manager must approve it.");
		return frm.set_intro(text, "orange");
	}
	frm.set_intro(
		__("Prepared by {0}. Approving it gives the customer this grade, limit and terms.", [
			frappe.utils.escape_html(frappe.user_info(doc.prepared_by).fullname),
		]),
		"blue",
	);
}

function show_result(frm) {
	const { doc } = frm;
	if (frm.is_new()) return credit_control.indicators(frm, []);
	credit_control.indicators(frm, [
		[__("Score {0}", [format_number(doc.score, null, 1)]), "blue"],
		[__("Coverage {0} %", [format_number(doc.coverage, null, 0)]), coverage_colour(doc)],
		[grade_text(doc), grade_colour(doc)],
		[__("Proposed Limit {0}", [format_currency(doc.proposed_limit, doc.currency)]), "blue"],
	]);
}

function coverage_colour({ coverage }) {
	return coverage >= 60 ? "green" : "orange";
}

function grade_text({ model_grade, previous_grade }) {
	const grade = model_grade || __("none");
	if (!previous_grade) return __("Model Grade {0}, the first one", [grade]);
	if (previous_grade === model_grade) return __("Model Grade {0}, as before", [grade]);
	return __("Model Grade {0}, before {1}", [grade, previous_grade]);
}

function grade_colour({ model_grade, previous_grade }) {
	if (!model_grade) return "gray";
	if (!previous_grade || previous_grade === model_grade) return "blue";
	return GRADES.indexOf(model_grade) < GRADES.indexOf(previous_grade) ? "green" : "red";
}

/** The same rule as on the server (services/assessments.py, is_overridden). */
function is_overridden({ doc }) {
	if ((doc.grade || "") !== (doc.model_grade || "")) return true;
	if ((doc.payment_terms_template || "") !== (doc.proposed_terms || "")) return true;
	if (doc.limit_mode === "Unlimited") return true;
	return doc.limit_mode === "Limited" && flt(doc.credit_limit) !== flt(doc.proposed_limit);
}

function ask_for_reason(frm) {
	const needed = !frm.is_new() && is_overridden(frm);
	frm.toggle_display("override_reason", needed || Boolean(frm.doc.override_reason));
	frm.toggle_reqd("override_reason", needed && frm.doc.docstatus === 0);
}

/** Submitting is approving; for the author there is nothing to press. */
function name_approval(frm) {
	if (frm.toolbar.current_status !== "Submit") return;
	if (is_own(frm)) return frm.page.clear_primary_action();
	frm.page.set_primary_action(__("Approve"), () => frm.savesubmit());
}

function add_buttons(frm) {
	const { credit_file } = frm.doc;
	if (!credit_file) return;
	frm.add_custom_button(
		__("Credit File"),
		() => frappe.set_route("Form", "Credit File", credit_file),
		__("View"),
	);
}

/** One sentence a line, whatever the language of the user who saved it. */
function sentences(value) {
	return (value || "").split("\n").map(translated).join("<br>");
}

function translated(value) {
	return frappe.utils.escape_html(__(value || ""));
}

function points(value, df, options, doc) {
	return doc?.missing ? missing() : frappe.utils.escape_html(value || "");
}

function factor_value(value, df, options, doc) {
	if (doc?.missing) return missing(__("missing"));
	const days = /^(.*) d$/.exec(value || "");
	if (days) return frappe.utils.escape_html(__("{0} days", [days[1]]));
	return credit_control.words.choice("Credit File")(value);
}

function missing(text = "–") {
	return `<span class="credit-missing">${text}</span>`;
}

function method(value, df, options, doc) {
	return doc?.binding ? `<b>${translated(value)}</b>` : translated(value);
}

function limit_note(value) {
	return credit_control.words.note(value);
}

function limit_amount(value) {
	return value ? frappe.utils.escape_html(value) : missing(__("not enough data"));
}
