"""What installing and migrating add to a site. No document of the site is changed."""

import frappe

from credit_control.services import core_limits, exposure_sources, plan_terms
from credit_control.setup import (
	check_options,
	collection_defaults,
	custom_fields,
	defaults,
	file_defaults,
	indexes,
	roles,
	statement_defaults,
)


def before_install() -> None:
	"""Before the DocTypes, whose permissions make Frappe create missing roles."""
	roles.note_existing()


def after_install() -> None:
	"""Fields, indexes, one default policy and scorecard, ERPNext's limits in Credit Files; warns only."""
	after_migrate()
	defaults.create()
	file_defaults.create()
	statement_defaults.create()
	collection_defaults.create()
	plan_terms.fill()
	core_limits.import_all()


def after_migrate() -> None:
	"""Bring the parts that live outside DocTypes up to date."""
	roles.create()
	custom_fields.create()
	indexes.create()
	check_options.refresh()
	exposure_sources.refresh()
	frappe.clear_cache()
