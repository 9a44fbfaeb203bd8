// Short words below the credit strip of a form: what belongs to the document and not to the customer's standing.

import { pill } from "./text";

/** Show a word under a key, or take it away where `label` is empty; `title` says more. */
export function note(frm, key, label, colour, title = "") {
	const notes = container(frm);
	notes.querySelector(`[data-note="${key}"]`)?.remove();
	if (label) {
		const word = document.createElement("span");
		word.dataset.note = key;
		word.title = title;
		word.innerHTML = pill(label, colour);
		notes.append(word);
	}
	notes.hidden = !notes.childElementCount;
}

function container(frm) {
	if (!frm.credit_words) {
		frm.credit_words = document.createElement("div");
		frm.credit_words.className = "credit-words";
		const strip = frm.body[0].querySelector(":scope > .credit-strip");
		if (strip) strip.after(frm.credit_words);
		else frm.body[0].prepend(frm.credit_words);
	}
	return frm.credit_words;
}
