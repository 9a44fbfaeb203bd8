const METHOD = "credit_control.api.reassessments";
const AT_WORK = ["Queued", "Running"];
/** Asked for anew so often: a desk without a socket sees the run move too. */
const EVERY = 3000;

frappe.ui.form.on("Credit Reassessment Run", {
	refresh(frm) {
		credit_control.words.choices(frm);
		frm.trigger("stop_watching");
		add_buttons(frm);
		explain(frm);
		lock(frm);
		if (frm.doc.status === "Draft") return;
		watch(frm);
	},
	on_hide: (frm) => frm.trigger("stop_watching"),
	stop_watching(frm) {
		clearTimeout(frm.credit_watch);
	},
});

function explain(frm) {
	if (frm.is_new() || frm.doc.status !== "Draft") return;
	const text = __("Press Start to assess the customers of the selection in the background.");
	frm.set_intro(text, "blue");
}

/** A run that began is as it is. */
function lock(frm) {
	if (frm.doc.status !== "Draft") frm.disable_form();
}

const BUTTONS = {
	start: [__("Start", null, "Credit Reassessment Run"), (status) => status === "Draft"],
	pause: [__("Pause", null, "Credit Reassessment Run"), (status) => AT_WORK.includes(status)],
	resume: [
		__("Resume", null, "Credit Reassessment Run"),
		(status) => ["Paused", "Failed", ...AT_WORK].includes(status),
	],
	cancel: [__("Cancel Run"), (status) => ["Paused", "Failed", ...AT_WORK].includes(status)],
};

function add_buttons(frm) {
	frm.clear_custom_buttons();
	if (frm.is_new()) return;
	const may_work = frm.perm[0].write;
	for (const [action, [label, applies]] of Object.entries(BUTTONS)) {
		if (may_work && applies(frm.doc.status)) add_button(frm, action, label);
	}
	if (frm.doc.status !== "Draft") {
		frm.add_custom_button(__("Results", null, "Credit Reassessment Run"), () =>
			show_results(frm.doc.name),
		);
	}
}

function add_button(frm, action, label) {
	const button = frm.add_custom_button(label, () => act(frm, action, label));
	if (action === "start" || frm.doc.status === "Paused") {
		button.toggleClass("btn-primary", ["start", "resume"].includes(action));
	}
}

function act(frm, action, label) {
	if (action !== "cancel") return call(frm, action);
	const text = __("Stop this run for good? What was done is kept.");
	frappe.confirm(text, () => call(frm, action), null, label);
}

async function call(frm, action) {
	await frappe.call({
		method: `${METHOD}.${action}`,
		args: { run: frm.doc.name },
		freeze: true,
	});
	frm.reload_doc();
}

function show_results(run, outcome) {
	const filters = outcome ? { run, outcome } : { run };
	frappe.set_route("List", "Credit Reassessment Result", filters);
}

async function watch(frm) {
	const { name } = frm.doc;
	const { message } = await frappe.call(`${METHOD}.state`, { run: name });
	if (frm.doc.name !== name) return;
	frm.fields_dict.progress.$wrapper.html(progress_html(message));
	if (message.status !== frm.doc.status) return frm.reload_doc();
	if (AT_WORK.includes(message.status)) {
		frm.credit_watch = setTimeout(() => cur_frm === frm && watch(frm), EVERY);
	}
}

function progress_html(state) {
	const { total, done, failed } = state;
	const percent = total ? Math.min(100, (done / total) * 100) : 0;
	const colour = failed ? "bg-warning" : "bg-success";
	return `
		<div class="progress" role="progressbar" aria-valuenow="${percent.toFixed(0)}" aria-valuemin="0"
			aria-valuemax="100"><div class="progress-bar ${colour}" style="width: ${percent.toFixed(1)}%"></div></div>
		<p class="text-muted small">${__("{0} of {1}", [done, total])}${remaining(state)}</p>
		${quiet(state)}`;
}

function remaining({ seconds_left }) {
	if (!seconds_left) return "";
	return ` · ${__("about {0} left", [frappe.utils.get_formatted_duration(seconds_left)])}`;
}

function quiet(state) {
	if (!state.quiet) return "";
	const text = __(
		"Nothing was heard of the worker for a while. Resume hands the run to another.",
	);
	return `<p class="text-warning small">${text}</p>`;
}
