frappe.ui.form.on("Credit Customer Class Scheme", {
	refresh(frm) {
		const text = (value) => frappe.utils.escape_html(__(value || "", null, "Credit File"));
		for (const table of ["risk_classes", "value_rules", "matrix"]) {
			credit_control.words.grid_choices(frm, table);
		}
		credit_control.format_grid(frm, "matrix", { customer_class: text, attention: text });
	},
	currency(frm) {
		for (const row of frm.doc.value_rules || []) row.currency = frm.doc.currency;
		frm.refresh_field("value_rules");
	},
});
