const METHOD = "credit_control.api.collection_strategies";
const EVENT = "credit_collection_run";

frappe.ui.form.on("Collection Strategy", {
	setup(frm) {
		frm.set_query("dunning_type", "steps", () => ({
			filters: { company: frm.doc.only_for_company || "" },
		}));
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "steps");
		credit_control.words.steps(frm, null, { steps: "label", texts: "step" });
		if (frm.is_new()) return;
		explain(frm);
		if (may_run()) {
			frm.add_custom_button(__("Preview Today"), () => open_preview(frm)).addClass(
				"btn-primary",
			);
		}
		frm.add_custom_button(__("Notices"), () =>
			frappe.set_route("List", "Collection Notice", { strategy: frm.doc.name }),
		);
	},
});

/** Whoever may make notices runs strategies; nobody makes one by hand, so it is not in the list of new documents. */
function may_run() {
	return (frappe.boot.user.in_create || []).includes("Collection Notice");
}

/** Says when it runs, so that nobody enables it unawares. */
function explain(frm) {
	// Frappe adds to what stands there
	frm.set_intro("");
	if (frm.doc.disabled) {
		frm.set_intro(
			__("Disabled: nothing is sent. The preview shows what it would do."),
			"orange",
		);
	} else if (frm.doc.send_daily) {
		frm.set_intro(__("Runs every night by itself."), "blue");
	} else {
		frm.set_intro(__("Runs when somebody presses Send in the preview."), "blue");
	}
}

function open_preview(frm) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the strategy first."));
	const dialog = new frappe.ui.Dialog({
		title: __("What {0} would do", [frappe.utils.escape_html(frm.doc.name)]),
		size: "extra-large",
		fields: fields_of(frm, () => dialog && load(frm, dialog)),
	});
	dialog.set_values({
		company: frm.doc.only_for_company || frappe.defaults.get_user_default("Company"),
		day: frappe.datetime.get_today(),
	});
	dialog.show();
	load(frm, dialog);
}

function fields_of(frm, change) {
	return [
		{
			fieldname: "company",
			fieldtype: "Link",
			options: "Company",
			label: __("Company"),
			reqd: 1,
			read_only: frm.doc.only_for_company ? 1 : 0,
			change,
		},
		{ fieldtype: "Column Break" },
		{ fieldname: "day", fieldtype: "Date", label: __("Date"), reqd: 1, change },
		{ fieldtype: "Section Break" },
		{ fieldname: "result", fieldtype: "HTML" },
	];
}

/** One page more, or from the beginning. The last question asked is the one that is answered. */
async function load(frm, dialog, after = "") {
	const { company, day } = dialog.get_values(true);
	if (!company || !day) return;
	const asked = [company, day, after].join("|");
	if (dialog.credit_asked === asked) return;
	dialog.credit_asked = asked;
	const area = dialog.fields_dict.result.$wrapper;
	if (!after) area.html(`<p class="text-muted">${__("Reading the ledger …")}</p>`);
	const { message } = await frappe.call({
		method: `${METHOD}.preview`,
		args: { strategy: frm.doc.name, company, day, after },
		error: () => (dialog.credit_asked = null) || area.empty(),
	});
	if (!message || dialog.credit_asked !== asked) return;
	dialog.credit_rows = after ? [...dialog.credit_rows, ...message.rows] : message.rows;
	show(frm, dialog, message);
}

function show(frm, dialog, page) {
	const area = dialog.fields_dict.result.$wrapper;
	const rows = dialog.credit_rows;
	area.html(summary(rows, page) + tables(rows, page));
	if (page.after) {
		$(`<button class="btn btn-default btn-sm">${__("Show More")}</button>`)
			.appendTo(area)
			.on("click", () => load(frm, dialog, page.after));
	}
	area.find("[data-text]").on("click", (event) => {
		event.preventDefault();
		show_text(frm, page, $(event.currentTarget).attr("data-text"));
	});
	offer_sending(frm, dialog, page);
}

/** Sending is for today, and for what was looked at. */
function offer_sending(frm, dialog, page) {
	const due = dialog.credit_rows.some((row) => row.step);
	const today = page.day === frappe.datetime.get_today();
	if (!due || !today || frm.doc.disabled) {
		dialog.get_primary_btn().addClass("hide");
		return;
	}
	dialog.get_primary_btn().removeClass("hide");
	dialog.set_primary_action(__("Send"), () => ask_to_send(frm, dialog, page));
}

function ask_to_send(frm, dialog, page) {
	const count = dialog.credit_rows.filter((row) => row.step).length;
	const text = page.after
		? __(
				"Contact all customers whose items reached a step, these {0} and those not shown yet?",
				[count],
			)
		: __("Contact these {0} customers now?", [count]);
	frappe.confirm(text, () => send(frm, dialog, page.company));
}

async function send(frm, dialog, company) {
	const { message } = await frappe.call({
		method: `${METHOD}.send`,
		args: { strategy: frm.doc.name, company },
		freeze: true,
	});
	dialog.hide();
	if (!message) return frappe.msgprint(__("A run of this strategy is on its way already."));
	frappe.show_alert({
		message: __("The run has begun. You get a notification when it is done."),
		indicator: "blue",
	});
	follow(frm);
}

function follow(frm) {
	frappe.realtime.off(EVENT);
	frappe.realtime.on(EVENT, (run) => {
		if (run.strategy !== frm.doc.name) return;
		if (run.done) {
			frappe.realtime.off(EVENT);
			frappe.hide_progress();
			return finished(run);
		}
		const counts = __("{0} contacted, {1} left out", [run.contacted, run.left_out]);
		frappe.show_progress(__("Sending"), run.seen, Math.max(run.total, 1), counts);
	});
}

function finished(run) {
	const counts = __("{0} contacted, {1} left out", [run.contacted, run.left_out]);
	const failed = run.failed.length
		? ` ${__("Not contacted because of an error: {0}", [credit_control.listed(run.failed)])}`
		: "";
	frappe.show_alert({ message: counts + failed, indicator: failed ? "orange" : "green" }, 15);
}

function summary(rows, page) {
	const due = rows.filter((row) => row.step);
	const total = due.reduce((sum, row) => sum + row.total, 0);
	const left = rows.length - due.length;
	let html = `<p>${__("Contacted: {0} customers about {1}. Left out: {2}.", [
		due.length,
		money(total, page.currency),
		left,
	])}</p>`;
	if (page.after) html += `<p class="text-muted">${__("There are more customers below.")}</p>`;
	if (!page.has_mail_account) {
		html += `<p class="text-danger">${__(
			"There is no outgoing e-mail account. Set one up as the default before sending.",
		)}</p>`;
	}
	return html;
}

function tables(rows, page) {
	if (!rows.length) {
		return `<p class="text-muted">${__("No item of a customer reached a step on this day.")}</p>`;
	}
	const head = [
		__("Customer"),
		__("Step"),
		__("Goes to"),
		__("Items"),
		__("Amount"),
		__("Fee and Interest"),
	];
	const cells = head.map(
		(label, at) => `<th class="text-nowrap ${at > 3 ? "text-right" : ""}">${label}</th>`,
	);
	return `<div class="table-responsive"><table class="table table-bordered table-sm">
		<thead><tr>${cells.join("")}</tr></thead>
		<tbody>${rows.map((row) => row_of(row, page)).join("")}</tbody></table></div>`;
}

function row_of(row, page) {
	const escape = frappe.utils.escape_html;
	const customer = `<a href="${frappe.utils.get_form_link("Customer", row.customer)}" target="_blank">${escape(
		row.customer_name,
	)}</a>`;
	const what = row.step
		? step_cells(row)
		: `<td colspan="2" class="text-muted">${__("Left out")}</td>`;
	const figures = row.step
		? `<td class="text-right text-nowrap">${money(row.total, page.currency)}</td>
			<td class="text-right text-nowrap">${row.charges ? money(row.charges, page.currency) : ""}</td>`
		: "<td></td><td></td>";
	return `<tr><td>${customer}</td>${what}<td>${items_of(row, page)}</td>${figures}</tr>`;
}

function step_cells(row) {
	const escape = frappe.utils.escape_html;
	const consequences = row.consequences.map(
		(each) =>
			`<br><span class="text-danger">${__(each, null, "Collection Strategy Step")}</span>`,
	);
	const channel = __(row.channel, null, "Collection Strategy Step");
	const text = row.template
		? `<br><a href="#" data-text="${escape(row.customer)}">${__("Show the Text")}</a>`
		: "";
	const later = row.send_after
		? `<br><span class="text-muted text-nowrap">${__("Sent from {0}", [moment_of(row.send_after)])}</span>`
		: "";
	const goes_to = row.recipient || row.responsible || __("Nobody is responsible");
	return `<td>${step_name(row.step)}<br><span class="text-muted">${channel}</span>${consequences.join("")}</td>
		<td>${escape(goes_to)}<br><span class="text-muted">${escape(row.language || "")}</span>${later}${text}</td>`;
}

/** Day and time, without the seconds. */
function moment_of(text) {
	const [day, time] = text.split(" ");
	return `${frappe.datetime.str_to_user(day)} ${time.slice(0, 5)}`;
}

function items_of(row, page) {
	const escape = frappe.utils.escape_html;
	const due = (row.items || []).map(
		(item) =>
			`<div>${invoice_link(item)} · ${frappe.datetime.str_to_user(item.due_date)} · ${money(
				item.amount,
				page.currency,
			)} · ${step_name(item.step)}</div>`,
	);
	const left = row.left_out.map(
		(item) =>
			`<div class="text-muted">${invoice_link(item)} · ${money(item.amount, page.currency)} · ${escape(
				item.reason,
			)}</div>`,
	);
	return due.concat(left).join("");
}

function step_name(label) {
	return credit_control.words.choice("Collection Strategy")(label);
}

function invoice_link({ invoice }) {
	const url = frappe.utils.get_form_link("Sales Invoice", invoice);
	return `<a href="${url}" target="_blank">${frappe.utils.escape_html(invoice)}</a>`;
}

function money(amount, currency) {
	return format_currency(amount, currency);
}

async function show_text(frm, page, customer) {
	const { message } = await frappe.call(`${METHOD}.text`, {
		strategy: frm.doc.name,
		customer,
		company: page.company,
		day: page.day,
	});
	if (message.message) {
		frappe.msgprint({
			title: frappe.utils.escape_html(message.subject),
			message: message.message,
			wide: true,
		});
	}
}
