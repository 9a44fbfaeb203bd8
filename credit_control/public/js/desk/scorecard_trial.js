// The dialog that tries a Credit Scorecard on customers.

const START = "credit_control.api.trials.start";

/** Ask on whom to try a scorecard, and start. */
export function try_on_customers(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Try on Customers"),
		fields: trial_fields(frm),
		primary_action_label: __("Start Trial"),
		primary_action: async (values) => {
			dialog.disable_primary_action();
			try {
				const name = await frappe.xcall(START, {
					scorecard: frm.docname,
					...values,
				});
				dialog.hide();
				frappe.set_route("Form", "Credit Scorecard Trial", name);
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
}

function trial_fields(frm) {
	const grades = frappe.meta.get_docfield("Credit Scorecard", "no_history_cap").options;
	return [
		{
			fieldtype: "HTML",
			options: `<p class="text-muted">${__("Customers are assessed by the scorecard in force and by this one. Nothing is written to them.")}</p>`,
		},
		{
			fieldtype: "Link",
			fieldname: "company",
			label: __("Company"),
			options: "Company",
			default: frappe.defaults.get_user_default("Company"),
			reqd: 1,
		},
		{
			fieldtype: "Date",
			fieldname: "as_of",
			label: __("As of", null, "Credit Scorecard Trial"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldtype: "Column Break" },
		{
			fieldtype: "Link",
			fieldname: "customer_group",
			label: __("Customer Group"),
			options: "Customer Group",
			default: frm.doc.only_for_customer_group,
		},
		{
			fieldtype: "Link",
			fieldname: "territory",
			label: __("Territory"),
			options: "Territory",
		},
		{
			fieldtype: "Select",
			fieldname: "grade",
			label: __("Grade in the Credit File", null, "Credit Scorecard Trial"),
			options: grades,
		},
		{
			fieldtype: "Int",
			fieldname: "sample_size",
			label: __("At Most (Customers)", null, "Credit Scorecard Trial"),
			description: __("A sample spread over all that fit. 0: all of them."),
			default: 0,
		},
	];
}
