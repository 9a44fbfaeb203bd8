// The maturity of an acceptance bill that is booked by a journal.

frappe.ui.form.on("Journal Entry", {
	mode_of_payment: (frm) => credit_control.bills.show_maturity(frm),
	refresh(frm) {
		credit_control.bills.show_maturity(frm);
		frm.set_query("dishonoured_payment", () => ({
			filters: {
				docstatus: 1,
				payment_type: "Receive",
				party_type: "Customer",
				company: frm.doc.company,
			},
		}));
	},
});
