// A Credit Assessment's own parts of the form: the overview, the factors, and the questions one may ask it.

import { factors_html } from "./assessment_factors";
import { overview_html } from "./assessment_view";
import { compare_with_today, run_again } from "./assessment_proof";
import { what_if } from "./what_if";

function show(frm) {
	const overview = frm.doc.__onload?.overview;
	if (frm.is_new() || !overview) return;
	frm.fields_dict.overview.$wrapper.html(overview_html(frm.doc, overview));
	frm.fields_dict.factor_table.$wrapper.html(factors_html(frm.doc));
}

export const assessment = { show, run_again, compare_with_today, what_if };
