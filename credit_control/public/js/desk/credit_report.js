// The printed credit report of a Credit File, as PDF or in the browser, in the language of whoever it is for.

const FORMAT = "Credit Report";
const PDF = "/api/method/frappe.utils.print_format.download_pdf";
const LANGUAGES = [
	{ value: "en", label: "English" },
	{ value: "zh", label: "中文" },
];

function show(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Credit Report"),
		fields: [
			{
				fieldname: "language",
				fieldtype: "Select",
				label: __("Language"),
				options: LANGUAGES,
				default: frappe.boot.lang.startsWith("zh") ? "zh" : "en",
				reqd: 1,
			},
		],
		primary_action_label: __("PDF"),
		primary_action: ({ language }) => open(PDF, frm, { language }),
		secondary_action_label: __("Preview"),
		secondary_action: () => open("/printview", frm, { _lang: dialog.get_value("language") }),
	});
	dialog.show();
}

function open(path, { doctype, docname: name }, options) {
	const query = new URLSearchParams({
		doctype,
		name,
		format: FORMAT,
		no_letterhead: 0,
		...options,
	});
	window.open(`${path}?${query}`, "_blank", "noopener");
}

export const credit_report = {
	/** The button on a saved Credit File, for who may print it. */
	add_button(frm) {
		if (!frm.is_new() && frappe.model.can_print(frm.doctype, frm)) {
			frm.add_custom_button(__("Credit Report"), () => show(frm), __("View"));
		}
	},
};
