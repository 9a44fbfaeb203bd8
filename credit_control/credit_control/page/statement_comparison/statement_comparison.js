frappe.pages["statement-comparison"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Compare Statements"),
		single_column: true,
	});
	wrapper.credit_comparison = frappe
		.require(["statements.bundle.js", "statements.bundle.css"])
		.then(() => credit_control.statements.comparison.make(page));
};

frappe.pages["statement-comparison"].on_page_show = async function (wrapper) {
	(await wrapper.credit_comparison).open();
};
