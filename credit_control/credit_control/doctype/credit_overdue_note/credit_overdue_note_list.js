frappe.listview_settings["Credit Overdue Note"] = {
	hide_name_column: true,
	formatters: {
		reason: (value) => credit_control.words.choice("Credit Overdue Note")(value),
	},
};

credit_control.words.list_choices("Credit Overdue Note");
