const ENFORCE = "Enforce";
const WARN_ONLY = "Warn Only";

frappe.ui.form.on("Credit Control Settings", {
	refresh(frm) {
		const rows = (frm.doc.companies || []).filter((row) => row.company);
		const group = rows.length > 2 ? __("Mode") : null;
		for (const row of rows) add_switch(frm, row, group);
	},
});

function add_switch(frm, { company, mode }, group) {
	if (!frm.perm[0].write) return;
	const shown = frappe.utils.escape_html(company);
	if (mode === ENFORCE) {
		const label = __("Back to Warn Only for {0}", [shown]);
		frm.add_custom_button(label, () => confirm_mode(frm, company, WARN_ONLY), group);
	} else {
		const label = __("Enforce for {0}", [shown]);
		frm.add_custom_button(label, () => confirm_mode(frm, company, ENFORCE), group);
	}
}

function confirm_mode(frm, company, mode) {
	const sentences = mode === ENFORCE ? enforce_sentences() : warn_only_sentences();
	const items = sentences.map((sentence) => `<li>${sentence}</li>`).join("");
	const title =
		mode === ENFORCE
			? __("Enforce the credit policy for {0}?", [company])
			: __("Go back to Warn Only for {0}?", [company]);
	frappe.confirm(`<p><b>${frappe.utils.escape_html(title)}</b></p><ul>${items}</ul>`, () =>
		set_mode(frm, company, mode),
	);
}

function enforce_sentences() {
	return [
		__("Documents that break the credit policy are held until they are cleared or released."),
		__("ERPNext's own credit limit check is silent for this company."),
		__("ERPNext's limits are copied into Credit Files that have none for this company."),
		__("Documents that are submitted already stay as they are."),
	];
}

function warn_only_sentences() {
	return [
		__("Documents are still judged and recorded, and users are warned, but nothing is held."),
		__("ERPNext's own credit limit check is in force again."),
		__("Documents that wait now can be submitted, within ERPNext's own limits."),
	];
}

async function set_mode(frm, company, mode) {
	const row = frm.doc.companies.find((candidate) => candidate.company === company);
	await frappe.model.set_value(row.doctype, row.name, "mode", mode);
	frm.save();
}
