frappe.listview_settings["Credit Standing Change"] = {
	add_fields: ["currency"],
	hide_name_column: true,
	formatters: {
		changed_field: (value) => credit_control.words.choice("Credit Standing Change")(value),
		value_before: (value, df, doc) => credit_control.change_history.value(doc, value),
		value_after: (value, df, doc) => credit_control.change_history.value(doc, value),
	},
};

credit_control.words.list_choices("Credit Standing Change");
