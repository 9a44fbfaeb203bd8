"""Which row of a check table counts, and which rows are refused."""

from decimal import Decimal

from credit_control.engine.policy import CheckRule, Policy, check_problems


def rule(check="limit", *grades, threshold=None, **fields) -> CheckRule:
	return CheckRule(check, threshold, {"Sales Order": "Hold"}, grades, **fields)


def chosen(grade, *rules) -> list:
	listed, _implied = Policy("P", (), rules).rules_for(grade)
	return [each.threshold for each in listed]


class TestRulesForAGrade:
	RULES = (rule(threshold=1), rule("limit", "B", "C", threshold=2), rule("grade", threshold=3))

	def test_the_row_that_names_the_grade_goes_before_one_that_names_none(self):
		assert chosen("B", *self.RULES) == [2, 3]
		assert chosen("B", *self.RULES[::-1]) == [3, 2]

	def test_other_grades_and_customers_without_one_get_the_general_row(self):
		assert chosen("A", *self.RULES) == chosen(None, *self.RULES) == [1, 3]

	def test_a_check_only_for_some_grades_is_not_made_for_others(self):
		assert chosen("A", self.RULES[1]) == []

	def test_a_manual_hold_and_the_group_limit_are_implied_unless_listed_for_the_grade(self):
		def implied(grade, *rules):
			return [each.check for each in Policy("P", (), rules).rules_for(grade)[1]]

		assert implied("A") == ["manual_hold", "group_limit"]
		assert implied("A", rule("manual_hold")) == ["group_limit"]
		assert implied("A", rule("manual_hold", "B")) == ["manual_hold", "group_limit"]


class TestProblems:
	def problems(self, *rules, others=()) -> list[tuple[int, str]]:
		found = check_problems(rules, ("A", "B", "C"), others)
		return [(row, problem.render()) for row, problem in found]

	def test_two_general_rows_or_two_for_one_grade_are_refused(self):
		assert self.problems(rule(), rule()) == [(2, "This check is listed twice. Remove one of the rows.")]
		assert self.problems(rule("limit", "A", "B"), rule("limit", "C"), rule("limit", "B")) == [
			(3, "This check is listed twice for grade B. Remove one of the rows.")
		]

	def test_a_general_row_and_one_for_a_grade_are_not_in_each_other_s_way(self):
		assert self.problems(rule(), rule("limit", "A"), rule("limit", "B")) == []

	def test_a_grade_that_the_table_lacks_is_named(self):
		assert self.problems(rule("limit", "ZZ")) == [
			(1, "Grade ZZ is not in the grade table. Choose a grade of the policy.")
		]

	def test_the_largest_document_needs_an_amount(self):
		assert self.problems(rule("largest_document")) == [
			(1, "The threshold is missing. Enter the amount that is allowed.")
		]
		assert self.problems(rule("largest_document", threshold=Decimal(1))) == []

	def test_negative_amounts_are_refused(self):
		assert self.problems(rule(ignore_below=Decimal(-1))) == [
			(1, "The amount not to regard is negative. Enter zero or more.")
		]

	def test_a_check_of_another_app_is_known_when_it_is_installed(self):
		assert self.problems(rule("blacklist"), others=("blacklist",)) == []
		assert self.problems(rule("blacklist")) == [(1, "This check is not known. Choose one from the list.")]
