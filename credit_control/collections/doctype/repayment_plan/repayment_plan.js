frappe.ui.form.on("Repayment Plan", {
	setup(frm) {
		credit_control.claimed_items.setup(frm);
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "instalments");
		credit_control.claimed_items.refresh(frm);
		explain(frm);
		if (frm.doc.docstatus === 0 && (frm.doc.items || []).length && frm.perm[0].write) {
			frm.add_custom_button(__("Propose Instalments"), () =>
				credit_control.plan_proposal.ask(frm),
			);
		}
		if (frm.doc.docstatus === 1 && ["On Track", "In Default"].includes(frm.doc.status)) {
			if (frappe.model.can_create("Repayment Plan"))
				frm.add_custom_button(__("Extend"), () => extend(frm));
		}
		if (!frm.is_new()) add_print(frm);
	},
});

function explain(frm) {
	frm.set_intro("");
	const { docstatus, due_now, currency, extends: former, status } = frm.doc;
	if (docstatus === 1 && status === "In Default")
		frm.set_intro(
			__("In default: {0} is due now.", [format_currency(due_now, currency)]),
			"red",
		);
	if (docstatus === 0 && former)
		frm.set_intro(
			__(
				"Change the days of what is not paid yet. Once submitted, this plan takes the place of {0}.",
				[former],
			),
			"blue",
		);
}

async function extend(frm) {
	const name = await frappe.xcall("credit_control.api.repayment_plans.extend", {
		plan: frm.docname,
	});
	frappe.set_route("Form", "Repayment Plan", name);
}

function add_print(frm) {
	frm.add_custom_button(__("Print Agreement"), () =>
		credit_control.print_in_language(frm, {
			format: "Repayment Agreement",
			title: __("Repayment Agreement"),
		}),
	);
}
