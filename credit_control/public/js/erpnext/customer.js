frappe.ui.form.on("Customer", {
	refresh(frm) {
		window.credit_control?.strip.refresh(frm);
		if (!frm.is_new() && frappe.model.can_create("Credit File")) {
			frm.add_custom_button(
				__("Credit File"),
				() => credit_control.files.open(frm.doc.name),
				__("View"),
			);
		}
		if (!frm.is_new()) add_exposure_button(frm);
		if (!frm.is_new()) offer_limit(frm);
		window.credit_control?.customer_hold.offer(frm, frm.doc.name);
	},
});

function add_exposure_button(frm) {
	const open = () => {
		frappe.route_options = { customer: frm.doc.name };
		frappe.set_route("credit-exposure");
	};
	frm.add_custom_button(__("Credit Exposure"), open, __("View"));
}

function offer_limit(frm) {
	const company = frappe.defaults.get_user_default("Company");
	const asked = () => ({
		customer: frm.doc.name,
		company,
		source: { doctype: frm.doctype, name: frm.doc.name },
	});
	window.credit_control?.add_limit_request_button(frm, asked, __("Create"));
}
