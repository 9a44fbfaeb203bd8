// frappe.listview_settings of Customer belongs to ERPNext: its onload is extended, not replaced.
((settings) => {
	const { onload } = settings;
	settings.onload = function (listview) {
		onload?.call(this, listview);
		if (!frappe.model.can_create("Credit File")) return;
		listview.page.add_action_item(__("Create Credit Files"), () =>
			credit_control.files.create_for(listview.get_checked_items(true)),
		);
		listview.page.add_menu_item(__("Create Credit Files for This Filter"), () =>
			credit_control.files.create_for_filter(listview),
		);
	};
})((frappe.listview_settings["Customer"] ??= {}));
