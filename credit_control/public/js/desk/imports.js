// Importing into Credit Files: the ready spreadsheet, and a Data Import that is set up for it.

const API = "credit_control.api.imports";
const DATA_IMPORT = "Data Import";

function kinds() {
	return {
		files: __("Credit Files"),
		references: __("References to Existing Files"),
		ratings: __("External Ratings to Existing Files"),
		statements: __("Financial Statements"),
	};
}

/** Offer the imports whose DocType the user may import, in the list's menu. */
function add_menu(listview) {
	if (!frappe.model.can_import("Credit File")) return;
	listview.page.add_menu_item(__("Import…"), ask);
}

function ask() {
	const offered = Object.entries(kinds()).filter(([kind]) => may_import(kind));
	const dialog = new frappe.ui.Dialog({
		title: __("Import…"),
		fields: [
			{
				fieldname: "kind",
				fieldtype: "Select",
				label: __("What to Import"),
				options: offered.map(([value, label]) => ({ value, label })),
				default: "files",
				reqd: 1,
			},
			{ fieldname: "steps", fieldtype: "HTML", options: steps() },
		],
		primary_action_label: __("Open the Import"),
		primary_action: ({ kind }) => open(dialog, kind),
		secondary_action_label: __("Download the Template"),
		secondary_action: () => download(dialog.get_value("kind")),
	});
	dialog.show();
}

function may_import(kind) {
	return kind !== "statements" || frappe.model.can_import("Customer Financial Statement");
}

function steps() {
	const texts = [
		__("Download the template and fill its first sheet. Its guide says what belongs where."),
		__("Open the import, attach the file and look at the preview."),
		__("Start the import. Rows with a fault are named and nothing of them is saved."),
	];
	const note = __(
		"An update adds rows to a file and fills rows that it names. It never deletes any.",
	);
	return `<ol>${texts.map((text) => `<li>${text}</li>`).join("")}</ol><p class="text-muted">${note}</p>`;
}

function download(kind) {
	window.open_url_post(frappe.request.url, { cmd: `${API}.template`, kind });
}

async function open(dialog, kind) {
	const name = await frappe.xcall(`${API}.start`, { kind });
	dialog.hide();
	// shared for the first time: which DocTypes there are for the user, the desk learns when it is loaded
	if (frappe.model.can_read(DATA_IMPORT)) frappe.set_route("Form", DATA_IMPORT, name);
	else window.location.assign(frappe.utils.get_form_link(DATA_IMPORT, name));
}

export const imports = { add_menu };
