// What the collector's worklist can be filtered by.

import { word } from "./outcomes";

const NOBODY = "-";

/** Add the fields to the page; `changed` is called when one of them is. */
export function add_filters(page, choices, changed) {
	const add = (field) => page.add_field({ change: changed, ...field });
	const select = (fieldname, label, options, more = {}) =>
		add({
			fieldname,
			label,
			fieldtype: "Select",
			options: [{ value: "", label }, ...options],
			...more,
		});
	const mine = choices.collector.some(({ value }) => value === frappe.session.user);
	return {
		collector: select(
			"collector",
			__("Everybody's Cases"),
			[
				...(mine ? [{ value: frappe.session.user, label: __("My Cases") }] : []),
				{ value: NOBODY, label: __("Nobody's Cases") },
				...choices.collector.filter(({ value }) => value !== frappe.session.user),
			],
			mine ? { default: frappe.session.user } : {},
		),
		company: select(
			"company",
			__("Any Company"),
			choices.company.map((value) => ({ value, label: value })),
		),
		stage: select(
			"stage",
			__("Any Stage"),
			choices.stage.map((value) => ({ value, label: word(value) })),
		),
		amount_from: add({
			fieldname: "amount_from",
			label: __("Overdue from"),
			fieldtype: "Data",
		}),
		customer: add({
			fieldname: "customer",
			label: __("Customer"),
			fieldtype: "Link",
			options: "Customer",
		}),
		due: add({
			fieldname: "due",
			label: __("Next step due today"),
			fieldtype: "Check",
		}),
	};
}

/** The filters that say something. */
export function chosen(fields) {
	const values = Object.fromEntries(
		Object.entries(fields).map(([name, field]) => [name, field.get_value()]),
	);
	values.amount_from = flt(values.amount_from);
	values.due = cint(values.due);
	if (values.collector === NOBODY) {
		values.collector = "";
		values.nobody = 1;
	}
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}
