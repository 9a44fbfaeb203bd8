frappe.pages["collector-worklist"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Collector Worklist"),
		single_column: true,
	});
	wrapper.collector_worklist = frappe
		.require(["collector.bundle.js", "collector.bundle.css"])
		.then(() => credit_control.collector.make(page));
};

frappe.pages["collector-worklist"].on_page_show = async function (wrapper) {
	(await wrapper.collector_worklist).open();
};

frappe.pages["collector-worklist"].on_page_hide = async function (wrapper) {
	(await wrapper.collector_worklist).close();
};
