// What can come of a contact, and the key of each: one key, and the next customer is there.

/** `ask` names the dialog that an outcome needs before it is recorded. */
export const OUTCOMES = [
	{ key: "1", name: "No Answer" },
	{ key: "2", name: "Message Left" },
	{ key: "3", name: "Call Back", ask: "day" },
	{ key: "4", name: "Spoken To" },
	{ key: "5", name: "Promised to Pay", ask: "promise", right: "may_promise" },
	{ key: "6", name: "Disputes the Claim", ask: "dispute", right: "may_dispute" },
	{ key: "7", name: "Says It Is Paid" },
	{ key: "8", name: "Refuses to Pay" },
	{ key: "9", name: "Wrong Number" },
];
export const CHANNELS = ["Phone", "E-Mail", "Visit", "Letter", "Other"];
export const ACTIONS = [
	"Call",
	"Write",
	"Visit",
	"Check Payment",
	"Settle Dispute",
	"Find Contact",
	"Escalate",
];
export const FORM = "Collection Case";

/** A choice of the case's form in the user's language. */
export const word = (text) => __(text, null, FORM);

export const COLOURS = {
	New: "gray",
	"In Contact": "blue",
	Promised: "green",
	"In Plan": "green",
	Disputed: "orange",
	Escalated: "red",
};
