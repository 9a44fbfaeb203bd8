// What the worklist can be filtered and sorted by.

const ORDERS = {
	priority: () => __("What Needs a Decision First"),
	oldest: () => __("Waiting Longest"),
	amount: () => __("Largest Amount"),
	overdue: () => __("Most Overdue"),
	customer: () => __("Customer"),
};

const DAYS = [1, 3, 7, 14, 30];

/** Add the fields to the page; `changed` is called when one of them is. */
export function add_filters(page, choices, changed) {
	const add = (field) => page.add_field({ change: changed, ...field });
	const select = (fieldname, label, options) =>
		add({
			fieldname,
			label,
			fieldtype: "Select",
			options: [{ value: "", label }, ...options],
		});
	const plain = (values, context) =>
		values.map((value) => ({
			value,
			label: context === undefined ? value : __(value, null, context),
		}));
	return {
		order: add({
			fieldname: "order",
			label: __("Sort by"),
			fieldtype: "Select",
			options: Object.entries(ORDERS).map(([value, label]) => ({ value, label: label() })),
			default: "priority",
		}),
		customer: add({
			fieldname: "customer",
			label: __("Customer"),
			fieldtype: "Link",
			options: "Customer",
		}),
		reason: select(
			"reason",
			__("Any Reason"),
			choices.reason.map((value) => ({ value, label: __(value) })),
		),
		salesperson: select("salesperson", __("Any Salesperson"), choices.salesperson),
		company: select("company", __("Any Company"), plain(choices.company)),
		grade: select("grade", __("Any Grade"), plain(choices.grade)),
		document_type: select(
			"document_type",
			__("Any Document Type"),
			plain(choices.document_type, null),
		),
		customer_group: add({
			fieldname: "customer_group",
			label: __("Customer Group"),
			fieldtype: "Link",
			options: "Customer Group",
		}),
		waiting_days: select(
			"waiting_days",
			__("Any Age"),
			DAYS.map((days) => ({
				value: String(days),
				label: days === 1 ? __("1 day or more") : __("{0} days or more", [days]),
			})),
		),
		amount_from: add({
			fieldname: "amount_from",
			label: __("Amount from", null, "Credit Hold"),
			fieldtype: "Data",
		}),
		amount_to: add({
			fieldname: "amount_to",
			label: __("Amount to", null, "Credit Hold"),
			fieldtype: "Data",
		}),
	};
}

/** Text fields, so that an amount nobody entered is empty and not zero. */
const AMOUNTS = ["amount_from", "amount_to"];

/** The filters that say something, without the order. */
export function chosen(fields) {
	const entries = Object.entries(fields)
		.filter(([name]) => name !== "order")
		.map(([name, field]) => [name, field.get_value()])
		.map(([name, value]) => [name, AMOUNTS.includes(name) ? flt(value) : value]);
	return Object.fromEntries(entries.filter(([, value]) => value));
}
