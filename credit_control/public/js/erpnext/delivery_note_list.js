window.credit_control?.list_status("Delivery Note");
