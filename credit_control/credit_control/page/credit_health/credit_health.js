(() => {
	const PAGE = "credit-health";
	const COLOURS = { Fine: "green", Attention: "orange", Problem: "red" };
	const WORDS = {
		Fine: __("Fine", null, "Credit Control Health"),
		Attention: __("Attention", null, "Credit Control Health"),
		Problem: __("Problem", null, "Credit Control Health"),
	};

	frappe.pages[PAGE].on_page_load = function (wrapper) {
		const page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Credit Control Health"),
			single_column: true,
		});
		page.set_primary_action(__("Look Again"), () => look(page), "refresh");
		page.add_inner_button(__("Credit Control Settings"), () =>
			frappe.set_route("Form", "Credit Control Settings"),
		);
		wrapper.credit_health = page;
	};

	frappe.pages[PAGE].on_page_show = (wrapper) => look(wrapper.credit_health);

	async function look(page) {
		page.main.html(`<p class="text-muted credit-health-wait">${__("Looking …")}</p>`);
		const { message } = await frappe.call("credit_control.api.health.findings");
		page.main.html(`<div class="credit-health">${summary(message)}${areas(message)}</div>`);
		page.main.find("[data-route]").on("click", (event) => {
			event.preventDefault();
			frappe.set_route(JSON.parse(event.currentTarget.dataset.route));
		});
	}

	function summary(findings) {
		const count = (status) => findings.filter((finding) => finding.status === status).length;
		if (!count("Problem") && !count("Attention")) {
			return headline("green", __("Everything is in order."));
		}
		const text = __("Problems: {0}. For your attention: {1}.", [
			count("Problem"),
			count("Attention"),
		]);
		return headline(count("Problem") ? "red" : "orange", text);
	}

	function headline(colour, text) {
		return `<p class="credit-health-summary"><span class="indicator ${colour}">${text}</span></p>`;
	}

	function areas(findings) {
		const names = [...new Set(findings.map((finding) => finding.area))];
		return names
			.map((name) =>
				area(
					name,
					findings.filter((finding) => finding.area === name),
				),
			)
			.join("");
	}

	function area(name, findings) {
		return `<section class="frappe-card credit-health-area" aria-label="${escaped(name)}">
			<h4>${escaped(name)}</h4>
			<ul class="list-unstyled mb-0">${findings.map(line).join("")}</ul>
		</section>`;
	}

	function line({ status, subject, detail, remedy, route }) {
		const state = WORDS[status];
		return `<li class="credit-health-line">
			<span class="indicator-pill ${COLOURS[status]}">${escaped(state)}</span>
			<div>
				<div><b>${escaped(subject)}</b> · ${escaped(detail)}</div>
				${remedy ? `<div class="text-muted">${escaped(remedy)} ${link(route)}</div>` : ""}
			</div>
		</li>`;
	}

	function link(route) {
		if (!route.length) return "";
		const target = escaped(JSON.stringify(route));
		return `<a href="#" data-route="${target}">${__("Open", null, "Credit Control Health")}</a>`;
	}

	function escaped(text) {
		return frappe.utils.escape_html(text);
	}
})();
