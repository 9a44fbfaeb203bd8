"""The DocTypes that go through an approval, and the module that tells of each.

Each of the modules offers `title()`, and of a document `label`, `asks`, `waits_too_long`, `was_decided`,
`was_withdrawn`, `key_figures` and `sections`, all in the language that is on, and MAIN_SECTIONS.
"""

from types import ModuleType

from credit_control.services import limit_request_pack, write_off_pack

KINDS: dict[str, ModuleType] = {
	"Credit Limit Request": limit_request_pack,
	"Bad Debt Write-Off": write_off_pack,
}


def of(doc) -> ModuleType:
	"""The module that tells of a document."""
	return KINDS[doc.doctype]
