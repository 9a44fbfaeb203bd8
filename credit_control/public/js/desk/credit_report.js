// The printed credit report of a Credit File.

import { print_in_language } from "./printed";

export const credit_report = {
	/** The button on a saved Credit File, for who may print it. */
	add_button(frm) {
		if (!frm.is_new() && frappe.model.can_print(frm.doctype, frm)) {
			const options = { format: "Credit Report", title: __("Credit Report") };
			frm.add_custom_button(
				__("Credit Report"),
				() => print_in_language(frm, options),
				__("View"),
			);
		}
	},
};
