"""Sites that had the app before it knew investigations get the templates to start with."""

from credit_control.setup import investigation_templates


def execute():
	investigation_templates.create()
