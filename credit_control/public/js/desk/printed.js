// A print format in the language of whoever it is for, as PDF or in the browser.

const PDF = "/api/method/frappe.utils.print_format.download_pdf";
const LANGUAGES = [
	{ value: "en", label: "English" },
	{ value: "zh", label: "中文" },
];

/** Asks for the language; `language` is the one proposed, without it the reader's. */
export function print_in_language(frm, { format, title, language = frappe.boot.lang }) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields: [
			{
				fieldname: "language",
				fieldtype: "Select",
				label: __("Language"),
				options: LANGUAGES,
				default: language.startsWith("zh") ? "zh" : "en",
				reqd: 1,
			},
		],
		primary_action_label: __("PDF"),
		// Frappe reads the language of a PDF from one name, that of a preview from another
		primary_action: ({ language }) => open(PDF, frm, { format, language, _lang: language }),
		secondary_action_label: __("Preview"),
		secondary_action: () =>
			open("/printview", frm, { format, _lang: dialog.get_value("language") }),
	});
	dialog.show();
}

function open(path, { doctype, docname: name }, options) {
	const query = new URLSearchParams({ doctype, name, no_letterhead: 0, ...options });
	window.open(`${path}?${query}`, "_blank", "noopener");
}
