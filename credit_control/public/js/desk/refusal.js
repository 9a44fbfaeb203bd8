// A document that was just refused is marked Held on the server after the rollback. Whatever way it was
// submitted, the error says so, and the form is brought up to date behind the message.

const ERROR = "CreditHoldError";

export function listen_for_refusals() {
	frappe.request.on_error(ERROR, (response) => {
		show(response);
		// the request that failed is still being tidied up
		frappe.after_ajax(() => reload(cur_frm));
	});
}

/** With a handler of our own Frappe leaves showing the message to us. */
function show(response) {
	const messages = JSON.parse(response._server_messages || "[]");
	frappe.hide_msgprint(true);
	for (const message of messages) frappe.msgprint(JSON.parse(message));
}

function reload(frm) {
	if (!frm?.credit_strip || frm.is_new() || frm.is_dirty()) return;
	frm.reload_doc();
}
