// The building blocks of the live views: blocks, tiles, bars, the choice of a company.

import { escape, money } from "./text";

export function block(title, body) {
	return `<section class="credit-block"><h5>${escape(title)}</h5>${body}</section>`;
}

/** `value` is HTML, `caption` text. */
export function tile(label, value, caption = "", tone = "") {
	return `<div class="credit-tile ${tone && `credit-tile--${tone}`}">
		<div class="credit-tile__label">${escape(label)}</div>
		<div class="credit-tile__value">${value}</div>
		<div class="credit-tile__caption">${escape(caption)}</div>
	</div>`;
}

export function empty(text) {
	return `<p class="credit-empty text-muted">${escape(text)}</p>`;
}

export function day(date) {
	return date ? escape(frappe.datetime.str_to_user(date)) : "";
}

export function bar_row(label, amount, widest, currency, tone) {
	const width = widest ? ((Math.abs(amount) / widest) * 100).toFixed(1) : 0;
	return `<span class="credit-bar__label">${escape(label)}</span>
		<span class="credit-bar__track"><span class="credit-bar__fill credit-bar__fill--${tone}"
			style="width: ${width}%"></span></span>
		<span class="credit-bar__amount">${money(amount, currency)}</span>`;
}

export function company_choice({ company, companies }) {
	if (companies.length < 2) return `<b>${escape(company || "")}</b>`;
	return choice("company", __("Company"), company, companies);
}

/** A select that asks for something else; `names` are values as they are shown, or pairs of value and label. */
export function choice(asked, label, chosen, names) {
	const options = names.map((name) => {
		const [value, text] = Array.isArray(name) ? name : [name, name];
		const selected = value === (chosen || "") ? "selected" : "";
		return `<option value="${escape(value)}" ${selected}>${escape(text)}</option>`;
	});
	return `<label class="credit-picture__company"><span class="sr-only">${escape(label)}</span>
		<select class="form-control input-xs" data-ask="${asked}">${options.join("")}</select></label>`;
}
