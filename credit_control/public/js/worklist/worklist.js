// The worklist of held documents: what needs a decision first, decided one by one or many at once.

import { escape, money } from "../desk/text";
import { add_filters, chosen } from "./filters";
import { head_html, row_html } from "./row_view";

const API = "credit_control.api.worklist";
const FORM = "Credit Hold";
const STATUSES = ["Release Requested", "Held", "Rejected"];
/** Milliseconds in which several changes become one question to the server. */
const PAUSE = 700;

class Worklist {
	constructor(page, choices) {
		this.page = page;
		this.rows = [];
		this.checked = new Set();
		this.status = "";
		this.asked = 0;
		this.may_decide = frappe.user.has_role("Credit Manager");
		this.fields = add_filters(page, choices, () => this.refresh());
		this.make();
		this.listen();
	}

	make() {
		this.$body = $(`<div class="cw">
			<button class="btn btn-default btn-xs cw-filters" aria-expanded="false">${__("Filters")}</button>
			<div class="cw-tabs" role="tablist"></div>
			<div class="cw-progress" role="status" hidden></div>
			<div class="cw-scroll"><table class="cw-table">
				<thead>${head_html(this.may_decide)}</thead><tbody></tbody>
			</table></div>
			<div class="cw-empty" hidden></div>
			<button class="btn btn-default btn-sm cw-more" hidden>${__("Load More")}</button>
			<p class="cw-keys text-muted">${escape(this.keys())}</p>
			<div class="cw-actions" hidden></div>
		</div>`).appendTo(this.page.main);
		this.page.set_secondary_action(__("Refresh"), () => this.refresh(), "refresh");
		this.page.add_menu_item(__("Credit Hold List"), () => frappe.set_route("List", FORM));
		// a phone has no room for eleven filters above the first document
		this.page.page_form.addClass("cw-form");
	}

	keys() {
		return this.may_decide
			? __("Keys: ↑ ↓ move, Enter opens, Space chooses.")
			: __("Keys: ↑ ↓ move, Enter opens.");
	}

	listen() {
		this.$body.on("click", "tbody tr", (event) => this.clicked(event));
		this.$body.on("change", "[data-check]", ({ currentTarget }) =>
			this.check(currentTarget.closest("tr"), currentTarget.checked),
		);
		this.$body.on("change", "[data-all]", ({ currentTarget }) =>
			this.check_all(currentTarget.checked),
		);
		this.$body.on("click", "[data-status]", ({ currentTarget }) => {
			this.status = currentTarget.dataset.status;
			this.refresh();
		});
		this.$body.on("click", ".cw-filters", ({ currentTarget }) => {
			const open = this.page.page_form.toggleClass("is-open").hasClass("is-open");
			currentTarget.setAttribute("aria-expanded", open);
		});
		this.$body.on("click", "[data-decide]", ({ currentTarget }) =>
			credit_control.holds[currentTarget.dataset.decide]([...this.checked], () =>
				this.decided(),
			),
		);
		this.$body.on("click", ".cw-more", () => this.load(this.rows.length));
		this.$body.on("keydown", "tbody tr", (event) => this.key(event));
		const soon = frappe.utils.debounce(() => this.shown && this.refresh(), PAUSE);
		frappe.realtime.on("list_update", ({ doctype }) => doctype === FORM && soon());
		frappe.realtime.on("credit_holds_decided", (message) => this.progress(message));
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
		return this.waiting ? Promise.resolve() : this.load(0);
	}

	async load(start) {
		const number = ++this.asked;
		const answer = await frappe.xcall(`${API}.read`, {
			filters: chosen(this.fields),
			status: this.status,
			order: this.fields.order.get_value() || "priority",
			start,
		});
		// a later question is under way
		if (number !== this.asked) return;
		this.rows = start ? [...this.rows, ...answer.rows] : answer.rows;
		this.show(answer);
	}

	show({ counts, more }) {
		const names = new Set(this.rows.map((row) => row.name));
		this.checked = new Set([...this.checked].filter((name) => names.has(name)));
		const focused = document.activeElement?.closest?.("tr[data-hold]")?.dataset.hold;
		const open = new Set(this.$body.find("details[open]").map((_i, el) => hold_of(el)));
		this.$body.find(".cw-tabs").html(this.tabs_html(counts));
		this.$body.find("tbody").html(this.rows.map((row) => this.row_html(row)).join(""));
		for (const name of open)
			this.row(name)?.querySelector("details")?.setAttribute("open", "");
		if (focused) this.row(focused)?.focus();
		this.$body.find(".cw-table").attr("hidden", !this.rows.length);
		this.$body.find(".cw-keys").attr("hidden", !this.rows.length);
		this.$body.find(".cw-more").attr("hidden", !more);
		this.$body
			.find(".cw-empty")
			.attr("hidden", this.rows.length > 0)
			.html(this.empty_html());
		this.show_chosen();
	}

	row_html(row) {
		const checked = this.checked.has(row.name);
		return row_html(row, { may_decide: this.may_decide, checked });
	}

	tabs_html(counts) {
		const all = tab_html("", __("All Waiting"), counts, this.status);
		const others = STATUSES.map((status) => {
			const own = counts.filter((row) => row.status === status);
			return tab_html(status, __(status, null, "Credit Hold"), own, this.status);
		});
		return [all, ...others].join("");
	}

	empty_html() {
		const filtered = this.status || Object.keys(chosen(this.fields)).length;
		return filtered
			? `<p>${__("Nothing that waits fits the filters.")}</p>`
			: `<p>${__("No document waits for a decision.")}</p>
				<p class="text-muted">${__("What the credit policy holds appears here by itself.")}</p>`;
	}

	row(name) {
		return this.$body
			.find("tr[data-hold]")
			.get()
			.find((el) => el.dataset.hold === name);
	}

	clicked(event) {
		if (event.target.closest("a, input, summary, button, details")) return;
		frappe.set_route("Form", FORM, event.currentTarget.dataset.hold);
	}

	key(event) {
		const row = event.currentTarget;
		if (event.target !== row) return;
		const actions = {
			ArrowDown: () => row.nextElementSibling?.focus(),
			ArrowUp: () => row.previousElementSibling?.focus(),
			Enter: () => frappe.set_route("Form", FORM, row.dataset.hold),
			" ": () => row.querySelector("[data-check]:not(:disabled)")?.click(),
		};
		if (!actions[event.key]) return;
		event.preventDefault();
		actions[event.key]();
	}

	check(row, checked) {
		row.classList.toggle("is-checked", checked);
		if (checked) this.checked.add(row.dataset.hold);
		else this.checked.delete(row.dataset.hold);
		this.show_chosen();
	}

	check_all(checked) {
		for (const box of this.$body.find("[data-check]:not(:disabled)").get()) {
			box.checked = checked;
			this.check(box.closest("tr"), checked);
		}
	}

	decided() {
		this.checked.clear();
		return this.refresh();
	}

	show_chosen() {
		if (!this.may_decide) return;
		const { size } = this.checked;
		this.$body.find(".cw-actions").attr("hidden", !size).html(actions_html(size));
		const boxes = this.$body.find("[data-check]:not(:disabled)").length;
		this.$body.find("[data-all]").prop("checked", Boolean(size) && size === boxes);
	}

	/** How far the decisions are that are made in the background. */
	progress({ at, of, done, failed }) {
		const $line = this.$body.find(".cw-progress");
		if (done) {
			$line.attr("hidden", true);
			credit_control.holds.show_result({ done, failed });
			if (this.shown) this.refresh();
			return;
		}
		$line.attr("hidden", false).text(__("{0} of {1} decided …", [at, of]));
	}
}

function actions_html(size) {
	return `<span>${__("{0} chosen", [size])}</span>
		<button class="btn btn-primary btn-sm" data-decide="release_many">
			${__("Release", null, "Credit Hold")}</button>
		<button class="btn btn-danger btn-sm" data-decide="reject_many">${__("Reject")}</button>`;
}

const hold_of = (element) => element.closest("tr").dataset.hold;

function tab_html(status, label, counts, current) {
	const number = counts.reduce((sum, row) => sum + row.number, 0);
	return `<button role="tab" class="cw-tab" data-status="${escape(status)}"
		aria-selected="${status === current}">
		<span>${escape(label)}</span> <b>${number}</b> <small>${amounts(counts)}</small>
	</button>`;
}

/** Amounts by currency: what is in different ones is not added up. */
function amounts(counts) {
	const sums = {};
	for (const { currency, amount } of counts) sums[currency] = (sums[currency] || 0) + amount;
	return Object.entries(sums)
		.map(([currency, amount]) => money(amount, currency))
		.join(" + ");
}

export const worklist = {
	async make(page) {
		return new Worklist(page, await frappe.xcall(`${API}.choices`));
	},
};
