frappe.listview_settings["Collection Strategy"] = {
	add_fields: ["disabled", "send_daily"],
	get_indicator({ disabled, send_daily }) {
		if (disabled) return [__("Disabled"), "gray", "disabled,=,1"];
		return send_daily
			? [__("Every Day"), "green", "disabled,=,0|send_daily,=,1"]
			: [__("By Hand"), "blue", "disabled,=,0|send_daily,=,0"];
	},
};

credit_control.words.list_choices("Collection Strategy");
