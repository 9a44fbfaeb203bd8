// Credit Investigations from elsewhere on the desk: the button on a Credit File.

const DOCTYPE = "Credit Investigation";

/** "Investigate": the investigation that is under way, else a new one from the best template. */
function button(frm) {
	if (!frappe.model.can_create(DOCTYPE)) return;
	frm.add_custom_button(__("Investigate"), () =>
		open_for(frm.doc.customer, frm.credit_picture?.company),
	);
}

async function open_for(customer, company) {
	const method = "credit_control.api.investigations.open_for";
	const name = await frappe.xcall(method, { customer, company });
	frappe.set_route("Form", DOCTYPE, name);
}

export const investigation = { button, open_for };
