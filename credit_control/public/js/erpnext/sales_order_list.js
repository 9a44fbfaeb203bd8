window.credit_control?.list_status("Sales Order");
