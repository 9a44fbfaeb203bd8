const WAITING = ["Held", "Release Requested", "Rejected"];

frappe.ui.form.on("Credit Hold", {
	refresh(frm) {
		const limit_mode = credit_control.words.choice("Credit File Limit");
		const doctype = (value) => frappe.utils.escape_html(__(value || ""));
		credit_control.words.choices(frm);
		credit_control.words.format(frm, { limit_mode, reference_doctype: doctype });
		frm.disable_save();
		show_reasons(frm);
		explain(frm);
		frm.add_custom_button(__("Open Document", null, "Credit Hold"), () =>
			frappe.set_route("Form", frm.doc.reference_doctype, frm.doc.reference_name),
		);
		offer_revoking(frm);
		if (!WAITING.includes(frm.doc.status)) return;
		credit_control.add_limit_request_button(frm, () => ({
			customer: frm.doc.customer,
			company: frm.doc.company,
			source: { doctype: frm.doctype, name: frm.doc.name },
			held: true,
		}));
		frm.add_custom_button(__("Judge Again"), () => credit_control.holds.judge_again(frm));
		if (frappe.user.has_role("Credit Manager")) offer_decision(frm);
		else offer_request(frm);
	},
});

function show_reasons(frm) {
	// for the list; the form shows the checks themselves
	frm.toggle_display("reasons", false);
	const translated = (value) => frappe.utils.escape_html(__(value || ""));
	const reaction = credit_control.words.choice("Credit Policy Check");
	credit_control.format_grid(frm, "checks", { check: translated, reaction });
	credit_control.format_grid(frm, "remedies", {});
	credit_control.format_grid(frm, "uses", { reference_doctype: translated });
}

function is_own({ doc }) {
	return Boolean(doc.__onload?.own);
}

function offer_decision(frm) {
	const own = is_own(frm);
	frm.page.set_primary_action(__("Release", null, "Credit Hold"), () =>
		credit_control.holds.release(frm),
	);
	if (own) {
		const why = __("Another Credit Manager must decide.");
		frm.page.btn_primary.prop("disabled", true).attr("title", why);
		return;
	}
	frm.page.btn_primary.prop("disabled", false).removeAttr("title");
	if (frm.doc.status !== "Rejected") {
		frm.add_custom_button(__("Reject"), () => credit_control.holds.reject(frm));
		frm.change_custom_button_type(__("Reject"), null, "danger");
	}
}

function offer_revoking(frm) {
	const granted = frm.doc.amount_cap > 0 && ["Released", ...WAITING].includes(frm.doc.status);
	if (!granted || !frappe.user.has_role("Credit Manager")) return;
	frm.add_custom_button(__("Revoke", null, "Credit Hold"), () =>
		credit_control.holds.revoke(frm),
	);
}

function offer_request(frm) {
	if (frm.doc.status === "Release Requested") return;
	frm.page.set_primary_action(__("Request Release"), () =>
		credit_control.holds.ask_for_release(frm.doc.name, () => frm.reload_doc()),
	);
}

function explain(frm) {
	const text = explanation(frm);
	if (text) frm.set_intro(frappe.utils.escape_html(text), colour(frm.doc.status));
}

function explanation(frm) {
	const { doc } = frm;
	const manager = frappe.user.has_role("Credit Manager");
	if (manager && WAITING.includes(doc.status) && is_own(frm)) {
		return __(
			"You entered this document, submitted it or asked for its release. Another Credit Manager must decide.",
		);
	}
	const name = (user) => frappe.user_info(user).fullname;
	const texts = {
		Held: () =>
			doc.revoked_by
				? __("{0} revoked the release: {1}", [name(doc.revoked_by), doc.revoke_reason])
				: "",
		"Release Requested": () =>
			__("{0} asks for the release: {1}", [name(doc.requested_by), doc.request_reason]),
		Released: () =>
			__("Released by {0} up to {1} until {2}.", [
				name(doc.released_by),
				format_currency(doc.amount_cap, doc.currency),
				frappe.datetime.str_to_user(doc.valid_to),
			]),
		Rejected: () => __("Rejected by {0}: {1}", [name(doc.released_by), doc.release_reason]),
		Cleared: () => __("Nothing holds the document any more. It can be submitted."),
	};
	return texts[doc.status]?.();
}

function colour(status) {
	return { Released: "green", Cleared: "green", Rejected: "red" }[status] || "orange";
}
