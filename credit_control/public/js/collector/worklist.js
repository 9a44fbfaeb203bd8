// The collector's worklist: the most urgent case first, one key for what came of a call, and the next one is there.

import { escape, labelled, money } from "../desk/text";
import { detail_html } from "./detail_view";
import { ask_contact, ask_day, ask_dispute, ask_hand_over, ask_promise } from "./dialogs";
import { add_filters, chosen } from "./filters";
import { FORM, OUTCOMES, word } from "./outcomes";
import { row_html } from "./row_view";

const API = "credit_control.api.collection_cases";
/** Seconds in which a wrong key is taken back from the message that it gave. */
const UNDO = 15;
/** Milliseconds in which walking through the list asks for one view only. */
const PAUSE = 150;

class Worklist {
	constructor(page, choices) {
		this.page = page;
		this.rows = [];
		this.done = new Set();
		this.busy = new Set();
		this.asked = 0;
		this.fields = add_filters(page, choices, () => this.refresh());
		this.make();
		this.listen();
		this.show_soon = frappe.utils.debounce(() => this.load_view(), PAUSE);
	}

	make() {
		this.$body = $(`<div class="cl">
			<button class="btn btn-default btn-xs cl-filters" aria-expanded="false">${__("Filters")}</button>
			<p class="cl-totals text-muted" role="status"></p>
			<div class="cl-panes">
				<div class="cl-list-pane">
					<ul class="cl-rows" role="listbox" tabindex="0" aria-label="${__("Collection Cases")}"></ul>
					<button class="btn btn-default btn-sm cl-more" hidden>${__("Load More")}</button>
				</div>
				<div class="cl-detail" aria-live="polite"></div>
			</div>
			<div class="cl-empty" hidden></div>
			<p class="cl-keys text-muted">${escape(
				__(
					"Keys: ↑ ↓ or J K move, 1 to 9 record what came of the call and go to the next customer, U takes the last one back.",
				),
			)}</p>
		</div>`).appendTo(this.page.main);
		this.page.set_secondary_action(__("Refresh"), () => this.refresh(), "refresh");
		this.page.add_menu_item(__("Collection Case List"), () => frappe.set_route("List", FORM));
		// a phone has no room for the filters above the first customer
		this.page.page_form.addClass("cl-form");
	}

	listen() {
		const on = (event, selector, handle) =>
			this.$body.on(event, selector, ({ currentTarget }) => handle(currentTarget));
		on("click", ".cl-row", ({ dataset }) => this.select(dataset.case, true));
		on("click", ".cl-more", () => this.load(this.rows.length));
		on("click", ".cl-back", () => this.$body.removeClass("is-open"));
		on("click", ".cl-reload", () => this.load_view());
		on("click", "[data-everybody]", () => this.fields.collector.set_value(""));
		on("click", "[data-outcome]", ({ dataset }) =>
			this.outcome(OUTCOMES.find(({ name }) => name === dataset.outcome)),
		);
		on("click", "[data-do]", (button) => this[button.dataset.do]());
		on("click", "[data-mail]", (button) => this.mail(button.dataset.mail));
		on("click", "[data-phone]", ({ dataset }) => {
			this.called = { person: dataset.person, phone: dataset.phone };
		});
		on("click", ".cl-filters", (button) => {
			const open = this.page.page_form.toggleClass("is-open").hasClass("is-open");
			button.setAttribute("aria-expanded", open);
		});
		this.$body.on("keydown", ".cl-note", (event) => {
			if (event.key === "Escape") this.$body.find(".cl-rows").trigger("focus");
		});
		$(document).on("keydown", (event) => this.key(event));
		frappe.realtime.on("list_update", (message) => this.changed_elsewhere(message));
	}

	/** The page was opened, perhaps with filters. */
	async open() {
		this.shown = true;
		frappe.realtime.doctype_subscribe(FORM);
		const options = frappe.route_options || {};
		frappe.route_options = null;
		this.waiting = true;
		for (const [name, value] of Object.entries(options)) {
			await this.fields[name]?.set_value(value);
		}
		this.waiting = false;
		return this.refresh();
	}

	close() {
		this.shown = false;
	}

	refresh() {
		return this.waiting || !this.shown ? Promise.resolve() : this.load(0);
	}

	async load(start) {
		const number = ++this.asked;
		const answer = await frappe.xcall(`${API}.read`, {
			filters: chosen(this.fields),
			start,
		});
		// a later question is under way
		if (number !== this.asked) return;
		this.rows = start ? [...this.rows, ...answer.rows] : answer.rows;
		if (!start) this.done.clear();
		if (answer.totals) this.totals = answer.totals;
		this.show(answer.more);
	}

	show(more) {
		const empty = !this.rows.length;
		this.$body.find(".cl-panes, .cl-keys").attr("hidden", empty);
		this.$body.find(".cl-empty").attr("hidden", !empty).html(this.empty_html());
		this.$body.find(".cl-more").attr("hidden", !more);
		this.$body.find(".cl-totals").html(empty ? "" : this.totals_html());
		if (empty) this.current = null;
		else if (!this.row(this.current)) this.select(this.rows[0].name);
		this.draw();
	}

	draw() {
		const html = this.rows.map((row) =>
			row_html(row, {
				current: row.name === this.current,
				busy: this.busy.has(row.name),
				done: this.done.has(row.name),
			}),
		);
		this.$body.find(".cl-rows").html(html.join(""));
	}

	empty_html() {
		if (only_mine(chosen(this.fields))) {
			return `<p>${__("No open case is yours.")}</p>
				<button class="btn btn-default btn-sm" data-everybody>${__("Show Everybody's Cases")}</button>`;
		}
		return Object.keys(chosen(this.fields)).length
			? `<p>${__("No open case fits the filters.")}</p>`
			: `<p>${__("Nobody is overdue.")}</p>
				<p class="text-muted">${__("A customer that is overdue appears here by itself.")}</p>`;
	}

	/** Amounts by currency: what is in different ones is not added up. */
	totals_html() {
		const sum = (name) => this.totals.reduce((all, row) => all + cint(row[name]), 0);
		const amounts = this.totals.map(({ currency, amount }) => money(amount, currency));
		return escape(
			__("{0} cases, {1} of them due today, overdue", [sum("number"), sum("due")]),
		).concat(" <b>", amounts.join(" + "), "</b>");
	}

	row(name) {
		return this.rows.find((row) => row.name === name);
	}

	replace(row) {
		this.rows = this.rows.map((old) => (old.name === row.name ? row : old));
	}

	/** `open` shows the case in the place of the list where there is no room for both. */
	select(name, open) {
		this.current = name;
		if (open) this.$body.addClass("is-open");
		this.draw();
		document.getElementById(`cl-${name}`)?.scrollIntoView({ block: "nearest" });
		this.show_soon();
	}

	async load_view() {
		const name = this.current;
		if (!name) return;
		const view = await frappe.xcall(`${API}.view`, { case: name });
		if (name !== this.current) return;
		this.called = null;
		this.view = view;
		this.replace(view.case);
		this.draw();
		this.$body.find(".cl-detail").html(detail_html(view)).scrollTop(0);
	}

	move(steps) {
		const at = this.rows.findIndex((row) => row.name === this.current) + steps;
		if (at >= 0 && at < this.rows.length) this.select(this.rows[at].name);
	}

	key(event) {
		if (!this.shown || !this.current || is_typing(event)) return;
		const outcome = OUTCOMES.find(({ key }) => key === event.key);
		const actions = {
			ArrowDown: () => this.move(1),
			j: () => this.move(1),
			ArrowUp: () => this.move(-1),
			k: () => this.move(-1),
			n: () => this.$body.find(".cl-note").trigger("focus"),
			v: () => this.other(),
			h: () => this.hand_over(),
			u: () => this.undo?.(),
		};
		const action = outcome ? () => this.outcome(outcome) : actions[event.key];
		if (!action) return;
		event.preventDefault();
		// Frappe has keys of its own for a page
		event.stopPropagation();
		action();
	}

	/** What the buttons and keys are about: only what is shown, and only by whoever may. */
	ready() {
		return (
			this.view?.may_write &&
			this.view.case.name === this.current &&
			!this.busy.has(this.current)
		);
	}

	note() {
		return this.$body.find(".cl-note").val() || "";
	}

	async outcome({ name, ask, right }) {
		if (!this.ready() || (right && !this.view[right])) return;
		const row = this.view.case;
		const asks = { day: ask_day, promise: ask_promise, dispute: ask_dispute };
		const values = ask
			? await asks[ask](...(ask === "day" ? [this.note()] : [row, this.note()]))
			: { note: this.note() };
		if (!values) return;
		const { amount, invoices, reason, items, ...said } = values;
		const contact = { ...this.called, ...said, outcome: name };
		const method = { promise: "promise", dispute: "dispute" }[ask] || "record";
		const more = { promise: { amount, invoices }, dispute: { reason, items } }[ask] || {};
		return this.send(row, method, { contact, ...more });
	}

	async other() {
		if (!this.ready()) return;
		const row = this.view.case;
		const contact = await ask_contact(this.note());
		if (contact) return this.send(row, "record", { contact });
	}

	async hand_over() {
		if (!this.ready()) return;
		const row = this.view.case;
		const values = await ask_hand_over(row);
		if (values) return this.send(row, "hand_over", values);
	}

	/** Go on to the next customer at once; what the server says comes to the row when it comes. */
	async send(row, method, values) {
		this.busy.add(row.name);
		this.draw();
		this.move(1);
		try {
			const arguments_ = { case: row.name, version: row.version, ...values };
			const answer = await frappe.xcall(`${API}.${method}`, arguments_);
			this.replace(answer);
			this.done.add(row.name);
			this.tell(row, answer, method);
		} catch {
			// the server has said why: back to the case as it is now
			this.select(row.name);
		} finally {
			this.busy.delete(row.name);
			this.draw();
			if (this.current === row.name) this.load_view();
		}
	}

	tell(before, row, method) {
		const customer = escape(row.customer_name || row.customer);
		if (method !== "record") {
			const made = row.made ? ` ${escape(row.made)}` : "";
			const said = {
				promise: __("Promise to Pay"),
				dispute: __("Payment Dispute drafted:"),
				hand_over: __("Handed over"),
			}[method];
			frappe.show_alert({ message: labelled(customer, said + made), indicator: "green" });
			return;
		}
		this.undo = () => this.take_back(before, row);
		const message = `${labelled(customer, escape(word(row.last_outcome)))}
			<a href="#" data-action="undo">${__("Undo", null, "Collection Case")} (U)</a>`;
		frappe.show_alert({ message, indicator: "green" }, UNDO, {
			undo: (event) => {
				event?.preventDefault?.();
				this.undo?.();
			},
		});
	}

	async take_back(before, row) {
		this.undo = null;
		const answer = await frappe.xcall(`${API}.take_back`, {
			case: row.name,
			version: row.version,
			entry: row.entry,
			action: before.next_action,
			action_on: before.next_action_on,
		});
		this.replace(answer);
		this.done.delete(row.name);
		this.select(row.name);
		frappe.show_alert({ message: __("Taken back"), indicator: "blue" });
	}

	mail(recipients) {
		const row = this.view.case;
		new frappe.views.CommunicationComposer({
			doc: { doctype: FORM, name: row.name, ...row },
			recipients,
			subject: __("Open items of {0}", [row.customer_name || row.customer]),
		});
	}

	/** Somebody else has recorded something: of the case at hand it is said, the row is renewed. */
	changed_elsewhere({ doctype, name, user }) {
		if (doctype !== FORM || !this.shown || user === frappe.session.user || !this.row(name))
			return;
		if (name !== this.current) return;
		const who = frappe.user.full_name(user);
		const $note =
			$(`<div class="cl-changed">${escape(__("{0} has just changed this case.", [who]))}
			<button class="btn btn-default btn-xs cl-reload">${__("Reload", null, "Collection Case")}</button></div>`);
		this.$body.find(".cl-changed").remove();
		this.$body.find(".cl-detail").prepend($note);
	}
}

/** A new collector, or a manager: the list is empty although there are cases. */
function only_mine({ collector, ...others }) {
	return collector === frappe.session.user && !Object.keys(others).length;
}

/** Keys belong to a field that has the focus, and to a dialog that is open. */
function is_typing({ target, ctrlKey, metaKey, altKey }) {
	if (ctrlKey || metaKey || altKey || document.querySelector(".modal.show")) return true;
	return Boolean(target.closest("input, textarea, select, [contenteditable=true]"));
}

export const worklist = {
	async make(page) {
		return new Worklist(page, await frappe.xcall(`${API}.choices`));
	},
};
