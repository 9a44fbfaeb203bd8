// How the pool of a Credit Group is used, on its form and in its list.

import { meter } from "./meter";
import { empty, tile } from "./parts";
import { escape, grade_badge, link, money, number } from "./text";

const API = "credit_control.api.groups";
/** The share of a pool from which it warns, as on the bar. */
const WARNING = 80;

/** Show the use of the pool on a group's form. */
async function show(frm) {
	const { $wrapper } = frm.fields_dict.pool;
	if (frm.is_new())
		return $wrapper.html(empty(__("Save the group to see how its pool is used.")));
	const name = frm.docname;
	const pool = await frappe.xcall(`${API}.pool`, { group: name });
	if (name === frm.docname) $wrapper.html(pool_html(pool, frm.doc));
}

function pool_html(pool, { disabled, limits_overlap }) {
	const { pooled_limit, used, headroom, ungranted, currency, members } = pool;
	const grant = limits_overlap ? __("Each May Be Granted") : __("Left to Grant");
	const over = headroom < 0;
	const note = disabled ? empty(__("The group is disabled: its pool holds no order.")) : "";
	return `<div class="credit-picture">${note}
		<div class="credit-tiles credit-tiles--three">
			${tile(__("Exposure of All Members"), money(used, currency), used_text(used, pooled_limit))}
			${tile(
				over ? __("Over the Pool") : __("Left in the Pool"),
				money(Math.abs(headroom), currency),
				__("Pooled Limit {0}", [plain(pooled_limit, currency)]),
				over ? "bad" : "",
			)}
			${tile(grant, money(ungranted, currency), __("as a member's own limit"))}
		</div>
		${meter({ before: used, after: used, limit: pooled_limit })}
		${members.length ? table(members, currency) : empty(__("The group has no members yet."))}</div>`;
}

const plain = (amount, currency) => format_currency(amount, currency);

function used_text(used, limit) {
	return limit ? __("{0} % of the limit used", [number((used / limit) * 100, 1)]) : "";
}

function table(members, currency) {
	const heads = [__("Exposure"), __("Own Limit"), __("Share of the Pool"), __("Headroom")].map(
		(label) => `<th class="text-right">${escape(label)}</th>`,
	);
	return `<div class="table-responsive"><table class="table table-sm credit-pool">
		<thead><tr><th>${escape(__("Member", null, "Credit Group"))}</th>${heads.join("")}</tr></thead>
		<tbody>${members.map((member) => row(member, currency)).join("")}</tbody></table></div>`;
}

function row(member, currency) {
	const { customer, customer_name, file, grade, exposure, share, headroom } = member;
	const name = file
		? link("Credit File", file, customer_name || customer)
		: link("Customer", customer, customer_name || customer);
	const limit = member.unlimited
		? escape(__("Unlimited", null, "Credit File Limit"))
		: money(member.limit, currency);
	const tone = headroom < 0 ? "text-danger" : "";
	return `<tr><td>${name} ${grade_badge(grade)}</td>
		<td class="text-right">${money(exposure, currency)}</td>
		<td class="text-right">${limit}</td>
		<td class="text-right">${share === null ? "–" : `${number(share, 1)} %`}</td>
		<td class="text-right ${tone}">${money(headroom, currency)}</td></tr>`;
}

/** Ask how much of each listed group's pool is used, and show it once it is known. */
async function fetch_uses(listview) {
	const names = listview.data.filter(({ disabled }) => !disabled).map(({ name }) => name);
	if (!names.length) return;
	const uses = await frappe.xcall(`${API}.uses`, { names });
	listview.credit_uses = uses;
	for (const doc of listview.data) doc.credit_use = uses[doc.name];
	listview.render_list();
}

function indicator({ disabled, credit_use: use }) {
	if (disabled) return [__("Disabled", null, "Credit Group"), "gray", "disabled,=,1"];
	if (use === undefined) return [__("Enabled"), "blue", "disabled,=,0"];
	const colour = use > 100 ? "red" : use > WARNING ? "orange" : "green";
	return [__("{0} % used", [number(use, 1)]), colour, "disabled,=,0"];
}

export const group_pool = { show, fetch_uses, indicator };
