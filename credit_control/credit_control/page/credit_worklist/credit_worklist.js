frappe.pages["credit-worklist"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Credit Worklist"),
		single_column: true,
	});
	wrapper.credit_worklist = frappe
		.require(["worklist.bundle.js", "worklist.bundle.css"])
		.then(() => credit_control.worklist.make(page));
};

frappe.pages["credit-worklist"].on_page_show = async function (wrapper) {
	(await wrapper.credit_worklist).open();
};

frappe.pages["credit-worklist"].on_page_hide = async function (wrapper) {
	(await wrapper.credit_worklist).close();
};
