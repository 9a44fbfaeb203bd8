// The way back from a document of collections, which have no workspace of their own, leads to the app's.

export function lead_back_to_the_workspace() {
	frappe.breadcrumbs.module_map.Collections = "Credit Control";
}
