"""Sales Order Item: Update Items saves each line by itself, before the order."""

from credit_control.services import moved_lines


def on_update_after_submit(doc, method=None):
	moved_lines.remember(doc)
