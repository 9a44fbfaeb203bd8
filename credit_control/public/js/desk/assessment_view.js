// The first sight of a Credit Assessment as HTML: score, limit, terms, what moved, what to do.

import { block, empty } from "./parts";
import { escape, grade_badge, labelled, link, listed, money, number } from "./text";

const TONE_FROM = { good: 70, fair: 40, poor: 0 };

export function overview_html(doc, overview) {
	if (overview.problem) return notes([overview.problem]) + sentences(overview.explanation);
	return `${notes(overview.notes)}
		<div class="credit-assessment">
			${block(__("Score and Grade"), score(doc, overview))}
			${block(__("Limit", null, "Credit Assessment"), limit(doc, overview))}
			${block(__("Terms and Review"), terms(doc))}
		</div>
		<div class="credit-columns">
			${block(__("What Moved since the Last One"), moved(overview.moved, doc.currency))}
			${block(__("What Would Improve It"), advice(overview.advice))}
		</div>
		${overview.missing.length ? block(__("What Is Not Known"), missing(overview.missing)) : ""}`;
}

function notes(list) {
	if (!list.length) return "";
	const items = list.map((text) => `<li>${escape(text)}</li>`).join("");
	return `<ul class="credit-notes">${items}</ul>`;
}

export function sentences(list) {
	return list.map((text) => `<p class="credit-empty">${escape(text)}</p>`).join("");
}

// Score and grade

function score(doc, overview) {
	const has_score = doc.coverage > 0;
	return `<div class="credit-score">
		${gauge(has_score ? doc.score : null, overview)}
		<div class="credit-score__text">
			${grade_line(doc)}
			${coverage(doc, overview.minimum_coverage)}
		</div>
	</div>
	<div class="text-muted">${sentences(overview.explanation)}</div>
	${challenger(doc)}`;
}

const tone_of = (points) => Object.keys(TONE_FROM).find((tone) => points >= TONE_FROM[tone]);

/** Half a ring from 0 to 100, cut where the grades begin; the hand stands at the score. */
function gauge(points, { grades, enough }) {
	const edges = [0, ...grades.map(({ above }) => above).filter((above) => above > 0), 100];
	const cuts = [...new Set(edges)].sort((one, other) => one - other);
	const arcs = cuts.slice(1).map((end, index) => arc(cuts[index], end));
	const label = points === null ? __("No score") : __("Score {0} of 100", [number(points, 1)]);
	return `<svg class="credit-gauge ${enough ? "" : "credit-gauge--thin"}" viewBox="0 0 120 74" role="img" aria-label="${escape(label)}">
		<title>${escape(label)}</title>
		${arcs.join("")}
		${points === null ? "" : hand(points)}
		<text x="60" y="70" class="credit-gauge__score">${points === null ? "–" : number(points, 1)}</text>
	</svg>`;
}

function at(points, radius) {
	const angle = Math.PI * (1 - points / 100);
	return [60 + radius * Math.cos(angle), 60 - radius * Math.sin(angle)].map((each) =>
		each.toFixed(2),
	);
}

function arc(start, end) {
	const gap = 0.5;
	const from = at(Math.min(end, start + gap), 50).join(" ");
	const to = at(end, 50).join(" ");
	return `<path class="credit-gauge__arc credit-gauge__arc--${tone_of(start)}"
		d="M ${from} A 50 50 0 0 1 ${to}"/>`;
}

function hand(points) {
	const [x1, y1] = at(points, 38);
	const [x2, y2] = at(points, 57);
	return `<line class="credit-gauge__hand" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

function grade_line(doc) {
	const { model_grade, grade, notch, previous_grade } = doc;
	const lines = [`<div class="credit-score__grade">${grade_badge(grade)}</div>`];
	if (notch) {
		const steps = notch > 0 ? `+${notch}` : `−${-notch}`;
		lines.push(__("Model Grade {0}, notched by {1}", [model_grade || "–", steps]));
	} else if (!model_grade) {
		lines.push(grade ? __("chosen by hand") : __("The model gives no grade"));
	}
	if (previous_grade && previous_grade !== grade)
		lines.push(__("Before: {0}", [previous_grade]));
	else if (previous_grade) lines.push(__("as before"));
	const [badge, ...texts] = lines;
	return badge + texts.map((text) => `<div class="text-muted">${escape(text)}</div>`).join("");
}

function coverage({ coverage: known }, least) {
	const text = __("{0} % of the weights have data", [number(known, 0)]);
	const enough = known >= least;
	return `<div class="credit-coverage ${enough ? "" : "credit-coverage--low"}">
		<span class="credit-coverage__track"><span style="width: ${Math.min(100, known)}%"></span>
			<span class="credit-coverage__least" style="inset-inline-start: ${least}%"></span></span>
		<span>${escape(text)}</span>
	</div>`;
}

function challenger({ challenger: name, challenger_score, challenger_grade }) {
	if (!name) return "";
	const text = __("The challenger would give {0} points, grade {1}", [
		number(challenger_score, 1),
		challenger_grade || "–",
	]);
	return `<div class="text-muted small">${labelled(
		escape(text),
		link("Credit Scorecard", name),
	)}</div>`;
}

// Limit

function limit(doc, { limits }) {
	const granted = doc.limit_mode === "Limited" ? money(doc.credit_limit, doc.currency) : "";
	const mode = escape(__(doc.limit_mode, null, "Credit Assessment"));
	const amount = proposed(doc, limits);
	return `<div class="credit-amount">${amount}</div>
		<div class="text-muted">${escape(change_of_limit(doc, limits))}</div>
		${granted && doc.credit_limit === doc.proposed_limit ? "" : granted_line(granted || mode)}
		${methods(limits, doc)}`;
}

const is_known = (limits) => limits.some(({ amount }) => amount !== null);

function proposed(doc, limits) {
	if (!limits.length) return escape(__("No proposal without a grade"));
	if (!is_known(limits) && !doc.proposed_limit) return escape(__("Not enough data for a limit"));
	return money(doc.proposed_limit, doc.currency);
}

function change_of_limit({ proposed_limit, current_limit, currency }, limits) {
	if (!is_known(limits)) return "";
	if (!current_limit) return __("No limit so far");
	if (proposed_limit === current_limit) return __("As now");
	const change = format_currency(Math.abs(proposed_limit - current_limit), currency);
	return proposed_limit > current_limit
		? __("{0} more than now", [change])
		: __("{0} less than now", [change]);
}

function granted_line(text) {
	return `<div>${labelled(escape(__("To be approved")), `<b>${text}</b>`)}</div>`;
}

function methods(limits, { currency }) {
	if (!limits.length) return "";
	const widest = Math.max(...limits.map(({ amount }) => amount || 0), 1);
	const rows = limits.map((row) => method(row, widest, currency)).join("");
	return `<div class="credit-bars credit-methods">${rows}</div>`;
}

function method({ method: name, amount, note, binding }, widest, currency) {
	const width = ((amount || 0) / widest) * 100;
	const hint = note ? credit_control.words.note(note) : "";
	const mark = binding ? ` <span class="credit-binding">${escape(__("binds"))}</span>` : "";
	const shown = amount === null ? escape(__("not enough data")) : money(amount, currency);
	return `<div class="credit-bar ${binding ? "credit-bar--binds" : ""} ${amount === null ? "credit-bar--none" : ""}"
			title="${hint}">
		<span class="credit-bar__label">${escape(name)}${mark}</span>
		<span class="credit-bar__track"><span class="credit-bar__fill" style="width: ${width.toFixed(1)}%"></span></span>
		<span class="credit-bar__amount">${shown}</span>
		${hint ? `<span class="credit-bar__note">${hint}</span>` : ""}
	</div>`;
}

// Terms

function terms(doc) {
	const rows = [
		[__("Payment Terms"), doc.payment_terms_template || doc.proposed_terms || __("none")],
		[__("Prepayment"), `${number(doc.prepayment_percent, 0)} %`],
		[__("Next Review"), doc.next_review ? frappe.datetime.str_to_user(doc.next_review) : "–"],
		[__("Assessed as of"), frappe.datetime.str_to_user(doc.as_of)],
	];
	const lines = rows.map(
		([label, value]) => `<dt>${escape(label)}</dt><dd>${escape(value)}</dd>`,
	);
	return `<dl class="credit-facts">${lines.join("")}</dl>`;
}

// What moved

function moved(comparison, currency) {
	if (!comparison) return empty(__("This is the first assessment."));
	const { before, after, problem } = comparison;
	const head = `<p class="credit-empty">${link("Credit Assessment", before.name)}
		<span class="text-muted">${escape(frappe.datetime.str_to_user(before.as_of))}</span></p>
		${heads(before, after, currency)}`;
	return head + (problem ? empty(problem) : moves(comparison));
}

/** Score, grade and limit of two sides in three lines. */
export function heads(before, after, currency, grade = __("Grade")) {
	const rows = [
		[__("Score"), points_text(before.score), points_text(after.score)],
		[grade, before.grade || "–", after.grade || "–"],
		[
			__("Limit", null, "Credit Assessment"),
			amount_text(before.limit, currency),
			amount_text(after.limit, currency),
		],
	];
	const lines = rows.map(
		([label, was, is]) => `<tr><th>${escape(label)}</th><td>${escape(was)}</td>
			<td>→</td><td><b>${escape(is)}</b></td></tr>`,
	);
	return `<table class="credit-heads"><tbody>${lines.join("")}</tbody></table>`;
}

/** The same where no hand has moved the grades. */
export function model_heads({ before, after, currency }) {
	return heads(before, after, currency, __("Model Grade", null, "Credit Assessment"));
}

const points_text = (points) => (points === null ? "–" : number(points, 1));

function amount_text(amount, currency) {
	return amount === null ? "–" : format_currency(amount, currency);
}

/** The sentences, and a bar for each factor that moved: to the left it cost points, to the right it won some. */
export function moves({ rows, same_scorecard }) {
	const changed = rows.filter(({ sentence }) => sentence);
	const kept = same_scorecard === false ? empty(__("The scorecard is another one.")) : "";
	if (!changed.length) return kept + empty(__("No factor moved."));
	const widest = Math.max(...changed.map(({ change }) => Math.abs(change)));
	const items = changed.map((row) => move(row, widest)).join("");
	return `${kept}<div class="credit-moves">${items}</div>`;
}

function move({ change, by_value, by_weight, sentence }, widest) {
	const width = (Math.abs(change) / widest) * 50;
	const side = change < 0 ? "lost" : "won";
	const hint = __("{0} by the value, {1} by weights", [signed(by_value), signed(by_weight)]);
	return `<div class="credit-move" title="${escape(hint)}">
		<span class="credit-move__track"><span class="credit-move__bar credit-move__bar--${side}"
			style="width: ${width.toFixed(1)}%"></span></span>
		<span>${escape(sentence)}</span>
	</div>`;
}

export const signed = (points) => `${points < 0 ? "−" : "+"}${number(Math.abs(points), 1)}`;

// Advice

function advice(rows) {
	if (!rows.length) return empty(__("Nothing that the customer can change costs points."));
	return `<ol class="credit-advice">${rows.map(advice_row).join("")}</ol>`;
}

function advice_row({ indicator, value, lost, advice: text, next }) {
	const cost = __("costs {0} points", [number(lost, 1)]);
	return `<li><b>${escape(indicator)}</b> <span class="text-muted">${escape(value)} · ${escape(cost)}</span>
		${text ? `<div>${escape(text)}</div>` : ""}
		${next ? `<div class="credit-advice__next">${escape(next)}</div>` : ""}</li>`;
}

// What is not known

function missing(rows) {
	const remedies = [...new Set(rows.map(({ remedy }) => remedy))];
	const lines = remedies.map((remedy) => {
		const names = rows
			.filter((row) => row.remedy === remedy)
			.map(({ indicator }) => indicator);
		return `<p class="credit-empty">${escape(listed(names))}
			<span class="text-muted">– ${escape(remedy)}</span></p>`;
	});
	return lines.join("");
}
