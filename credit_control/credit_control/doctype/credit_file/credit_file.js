const TABLES = [
	"shareholders",
	"key_persons",
	"bank_references",
	"trade_references_given",
	"external_ratings",
	"insurances",
	"documents",
	"legal_records",
	"tax_records",
];

frappe.ui.form.on("Credit File", {
	refresh(frm) {
		credit_control.words.choices(frm);
		for (const table of TABLES) credit_control.words.grid_choices(frm, table);
		credit_control.format_grid(frm, "limits", {});
		if (frm.is_new()) return;
		explain_status(frm);
		if (!frm.doc.customer) return;
		credit_control.picture.refresh(frm);
		credit_control.file_records.show(frm);
		credit_control.relationships.show(frm);
		credit_control.trade_record.show(frm);
		credit_control.change_history.show(frm);
		add_buttons(frm);
	},
});

function show_factoring({ doc, credit_picture }) {
	const company = credit_picture?.company || frappe.defaults.get_user_default("Company");
	credit_control.factoring.show_candidates(doc.customer, company);
}

function explain_status(frm) {
	if (frm.doc.status !== "Merged") return;
	const link = frappe.utils.get_form_link("Credit File", frm.doc.merged_into, true);
	frm.set_intro(__("The customer was merged. Its Credit File is now {0}.", [link]), "orange");
}

function add_buttons(frm) {
	const { customer } = frm.doc;
	credit_control.investigation.button(frm);
	credit_control.customer_hold.offer(frm, customer, { intro: true });
	add_creating(frm);
	credit_control.add_limit_request_button(frm, () => ({
		customer,
		company: frm.credit_picture?.company,
		source: { doctype: frm.doctype, name: frm.doc.name },
	}));
	frm.add_custom_button(
		__("Customer"),
		() => frappe.set_route("Form", "Customer", customer),
		__("View"),
	);
	if (credit_control.factoring.may_see()) {
		frm.add_custom_button(__("Factoring"), () => show_factoring(frm), __("View"));
	}
	frm.add_custom_button(__("Credit Exposure"), () => exposure(frm), __("View"));
	if (frappe.model.can_read("Customer Financial Statement")) {
		frm.add_custom_button(__("Compare Statements"), () => compare(customer), __("View"));
	}
	credit_control.credit_report.add_button(frm);
}

function add_creating(frm) {
	const made = [
		["Credit Assessment", __("Credit Assessment"), () => new_assessment(frm)],
		["Customer Financial Statement", __("Financial Statement"), () => new_statement(frm)],
		["Credit Agreement", __("Credit Agreement"), () => new_agreement(frm)],
	];
	for (const [doctype, label, make] of made) {
		if (frappe.model.can_create(doctype)) frm.add_custom_button(label, make, __("Create"));
	}
}

function new_statement(frm) {
	frappe.new_doc("Customer Financial Statement", { customer: frm.doc.customer });
}

function exposure(frm) {
	const { customer } = frm.doc;
	frappe.route_options = { customer, company: frm.credit_picture?.company || "" };
	frappe.set_route("credit-exposure");
}

function compare(customer) {
	frappe.route_options = { customer };
	frappe.set_route("statement-comparison");
}

function new_agreement(frm) {
	frappe.new_doc("Credit Agreement", {
		customer: frm.doc.customer,
		company: frm.credit_picture?.company,
	});
}

function new_assessment(frm) {
	frappe.new_doc("Credit Assessment", {
		customer: frm.doc.customer,
		company: frm.credit_picture?.company,
		reason: frm.doc.last_assessment ? "Review" : "New Customer",
	});
}
