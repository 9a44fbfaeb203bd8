frappe.ui.form.on("Credit Group", {
	setup(frm) {
		const enabled = () => ({ filters: { disabled: 0 } });
		frm.set_query("parent_customer", enabled);
		frm.set_query("customer", "members", enabled);
	},
	refresh(frm) {
		if (!frm.is_new()) show_pool(frm);
	},
});

async function show_pool(frm) {
	const { message } = await frappe.call("credit_control.api.groups.pool", {
		group: frm.doc.name,
	});
	frm.fields_dict.pool.$wrapper.html(pool_html(message));
}

function pool_html({ members, pooled_limit, ungranted, currency }) {
	const money = (amount) => format_currency(amount, currency);
	const total = [
		[__("Pooled Limit", null, "Credit Group"), pooled_limit],
		[__("Left for the Members"), ungranted],
	];
	return `
		<table class="table table-sm credit-pool">
			<thead><tr><th>${__("Member", null, "Credit Group")}</th><th class="text-right">${__("Limit", null, "Credit File")}</th></tr></thead>
			<tbody>${members.map((member) => member_row(member, money)).join("")}</tbody>
			<tfoot>${total.map(([label, amount]) => row(`<b>${label}</b>`, `<b>${money(amount)}</b>`)).join("")}</tfoot>
		</table>`;
}

function member_row({ customer_name, customer, unlimited, limit }, money) {
	const name = frappe.utils.escape_html(customer_name || customer);
	return row(name, unlimited ? __("Unlimited", null, "Credit File Limit") : money(limit));
}

function row(label, amount) {
	return `<tr><td>${label}</td><td class="text-right">${amount}</td></tr>`;
}
