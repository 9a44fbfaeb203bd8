"""What checking an order costs, ours against ERPNext's own, by the length of the customer's history."""
