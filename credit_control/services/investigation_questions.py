"""How our own templates are called, and what they ask in each channel, one question on each line.

Names are translated where they are shown, questions when they are filled in.
"""

TEMPLATE_NAMES = {
	"domestic": "Company, Domestic",
	"foreign": "Company, Foreign",
	"individual": "Individual or Sole Trader",
}
QUESTIONS = {
	"Registry": (
		"Is the registration in force, and until when?\n"
		"Do name, legal representative and registered capital agree with what the customer told us?\n"
		"How much of the capital is paid in?\n"
		"Who owns the company, and did owners or representatives change lately?"
	),
	"Bank Reference": (
		"Since when has the account been held?\n"
		"Which credit lines and loans are there, and how are they secured?\n"
		"Were cheques or bills returned unpaid?\n"
		"How does the bank judge the company's standing?"
	),
	"Trade Reference": (
		"How long has the supplier been selling to the customer?\n"
		"What was the highest credit, and on which terms?\n"
		"How does the customer pay?\n"
		"Would the supplier give this credit again?"
	),
	"Tax": (
		"What is the tax authority's rating of the taxpayer?\n"
		"Are taxes owed or penalties open?\n"
		"Do the taxes paid agree with the sales reported?"
	),
	"Courts": (
		"Are there lawsuits or enforcement against the company?\n"
		"Is the company or its representative on the dishonest-debtor list?\n"
		"Are insolvency proceedings pending?"
	),
	"Credit Bureau": (
		"Which rating and which limit does the bureau advise?\nWhich payment incidents does it report?"
	),
	"Site Visit": (
		"Are premises, machines and stock what the customer told us?\n"
		"How busy is the business, and how many people work there?\n"
		"Who runs it from day to day, and who decides about payments?"
	),
	"Market": (
		"How is the customer's industry doing?\n"
		"What do competitors and trade partners say about the customer?\n"
		"How much does it depend on a few customers or suppliers?"
	),
}
