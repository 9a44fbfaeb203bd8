const API = "credit_control.api.collection_cases";

frappe.ui.form.on("Collection Case", {
	async refresh(frm) {
		credit_control.words.choices(frm);
		if (frm.is_new()) return;
		await frappe.require(["collector.bundle.js", "collector.bundle.css"]);
		show_reasons(frm);
		if (frm.doc.status !== "Open") return;
		show_people(frm);
		frm.add_custom_button(__("Collector Worklist"), () =>
			frappe.set_route("collector-worklist", { customer: frm.doc.customer, collector: "" }),
		);
		if (frappe.model.can_create("Legal Action"))
			frm.add_custom_button(
				__("Legal Action"),
				() => credit_control.claimed_items.make("Legal Action", frm.doc),
				__("Create"),
			);
		if (frm.perm[0].write) {
			frm.add_custom_button(__("Record a Contact"), () => record(frm));
			frm.add_custom_button(__("Hand Over", null, "Collection Case"), () => hand_over(frm));
		}
	},
});

async function show_reasons(frm) {
	const reasons = await frappe.xcall(`${API}.reasons`, { case: frm.doc.name });
	frm.fields_dict.reasons.$wrapper.html(credit_control.collector.reasons_html(reasons));
}

/** Whom to call: a number that was pressed goes into the contact that is recorded next. */
async function show_people(frm) {
	const people = await frappe.xcall(`${API}.people`, { case: frm.doc.name });
	const callable = people
		.filter(({ phone, mobile }) => phone || mobile)
		.map((person) => ({ ...person, email: null }));
	const $people = frm.fields_dict.people.$wrapper;
	$people.html(
		callable.length
			? credit_control.collector.people_html({ people: callable })
			: `<p class="text-muted">${__("No telephone number of this customer is known.")}</p>`,
	);
	frm.called = null;
	$people.find("[data-phone]").on("click", ({ currentTarget: { dataset } }) => {
		frm.called = { person: dataset.person, phone: dataset.phone };
	});
}

async function record(frm) {
	const contact = await credit_control.collector.ask_contact("", frm.called);
	if (!contact) return;
	const phone = contact.channel === "Phone" ? frm.called?.phone : null;
	send(frm, "record", { contact: { ...contact, phone } });
}

async function hand_over(frm) {
	const values = await credit_control.collector.ask_hand_over(frm.doc);
	if (values) send(frm, "hand_over", values);
}

/** Whatever becomes of it, the form shows the case as it is then. */
async function send(frm, method, values) {
	const version = frm.doc.modified;
	try {
		await frappe.xcall(`${API}.${method}`, { case: frm.doc.name, version, ...values });
	} finally {
		frm.reload_doc();
	}
}
