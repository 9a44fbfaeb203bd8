"""The embedded demo: the story on the shipped ledger, with nothing but Python."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from credit_control.demo import facts
from credit_control.demo.assessing import assess_all, default_rules
from credit_control.demo.cli import demo, main
from credit_control.demo.ledger import load
from credit_control.demo.story import Granted, Judged, Paid, Story, calendar, receive
from credit_control.demo.table import fit, pad, table, width
from credit_control.demo.wording import Voice
from credit_control.demo.wording_zh import CHINESE
from credit_control.engine.articulation import articulation_problems

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def ledger():
	return load()


@pytest.fixture(scope="module")
def assessed(ledger):
	return assess_all(ledger, default_rules())


@pytest.fixture(scope="module")
def steps(ledger, assessed):
	return tuple(Story(ledger, assessed, default_rules().policy).play())


def outcomes(steps, no):
	return [step.judgement.outcome for step in judged(steps) if step.case.document.name == no]


def judged(steps):
	return [step for step in steps if isinstance(step, Judged)]


def of(assessed, name):
	return next(item for item in assessed if name in item.customer.name)


def test_it_runs_without_frappe_and_exits_with_0():
	code = "import sys; sys.modules['frappe'] = None; from credit_control.demo.cli import main; sys.exit(main(['demo']))"
	done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
	assert (done.returncode, done.stderr) == (0, "")
	assert "✗ Held" in done.stdout


def test_it_runs_as_a_module_where_the_locale_is_not_utf_8():
	env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
	command = [sys.executable, "-m", "credit_control.demo.cli", "demo", "--lang", "zh"]
	done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8")
	assert (done.returncode, done.stderr) == (0, "")
	assert "✗ 已冻结" in done.stdout


def test_a_reader_that_stops_early_sees_no_traceback():
	command = f"{sys.executable} -m credit_control.demo.cli demo | head -n 1"
	done = subprocess.run(command, cwd=ROOT, shell=True, capture_output=True, encoding="utf-8")
	assert (done.stdout, done.stderr) == ("Credit Control: the story on a small ledger\n", "")


def test_a_language_it_does_not_speak_is_refused(capsys):
	with pytest.raises(SystemExit) as stopped:
		main(["demo", "--lang", "fr"])
	assert stopped.value.code == 2
	assert "choose from" in capsys.readouterr().err


def test_every_run_tells_the_same(ledger):
	assert list(demo(ledger)) == list(demo(load()))


def test_the_shipped_ledger_is_sound(ledger):
	invoices = [invoice for customer in ledger.customers for invoice in customer.invoices]
	assert len({invoice.no for invoice in invoices}) == len(invoices)
	assert all(invoice.posted <= ledger.today and invoice.outstanding >= 0 for invoice in invoices)
	for customer in ledger.customers:
		for statement in customer.statements:
			assert articulation_problems(statement, Decimal(1000), ledger.today) == []


def test_the_customers_that_only_a_site_has_fit_the_story(ledger):
	text = (ROOT / "credit_control" / "demo" / "site_customers.json").read_text(encoding="utf-8")
	others = load(text)
	assert (others.company, others.today) == (ledger.company, ledger.today)
	both = [*ledger.customers, *others.customers]
	invoices = {invoice.no for customer in both for invoice in customer.invoices}
	assert (len({customer.name for customer in both}), len(both)) == (25, 25)
	assert len(invoices) == sum(len(customer.invoices) for customer in both)
	assert {no for customer in both for no, _ in customer.site.get("credits", ())} <= invoices


def test_grades_reach_from_the_best_to_the_worst(assessed):
	grades = [item.result.model_grade for item in assessed]
	assert grades == ["AAA", "AA", "A", "A", "BBB", "BB", "B", "D", None]
	assert of(assessed, "武汉长江").result.knock_outs == ("dishonest_debtor",)
	assert of(assessed, "厦门南洋").result.explanation == ("graded", "cap:old_statement")


def test_limits_name_the_method_that_binds(assessed):
	bindings = {item.proposal.binding for item in assessed if item.proposal}
	assert bindings == {"need", "capacity", "grade"}
	assert of(assessed, "Northgate").standing.limit == 189000


def test_an_order_passes_one_warns_and_an_unassessed_customer_is_only_warned_about(steps):
	assert outcomes(steps, "SO-0901") == ["Passed"]
	assert outcomes(steps, "SO-0902") == ["Warned"]
	assert outcomes(steps, "SO-0906") == ["Warned"]


def test_an_order_over_the_limit_is_held_with_what_would_clear_it(steps):
	assert outcomes(steps, "SO-0903") == ["Held"]
	held = next(step for step in judged(steps) if step.case.document.name == "SO-0903")
	assert [Voice().say(remedy.message) for remedy in held.judgement.remedies] == [
		"Receive 30,000 in advance, 31.25 % of the document.",
		"Reduce the document by 30,000; 66,000 still fits.",
		"Grant a temporary limit of 30,000. Approved by: Credit Manager.",
	]


def test_a_release_is_honoured_within_its_tolerance_and_not_above(steps):
	assert outcomes(steps, "SO-0907") == ["Held", "Held", "Released"]
	granted = next(step for step in steps if isinstance(step, Granted))
	assert granted.release.ceiling == 126000
	refused = [step for step in judged(steps) if step.judgement.release_refusal]
	assert [step.case.document.amount for step in refused] == [135000]


def test_a_payment_clears_what_was_held_for_overdue_and_prepayment_what_the_grade_held(steps):
	assert outcomes(steps, "SO-0904") == ["Held", "Passed"]
	assert outcomes(steps, "SO-0905") == ["Held", "Exempt"]
	assert [step.on_account for step in steps if isinstance(step, Paid)] == [0, 60000]


def test_a_payment_settles_the_oldest_invoice_first(ledger):
	customer = next(customer for customer in ledger.customers if "绍兴恒泰" in customer.name)
	paid, settled = receive(customer, Decimal(40000), ledger.today)
	assert settled == (("SI-1050", Decimal(38000)), ("SI-1051", Decimal(2000)))
	assert facts.exposure_of(paid).total == facts.exposure_of(customer).total - 40000


def test_the_calendar_is_in_order_and_leaves_out_who_has_no_grade(assessed):
	days = [day for day, _ in calendar(assessed)]
	assert days == sorted(days)
	assert len(days) == len(assessed) - 1


def test_a_customer_without_anything_gets_no_behaviour_and_no_zero(ledger):
	customer = next(customer for customer in ledger.customers if customer.name == "Meridian Foods Ltd")
	values = facts.facts(customer, ledger.today).values
	assert "late_ratio" not in values
	silent = replace(customer, expected_purchases=None)
	assert facts.limit_inputs(silent, ledger.today).annual_purchases is None


def test_the_chinese_story_has_no_english_sentence_left(ledger):
	names = {customer.name for customer in ledger.customers}
	names |= {ledger.company, "Default Credit Policy 1", "Default Scorecard 1"}
	text = "\n".join(demo(ledger, "zh"))
	for name in (*names, "github.com/frappe", "make demo", "ERPNext"):
		text = text.replace(name, "")
	words = {word for word in text.split() if word.isascii() and word.isalpha() and len(word) > 3}
	assert words == set()


@pytest.mark.parametrize("english", CHINESE)
def test_a_translation_keeps_the_placeholders(english):
	def fields(text):
		return {name for _, name, _, _ in Formatter().parse(text) if name}

	assert fields(CHINESE[english]) == fields(english)


def test_chinese_characters_count_two_columns():
	assert (width("信用ABC"), width("é"), width("é")) == (7, 1, 1)
	assert (pad("信用", 6), pad("信用", 6, ">")) == ("信用  ", "  信用")
	assert (fit("信用管理", 6), fit("信用", 4)) == ("信用…", "信用")
	assert table(("名", "n"), [("a", "10")], "<>") == ["名   n", "──  ──", "a   10"]


def test_figures_are_shown_without_needless_decimals():
	voice = Voice()
	assert [voice.show(value) for value in (Decimal("1234.50"), Decimal(1000), 7, None)] == [
		"1,234.50",
		"1,000",
		"7",
		"–",
	]
