"""Address: customers at the same place find each other."""

from credit_control.erp import identities
from credit_control.services import relation_keys


def on_update(doc, method=None):
	before = doc.get_doc_before_save()
	customers = identities.customers_at(doc) + (identities.customers_at(before) if before else [])
	relation_keys.renew_of(sorted(set(customers)))


def after_delete(doc, method=None):
	relation_keys.renew_of(identities.customers_at(doc))
