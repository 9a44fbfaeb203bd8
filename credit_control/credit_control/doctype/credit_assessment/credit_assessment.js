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
		credit_control.format_grid(frm, "limits", LIMIT_FORMATS);
		credit_control.assessment.show(frm);
		explain(frm);
		ask_for_reason(frm);
		name_approval(frm);
		add_buttons(frm);
	},
	notch: preview_notch,
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

/** The grade follows the notch at the next save; what it asks for shows at once. */
function preview_notch(frm) {
	if (Math.abs(frm.doc.notch) > 3) {
		frappe.show_alert({
			message: __("A grade may be moved by {0} at most.", [3]),
			indicator: "orange",
		});
	}
	ask_for_reason(frm);
}

/** The same rule as on the server (services/assessments.py, is_overridden). */
function is_overridden({ doc }) {
	if (doc.notch || (doc.grade || "") !== (doc.model_grade || "")) return true;
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
	if (frm.is_new()) return;
	const { credit_file, previous_assessment } = frm.doc;
	const { run_again, compare_with_today, what_if } = credit_control.assessment;
	frm.add_custom_button(__("What If"), () => what_if(frm));
	frm.add_custom_button(__("By Today's Data"), () => compare_with_today(frm), __("Check"));
	if (frm.doc.docstatus === 1) {
		frm.add_custom_button(__("Run Again"), () => run_again(frm), __("Check"));
	}
	add_renewal(frm);
	view(frm, __("Credit File"), "Credit File", credit_file);
	view(frm, __("Last Assessment"), "Credit Assessment", previous_assessment);
}

/** A draft that has waited still shows the day it was made for. */
function add_renewal(frm) {
	const today = frappe.datetime.get_today();
	if (frm.doc.docstatus !== 0 || frm.doc.as_of >= today || !frm.perm[0].write) return;
	frm.add_custom_button(__("Bring to Today"), async () => {
		await frm.set_value("as_of", today);
		frm.save();
	});
}

function view(frm, label, doctype, name) {
	if (!name) return;
	frm.add_custom_button(label, () => frappe.set_route("Form", doctype, name), __("View"));
}

/** One sentence a line, whatever the language of the user who saved it. */
function sentences(value) {
	return (value || "").split("\n").map(translated).join("<br>");
}

function translated(value) {
	return frappe.utils.escape_html(__(value || ""));
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
