// What stands on a tab that is not open is asked for when it comes into sight.

/** Call `show` when the element is seen, at once if it is seen already; returns what stops waiting. */
export function when_seen(element, show) {
	const observer = new window.IntersectionObserver((entries) => {
		if (!entries.some((entry) => entry.isIntersecting)) return;
		observer.disconnect();
		show();
	});
	observer.observe(element);
	return () => observer.disconnect();
}

/** An element in place of an HTML field's contents, with listeners by event. */
export function placed(frm, fieldname, class_name, listeners) {
	const element = document.createElement("div");
	element.className = class_name;
	for (const [event, listen] of Object.entries(listeners))
		element.addEventListener(event, listen);
	frm.fields_dict[fieldname].$wrapper.empty().append(element);
	return element;
}
