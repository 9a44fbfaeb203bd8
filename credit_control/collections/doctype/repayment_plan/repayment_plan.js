frappe.ui.form.on("Repayment Plan", {
	setup(frm) {
		credit_control.claimed_items.setup(frm);
	},
	refresh(frm) {
		credit_control.claimed_items.refresh(frm);
		if (frm.doc.docstatus === 0 && (frm.doc.items || []).length && frm.perm[0].write) {
			frm.add_custom_button(__("Propose Instalments"), () => ask_for_instalments(frm));
		}
	},
});

function ask_for_instalments(frm) {
	frappe.prompt(
		[
			{
				fieldname: "count",
				fieldtype: "Int",
				label: __("Number of Instalments"),
				default: 6,
				reqd: 1,
			},
			{
				fieldname: "first",
				fieldtype: "Date",
				label: __("First Due On"),
				default: frappe.datetime.add_months(frappe.datetime.get_today(), 1),
				reqd: 1,
			},
		],
		(values) => propose(frm, values),
		__("Equal Monthly Instalments"),
		__("Propose"),
	);
}

async function propose(frm, values) {
	const total = frm.doc.items.reduce((sum, row) => sum + flt(row.amount), 0);
	const { message } = await frappe.call("credit_control.api.repayment_plans.propose", {
		total,
		...values,
	});
	frm.clear_table("instalments");
	for (const row of message) frm.add_child("instalments", row);
	frm.refresh_field("instalments");
	frm.dirty();
}
