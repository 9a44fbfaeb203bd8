"""What submitting a Sales Order costs with us and without us."""
