frappe.pages["credit-exposure"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Credit Exposure"),
		single_column: true,
	});
	wrapper.credit_exposure = frappe
		.require("exposure.bundle.js")
		.then(() => credit_control.exposure_page.make(page));
};

frappe.pages["credit-exposure"].on_page_show = async function (wrapper) {
	(await wrapper.credit_exposure).open();
};
