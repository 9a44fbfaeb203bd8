frappe.listview_settings["Customer Financial Statement"] = {
	onload(listview) {
		if (!frappe.model.can_create("Customer Financial Statement")) return;
		listview.page.add_inner_button(__("Paste or Upload"), async () => {
			await frappe.require(["statements.bundle.js", "statements.bundle.css"]);
			credit_control.statements.import_dialog.open({});
		});
	},
};
