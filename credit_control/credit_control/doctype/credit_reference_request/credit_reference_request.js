const API = "credit_control.api.references";
const OUT = ["Sent", "Opened"];

frappe.ui.form.on("Credit Reference Request", {
	refresh(frm) {
		credit_control.words.choices(frm);
		explain(frm);
		if (frm.is_new()) return;
		frm.add_custom_button(
			__("Credit Investigation"),
			() => frappe.set_route("Form", "Credit Investigation", frm.doc.investigation),
			__("View"),
		);
		if (frm.doc.status === "Answered") frm.disable_form();
		else if (frm.perm[0].write) add_actions(frm);
	},
});

function explain(frm) {
	const { status, party_name, expires_on, email } = frm.doc;
	const last_day = frappe.datetime.str_to_user(expires_on);
	const texts = {
		Sent: [__("The link was sent to {0} and is valid until {1}.", [email, last_day]), "blue"],
		Opened: [
			__("{0} has opened the link. It is valid until {1}.", [party_name, last_day]),
			"blue",
		],
		Expired: [
			__("The link expired on {0} without an answer. Send it again.", [last_day]),
			"orange",
		],
		Revoked: [__("The link was withdrawn."), "gray"],
	};
	const [text, colour] = texts[status] || [];
	if (text) frm.set_intro(frappe.utils.escape_html(text), colour);
}

function add_actions(frm) {
	const again = frm.doc.times_sent > 0;
	frm.add_custom_button(again ? __("Send Again") : __("Preview and Send"), () => preview(frm));
	frm.change_custom_button_type(
		again ? __("Send Again") : __("Preview and Send"),
		null,
		"primary",
	);
	frm.add_custom_button(__("Get Link"), () => get_link(frm));
	if (OUT.includes(frm.doc.status)) {
		frm.add_custom_button(__("Withdraw", null, "Credit Reference Request"), () =>
			frappe.confirm(__("Withdraw the questionnaire? Its link stops working."), () =>
				call(frm, "revoke"),
			),
		);
	}
}

async function saved(frm) {
	if (frm.is_dirty()) await frm.save();
}

async function call(frm, method) {
	const answer = await frappe.xcall(`${API}.${method}`, { name: frm.docname });
	await frm.reload_doc();
	return answer;
}

async function preview(frm) {
	await saved(frm);
	const mail = await frappe.xcall(`${API}.preview`, { name: frm.docname });
	const dialog = new frappe.ui.Dialog({
		title: __("Send to {0}", [mail.email]),
		size: "large",
		fields: [{ fieldname: "mail", fieldtype: "HTML" }],
		primary_action_label: __("Send", null, "Credit Reference Request"),
		async primary_action() {
			dialog.hide();
			await call(frm, "send");
			frappe.show_alert({ message: __("The questionnaire was sent."), indicator: "green" });
		},
	});
	dialog.fields_dict.mail.$wrapper.html(page(mail, frm.doc));
	dialog.show();
}

function page(mail, doc) {
	const replaced = OUT.includes(doc.status)
		? `<p class="text-warning">${__("The link that was sent before stops working.")}</p>`
		: "";
	const hint = __("To change the text, close this and edit the message.");
	return `${replaced}<p class="text-muted small">${hint}</p>
		<h5>${frappe.utils.escape_html(mail.subject)}</h5>
		<div class="border rounded p-3">${frappe.dom.remove_script_and_style(mail.message)}</div>`;
}

function get_link(frm) {
	const text = OUT.includes(frm.doc.status)
		? __("A new link is made, and the one that was sent before stops working. Continue?")
		: __("A link is made for you to pass on yourself. It is shown only once. Continue?");
	frappe.confirm(text, async () => {
		await saved(frm);
		const link = await call(frm, "new_link");
		const dialog = new frappe.ui.Dialog({
			title: __("Link for {0}", [frm.doc.party_name]),
			fields: [
				{
					fieldname: "link",
					fieldtype: "Small Text",
					label: __("Link", null, "Credit Reference Request"),
					read_only: 1,
				},
			],
			primary_action_label: __("Copy", null, "Credit Reference Request"),
			primary_action: () => frappe.utils.copy_to_clipboard(link),
		});
		dialog.set_value("link", link);
		dialog.show();
	});
}
