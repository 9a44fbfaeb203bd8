const METHOD = "credit_control.api.adjustments";
const WAITING = ["Preparing", "Applying"];
/** Asked for anew so often: a desk without a socket sees the work move too. */
const EVERY = 3000;

const ROW = "Credit Limit Adjustment Row";
const FORMATS = {
	old_limit: amount,
	new_limit: amount,
	exposure: amount,
	over,
	status: row_status,
};

frappe.ui.form.on("Credit Limit Adjustment", {
	setup(frm) {
		frm.set_query("customer", "rows", () => ({ filters: { disabled: 0 } }));
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "rows");
		credit_control.format_grid(frm, "rows", FORMATS);
		frm.trigger("stop_watching");
		frm.fields_dict.progress.$wrapper.empty();
		explain(frm);
		name_approval(frm);
		add_buttons(frm);
		if (WAITING.includes(frm.doc.status)) watch(frm);
	},
	on_hide: (frm) => frm.trigger("stop_watching"),
	stop_watching(frm) {
		clearTimeout(frm.credit_watch);
	},
});

function is_own({ doc }) {
	return [doc.owner, ...(doc.authors || "").split("\n")].includes(frappe.session.user);
}

/** Says what comes next, and who has to do it. */
function explain(frm) {
	frm.set_intro("");
	if (frm.doc.docstatus !== 0 || frm.is_new()) return;
	if (frm.doc.status === "Draft") {
		return frm.set_intro(__("Press Preview to see what each customer would get."), "blue");
	}
	if (frm.doc.status !== "Ready") return;
	const text =
		frm.perm[0].submit && !is_own(frm)
			? __("Approving changes the limits of all rows that are not left out.")
			: __("Edit limits or leave rows out. Another Credit Manager approves the adjustment.");
	frm.set_intro(text, "blue");
}

/** Submitting is approving; for the author there is nothing to press. */
function name_approval(frm) {
	if (frm.toolbar.current_status !== "Submit") return;
	if (is_own(frm) || frm.doc.status !== "Ready") return frm.page.clear_primary_action();
	frm.page.set_primary_action(__("Approve"), () => frm.savesubmit());
}

function add_buttons(frm) {
	const { doc } = frm;
	if (may_preview(frm)) add_preview(frm);
	if (may_undo(frm))
		frm.add_custom_button(__("Undo", null, "Credit Limit Adjustment"), () => undo(frm));
	if (doc.status === "Applying" && frm.perm[0].submit) {
		frm.add_custom_button(__("Resume", null, "Credit Limit Adjustment"), () =>
			call(frm, "resume"),
		);
	}
}

function may_preview(frm) {
	const { doc } = frm;
	return doc.docstatus === 0 && !frm.is_new() && !doc.undo_of && frm.perm[0].write;
}

function add_preview(frm) {
	const button = frm.add_custom_button(__("Preview", null, "Credit Limit Adjustment"), () =>
		preview(frm),
	);
	if (frm.doc.status === "Draft") button.addClass("btn-primary");
}

function may_undo({ doc, perm }) {
	return doc.docstatus === 1 && doc.applied && !doc.undone_by && perm[0].create;
}

async function preview(frm) {
	if (frm.is_dirty()) await frm.save();
	await call(frm, "preview");
}

async function undo(frm) {
	const { message } = await frappe.call({
		method: `${METHOD}.undo`,
		args: { adjustment: frm.doc.name },
		freeze: true,
	});
	frappe.set_route("Form", frm.doctype, message);
}

async function call(frm, action) {
	await frappe.call({
		method: `${METHOD}.${action}`,
		args: { adjustment: frm.doc.name },
		freeze: true,
	});
	frm.reload_doc();
}

async function watch(frm) {
	const { name, status } = frm.doc;
	const { message } = await frappe.call(`${METHOD}.state`, { adjustment: name });
	if (frm.doc.name !== name) return;
	frm.fields_dict.progress.$wrapper.html(progress_html(message));
	if (message.status !== status) return frm.reload_doc();
	frm.credit_watch = setTimeout(() => cur_frm === frm && watch(frm), EVERY);
}

function progress_html({ status, total, done, quiet }) {
	const preparing = status === "Preparing";
	const percent = preparing ? 100 : total ? (done / total) * 100 : 0;
	const text = preparing
		? __("The preview is being prepared.")
		: __("{0} of {1}", [done, total]);
	const silent = __("Nothing was heard of the worker for a while.");
	return `
		<div class="progress" role="progressbar" aria-valuenow="${percent.toFixed(0)}" aria-valuemin="0"
			aria-valuemax="100"><div class="progress-bar ${preparing ? "progress-bar-striped" : "bg-success"}"
			style="width: ${percent.toFixed(1)}%"></div></div>
		<p class="text-muted small">${text} ${quiet ? silent : ""}</p>`;
}

/** Amounts without their currency, which the totals below name: the columns are narrow. */
function amount(value, df, options, doc) {
	if (doc?.status === "Left Alone") return `<div class="text-right text-muted">–</div>`;
	const text = format_number(value, null, Number.isInteger(flt(value)) ? 0 : 2);
	return `<div class="text-right">${text}</div>`;
}

/** The flag that counts: who owes more than the new limit. */
function over(value) {
	return value
		? `<b style="color: var(--orange-600)">${__("Over", null, "Credit Limit Adjustment Row")}</b>`
		: "";
}

function row_status(value, df, options, doc) {
	const note = doc?.note ? ` · ${frappe.utils.escape_html(__(doc.note))}` : "";
	return `${__(value || "", null, ROW)}${note}`;
}
