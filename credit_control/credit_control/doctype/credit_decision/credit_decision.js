frappe.ui.form.on("Credit Decision", {
	refresh(frm) {
		credit_control.words.format(frm, {
			limit_mode: credit_control.words.choice("Credit File Limit"),
			event: event_text,
			exemption: credit_control.words.choice("Credit Decision"),
		});
		frm.disable_save();
		frm.set_intro(__("A record of one judgement. It cannot be changed."), "gray");
		frm.add_custom_button(__("Open Document", null, "Credit Decision"), () =>
			frappe.set_route("Form", frm.doc.reference_doctype, frm.doc.reference_name),
		);
		frm.add_custom_button(__("Verify", null, "Credit Decision"), () => verify(frm));
	},
});

function event_text(value) {
	const texts = { Submit: __("Submit"), Update: __("Update"), "Re-open": __("Re-open") };
	return texts[value] || value;
}

async function verify(frm) {
	const { message: found } = await frappe.call({
		method: "credit_control.api.decisions.verify",
		args: { decision: frm.doc.name },
		freeze: true,
	});
	const whole = !found.differences.length && !found.broken.length;
	frappe.msgprint({
		title: whole ? __("The Record Stands") : __("The Record Does Not Stand"),
		indicator: whole ? "green" : "red",
		message: [replayed(found), ...chained(found)].map((text) => `<p>${text}</p>`).join(""),
	});
}

function replayed({ outcome, differences }) {
	if (!differences.length) {
		const shown = __(outcome, null, "Credit Decision");
		return __("Judged again from what was stored, it comes out the same: {0}.", [shown]);
	}
	const parts = credit_control.listed(differences.map((part) => __(part)));
	return __("Judged again from what was stored, this comes out otherwise: {0}.", [parts]);
}

function chained({ broken, touched, decisions }) {
	if (!broken.length) {
		return [
			__("All {0} decisions on this customer are as they were written, none is missing.", [
				decisions,
			]),
		];
	}
	const names = credit_control.listed(broken.map(frappe.utils.escape_html));
	const own = touched ? [__("This decision is not as it was written.")] : [];
	return [...own, __("Not as written, or with one missing before: {0}.", [names])];
}
