// "Held" and "Released" on drafts in ERPNext's own lists. Everything else stays as ERPNext,
// or another app, has it.

const FIELD = "credit_status";
const COLOURS = { Held: "red", Released: "green" };

function draft_indicator(doc) {
	const status = doc[FIELD];
	if (status in COLOURS)
		return [__(status), COLOURS[status], `${FIELD},=,${status}|docstatus,=,0`];
	return [__("Draft"), "red", "docstatus,=,0"];
}

export function list_status(doctype) {
	const settings = (frappe.listview_settings[doctype] = frappe.listview_settings[doctype] || {});
	if (settings.credit_status) return;
	const { get_indicator, has_indicator_for_draft } = settings;
	settings.credit_status = true;
	settings.add_fields = [...(settings.add_fields || []), FIELD];
	settings.has_indicator_for_draft = true;
	settings.get_indicator = function (doc) {
		const ours = doc.docstatus === 0 && (doc[FIELD] in COLOURS || !has_indicator_for_draft);
		return ours ? draft_indicator(doc) : get_indicator?.call(this, doc);
	};
}
