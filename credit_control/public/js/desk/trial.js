// The form of a trial of a scorecard: its progress while it runs, what came out, and each customer's reasons.

import { detail_html, trial_html } from "./trial_view";

const API = "credit_control.api.trials";
const EVENT = "credit_scorecard_trial";
const RESULT = "Credit Scorecard Trial Result";
const RUNNING = ["Waiting", "Running"];
/** Without a socket the form asks by itself, in milliseconds. */
const ASK_AGAIN = 5000;

class Trial {
	constructor(frm) {
		this.frm = frm;
		this.element = document.createElement("div");
		this.element.addEventListener("click", (event) => this.clicked(event));
		frm.fields_dict.result.$wrapper.empty().append(this.element);
		frappe.realtime.on(EVENT, ({ trial }) => trial === frm.docname && this.renew());
	}

	async refresh() {
		const { doc } = this.frm;
		const picture = await frappe.xcall(`${API}.picture`, { name: doc.name });
		if (doc.name !== this.frm.docname) return;
		this.element.innerHTML = trial_html(doc, picture);
		clearTimeout(this.timer);
		if (RUNNING.includes(doc.status)) this.timer = setTimeout(() => this.renew(), ASK_AGAIN);
	}

	/** Only while the form is on the screen: Frappe keeps forms that were left. */
	renew() {
		if (cur_frm === this.frm && frappe.get_route()[0] === "Form") this.frm.reload_doc();
	}

	clicked(event) {
		const { result, change, old } = event.target.closest("button")?.dataset ?? {};
		if (result) this.explain(result);
		else if (change) show_list(this.frm, { change });
		else if (old !== undefined) {
			const wanted = event.target.closest("button").dataset;
			show_list(this.frm, { old_grade: wanted.old, new_grade: wanted.new });
		}
	}

	async explain(name) {
		const detail = await frappe.xcall(`${API}.detail`, { name });
		new frappe.ui.Dialog({
			title: detail.result.customer_name,
			size: "large",
			fields: [{ fieldtype: "HTML", fieldname: "factors", options: detail_html(detail) }],
		}).show();
	}
}

/** The rows behind a figure as a list, where they can be filtered and exported. */
function show_list(frm, filters = {}, view = "List") {
	frappe.route_options = { trial: frm.docname };
	for (const [field, value] of Object.entries(filters)) {
		frappe.route_options[field] = value || ["is", "not set"];
	}
	frappe.set_route("List", RESULT, view);
}

function add_buttons(frm) {
	const { status } = frm.doc;
	frm.add_custom_button(__("All Results"), () => show_list(frm));
	frm.add_custom_button(__("Export"), () => show_list(frm, {}, "Report"));
	if (!frm.perm[0]?.write) return;
	if (RUNNING.includes(status)) {
		frm.add_custom_button(__("Stop"), () => act(frm, "cancel"));
	}
	if (status !== "Completed") {
		// a worker that was killed leaves the trial running: going on is safe, nobody is tried twice
		frm.add_custom_button(__("Go On"), () => act(frm, "resume"));
	}
}

async function act(frm, method) {
	await frappe.xcall(`${API}.${method}`, { name: frm.docname });
	frm.reload_doc();
}

export const trial = {
	/** Show or renew what a trial's form shows. */
	refresh(frm) {
		frm.disable_save();
		add_buttons(frm);
		frm.credit_trial = frm.credit_trial || new Trial(frm);
		return frm.credit_trial.refresh();
	},
};
