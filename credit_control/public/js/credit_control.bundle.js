import { assessment } from "./desk/assessment";
import { bills } from "./desk/bills";
import { lead_back_to_the_workspace } from "./desk/breadcrumbs";
import { budgets } from "./desk/budgets";
import { read_report } from "./desk/bureau_report";
import { change_history } from "./desk/change_history";
import { claimed_items } from "./desk/claimed_items";
import { credit_report } from "./desk/credit_report";
import { ending_soon } from "./desk/ending_soon";
import { customer_hold } from "./desk/customer_hold";
import { factoring } from "./desk/factoring";
import { file_records } from "./desk/file_records";
import { files } from "./desk/files";
import { format_grid } from "./desk/grids";
import { group_pool } from "./desk/group_pool";
import { holds } from "./desk/holds";
import { imports } from "./desk/imports";
import { indicators } from "./desk/indicators";
import { investigation } from "./desk/investigation";
import { add_limit_request_button, limit_request } from "./desk/limit_request";
import { list_status } from "./desk/list_status";
import { show_people } from "./desk/people";
import { picture } from "./desk/picture";
import { plan_proposal } from "./desk/plan_proposal";
import { print_in_language } from "./desk/printed";
import { prepayment } from "./desk/prepayment";
import { listen_for_refusals } from "./desk/refusal";
import { relationships } from "./desk/relationships";
import { report_print, reports } from "./desk/reports";
import { request_form } from "./desk/request_form";
import { pack_html } from "./desk/request_view";
import { leave_scopes_empty } from "./desk/scopes";
import { scorecard } from "./desk/scorecard";
import { strip } from "./desk/strip";
import { terms } from "./desk/terms";
import { clauses, grade_badge, labelled, listed, sentences } from "./desk/text";
import { trade_record } from "./desk/trade_record";
import { trial } from "./desk/trial";
import { words } from "./desk/words";

frappe.provide("credit_control");
Object.assign(credit_control, {
	assessment,
	bills,
	budgets,
	change_history,
	claimed_items,
	clauses,
	credit_report,
	ending_soon,
	customer_hold,
	factoring,
	file_records,
	files,
	format_grid,
	grade_badge,
	group_pool,
	holds,
	imports,
	indicators,
	investigation,
	add_limit_request_button,
	limit_request,
	labelled,
	list_status,
	listed,
	pack_html,
	picture,
	plan_proposal,
	print_in_language,
	prepayment,
	read_report,
	relationships,
	report_print,
	reports,
	request_form,
	scorecard,
	sentences,
	strip,
	terms,
	trade_record,
	trial,
	words,
});

listen_for_refusals();
leave_scopes_empty();
lead_back_to_the_workspace();
show_people();
