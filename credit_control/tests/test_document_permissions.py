"""Rights on the DocTypes themselves, as the forms and the REST API have them."""

import frappe

from credit_control.tests.api_calls.kinds import CREDIT, DEPARTMENT, MANAGER, NOBODY, ROLES, SELLERS
from credit_control.tests.credit_case import CreditCase

#: DocType → right → the kinds of user who have it
EXPECTED = {
	"Credit Control Settings": {"write": MANAGER},
	"Credit Policy": {"create": MANAGER, "submit": MANAGER, "read": DEPARTMENT},
	"Credit Scorecard": {"create": MANAGER, "submit": MANAGER, "read": DEPARTMENT},
	"Credit Scorecard Trial": {"create": MANAGER, "read": DEPARTMENT},
	"Credit Scorecard Trial Result": {
		"create": NOBODY,
		"write": NOBODY,
		"delete": NOBODY,
		"read": DEPARTMENT,
	},
	"Credit Rating Scale": {"create": MANAGER, "write": MANAGER, "read": CREDIT},
	"Credit File": {"create": DEPARTMENT, "read": CREDIT, "delete": MANAGER},
	"Customer Financial Statement": {
		"create": DEPARTMENT,
		"submit": DEPARTMENT,
		"read": DEPARTMENT,
	},
	"Financial Statement Template": {
		"create": DEPARTMENT,
		"delete": MANAGER,
		"read": DEPARTMENT,
	},
	"Industry Reference": {
		"create": MANAGER,
		"write": MANAGER,
		"read": DEPARTMENT,
	},
	"Credit Assessment": {
		"create": DEPARTMENT,
		"submit": MANAGER,
		"cancel": MANAGER,
		"read": DEPARTMENT,
	},
	"Credit Investigation": {
		"create": DEPARTMENT,
		"submit": DEPARTMENT,
		"read": CREDIT,
	},
	"Credit Investigation Template": {"write": MANAGER, "read": DEPARTMENT},
	"Credit Reference Request": {
		"create": DEPARTMENT,
		"write": DEPARTMENT,
		"read": CREDIT,
	},
	"Credit Security": {
		"create": DEPARTMENT,
		"submit": MANAGER,
		"read": DEPARTMENT,
	},
	"Credit Group": {"write": MANAGER, "read": DEPARTMENT},
	"Credit Reassessment Run": {"create": DEPARTMENT, "delete": MANAGER},
	"Credit Reassessment Result": {"create": NOBODY, "write": NOBODY, "read": DEPARTMENT},
	"Credit Limit Adjustment": {
		"create": DEPARTMENT,
		"submit": MANAGER,
		"read": DEPARTMENT,
	},
	"Credit Hold": {"create": NOBODY, "write": NOBODY, "delete": NOBODY},
	"Credit Customer Hold": {"create": NOBODY, "write": NOBODY, "delete": NOBODY, "read": SELLERS},
	"Credit Decision": {
		"create": NOBODY,
		"write": NOBODY,
		"delete": NOBODY,
		"read": DEPARTMENT,
	},
	"Credit Overdue Note": {"create": CREDIT, "write": CREDIT, "delete": MANAGER, "read": CREDIT},
	"Credit Daily Step": {"create": NOBODY, "write": NOBODY, "delete": NOBODY, "read": MANAGER},
	"Credit Standing Change": {"create": NOBODY, "write": NOBODY, "delete": NOBODY, "read": CREDIT},
	"Credit Customer Class Scheme": {
		"create": MANAGER,
		"write": MANAGER,
		"delete": NOBODY,
		"read": DEPARTMENT,
	},
	"Credit Agreement": {"create": DEPARTMENT, "submit": MANAGER, "cancel": MANAGER, "read": SELLERS},
	"Credit Limit Request": {"create": SELLERS, "submit": MANAGER, "delete": MANAGER, "read": SELLERS},
	"Credit Approval Delegation": {"create": MANAGER, "write": MANAGER, "read": DEPARTMENT},
	"Credit Budget": {"create": MANAGER, "write": MANAGER, "read": SELLERS},
	"Payment Dispute": {"create": SELLERS, "submit": CREDIT, "cancel": CREDIT, "read": SELLERS},
	"Promise to Pay": {"create": CREDIT, "submit": CREDIT, "cancel": CREDIT, "read": SELLERS},
	"Repayment Plan": {"create": CREDIT, "submit": MANAGER, "cancel": MANAGER, "read": SELLERS},
	"Bad Debt Write-Off": {"create": CREDIT, "submit": MANAGER, "cancel": MANAGER, "read": CREDIT},
	"Legal Action": {"create": CREDIT, "submit": DEPARTMENT, "cancel": DEPARTMENT, "read": SELLERS},
	"Collection Case": {"create": NOBODY, "write": CREDIT, "delete": MANAGER, "read": SELLERS},
	"Collection Notice": {
		"create": {"manager", "collector"},
		"write": NOBODY,
		"delete": NOBODY,
		"read": SELLERS,
	},
	"Collection Strategy": {"create": MANAGER, "write": MANAGER, "read": CREDIT},
}


class TestDocumentPermissions(CreditCase):
	def test_each_right_on_each_document_is_with_the_roles_of_the_table_only(self):
		users = {kind: self.user(*roles).name if roles else "Guest" for kind, roles in ROLES.items()}
		for doctype, rights in EXPECTED.items():
			for right, expected in rights.items():
				with self.subTest(doctype=doctype, right=right):
					having = {
						kind
						for kind, user in users.items()
						if frappe.has_permission(doctype, right, user=user)
					}
					self.assertEqual(having, expected)

	def test_the_table_names_every_document_of_the_app(self):
		modules = frappe.get_all("Module Def", {"app_name": "credit_control"}, pluck="name")
		documents = frappe.get_all("DocType", {"module": ["in", modules], "istable": 0}, pluck="name")
		self.assertEqual(set(documents), set(EXPECTED))
