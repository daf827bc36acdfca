"""What needs watching: each rule by its worked examples, and that silence is never want of facts."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from zonebook.methodology import load_methodology
from zonebook.regime import Basis, Promise, RegimeDefinitionError, Severity, Watched, WatchFor, WatchRule, watch
from zonebook.regime.watching import ARITHMETIC

REGIME = load_methodology().regime
RULES = {rule.code: rule for rule in REGIME.watch_rules()}
EXAMPLES = [(rule, example) for rule in REGIME.watch for example in rule.examples]
NOBODY = Watched(company="alfa", agreement="7")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda part: getattr(part, "code", ""))
def test_a_rule_answers_as_its_worked_example_promises(rule: WatchRule, example: object) -> None:
    found = watch(example.watched, [rule], on=example.day)

    assert len(found.alerts) == example.alerts
    assert bool(found.unclear) is example.unclear
    if example.amount is not None:
        assert [(alert.amount, alert.limit) for alert in found.alerts] == [(example.amount, example.limit)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda part: getattr(part, "code", ""))
def test_an_answer_is_worded_in_both_languages_with_nothing_left_open(rule: WatchRule, example: object) -> None:
    found = watch(example.watched, [rule], on=example.day)

    for answer in (*found.alerts, *found.unclear):
        assert answer.says.ru != answer.says.en
        assert "{" not in answer.says.ru + answer.says.en


def test_every_arithmetic_is_used_by_a_rule_and_every_rule_has_its_arithmetic() -> None:
    assert set(ARITHMETIC) == set(WatchFor) == {rule.watches for rule in RULES.values()}


def test_of_a_resident_of_whom_nothing_is_known_each_rule_that_needs_a_fact_says_that_it_cannot_tell() -> None:
    found = watch(NOBODY, RULES.values(), on=date(2031, 2, 1))

    assert found.alerts == ()
    # what is about leases and planned inspections has nothing to look at where there are none
    assert {unclear.rule for unclear in found.unclear} == set(RULES) - {"lease_ends", "inspection_too_early"}
    assert all(unclear.missing for unclear in found.unclear)


def test_an_alert_tells_the_numbers_and_the_working() -> None:
    seen = replace(
        NOBODY,
        entered_on=date(2023, 3, 13),
        amounts={2024: {"revenue": Decimal(1_000_000), "revenue_agreed": Decimal(890_000)}},
    )

    (alert,) = watch(seen, [RULES["agreed_revenue_share"]], on=date(2025, 2, 1)).alerts

    assert alert.says.ru.replace("\u00a0", " ") == (
        "За 2024 год деятельность по соглашению дала 890 000 ₽ из 1 000 000 ₽ выручки — 89,0 %. "
        "Ожидается не меньше 900 000 ₽: не хватило 10 000 ₽."
    )
    assert (alert.day, alert.severity) == (date(2024, 12, 31), Severity.WARNING)


def test_what_cannot_be_told_names_the_lines_and_years_that_are_missing() -> None:
    seen = replace(
        NOBODY,
        signed_on=date(2022, 3, 10),
        promises=(Promise("investment", 2022, Decimal(400_000)),),
        amounts={2023: {"investment": Decimal(1)}},
    )

    (unclear,) = watch(seen, [RULES["declared_investment_share"]], on=date(2025, 3, 10)).unclear

    assert unclear.says.ru == (
        "Проверить нельзя: «Две трети заявленных инвестиций за три года». Не хватает: инвестиции за 2022, 2024 годы."
    )


def test_declared_investment_is_warned_of_before_its_day_and_only_near_it() -> None:
    seen = replace(
        NOBODY,
        signed_on=date(2022, 9, 10),
        promises=(Promise("investment", 2022, Decimal(300)),),
        amounts={year: {"investment": Decimal(50)} for year in (2022, 2023, 2024)},
    )
    rule = RULES["declared_investment_share"]

    assert watch(seen, [rule], on=date(2025, 3, 13)).alerts == ()
    (alert,) = watch(seen, [rule], on=date(2025, 3, 14)).alerts
    assert (alert.severity, alert.amount, alert.limit) == (Severity.NOTICE, 150, 200)
    (alert,) = watch(replace(seen, amounts={**seen.amounts, 2025: {}}), [rule], on=date(2025, 9, 10)).alerts
    assert (alert.severity, alert.says.ru[:2]) == (Severity.WARNING, "К ")
    enough = replace(seen, amounts={**seen.amounts, 2025: {"investment": Decimal(50)}})
    assert watch(enough, [rule], on=date(2025, 3, 14)).alerts == ()


def test_a_year_in_which_the_company_was_no_resident_is_not_judged() -> None:
    seen = replace(NOBODY, entered_on=date(2025, 1, 9))

    found = watch(seen, [RULES["agreed_revenue_share"]], on=date(2025, 6, 1))

    assert (found.alerts, found.unclear) == ((), ())


def benefits_of(basis: Basis, *, on: date = date(2032, 2, 1)) -> list[tuple[date, Decimal | None]]:
    rule = replace(RULES["benefits_within_investment"], basis=basis)
    nothing = {line.code: Decimal(0) for line in (*rule.lines, *rule.limit_lines)}
    amounts = {
        **dict.fromkeys(range(2026, 2032), nothing),
        2028: nothing | {"capital_investment": Decimal(500)},
        2030: nothing | {"benefit_profit": Decimal(400)},
        2031: nothing | {"research": Decimal(5), "benefit_profit": Decimal(5)},
    }
    seen = replace(NOBODY, entered_on=date(2026, 4, 1), amounts=amounts)
    return [(alert.day, alert.amount) for alert in watch(seen, [rule], on=on).alerts]


def test_benefits_are_held_against_each_year_or_against_all_of_them_by_a_switch_of_the_definition() -> None:
    assert benefits_of(Basis.YEARLY) == [(date(2030, 12, 31), 400)]
    assert benefits_of(Basis.CUMULATIVE) == []


def test_benefits_are_not_judged_before_the_first_whole_year_after_the_grace() -> None:
    assert benefits_of(Basis.YEARLY, on=date(2030, 12, 31)) == []
    assert benefits_of(Basis.YEARLY, on=date(2031, 1, 1)) == [(date(2030, 12, 31), 400)]


def test_the_pressing_alerts_come_first_and_then_the_nearest_day() -> None:
    seen = replace(
        NOBODY,
        signed_on=date(2020, 1, 1),
        valid_until=date(2025, 5, 1),
        leases={"П-2": date(2025, 7, 1), "П-1": date(2025, 6, 15)},
    )
    rules = [RULES["lease_ends"], RULES["agreement_ends"]]

    found = watch(seen, rules, on=date(2025, 6, 1)).alerts

    assert [(alert.severity, alert.day) for alert in found] == [
        (Severity.WARNING, date(2025, 5, 1)),
        (Severity.NOTICE, date(2025, 6, 15)),
        (Severity.NOTICE, date(2025, 7, 1)),
    ]


def test_a_lease_that_ends_today_has_not_ended_yet() -> None:
    seen = replace(NOBODY, leases={"П-1": date(2025, 6, 15)})

    (today,) = watch(seen, [RULES["lease_ends"]], on=date(2025, 6, 15)).alerts
    (tomorrow,) = watch(seen, [RULES["lease_ends"]], on=date(2025, 6, 16)).alerts

    assert (today.severity, tomorrow.severity) == (Severity.NOTICE, Severity.WARNING)


def test_a_rule_that_never_speaks_or_always_does_in_its_examples_is_refused() -> None:
    rule = RULES["lease_ends"]

    with pytest.raises(RegimeDefinitionError, match="none in which it speaks"):
        replace(rule, examples=tuple(example for example in rule.examples if not example.alerts))
    with pytest.raises(RegimeDefinitionError, match="none in which it keeps silent"):
        replace(rule, examples=tuple(example for example in rule.examples if example.alerts))


def test_a_threshold_that_the_definition_does_not_give_is_an_error() -> None:
    with pytest.raises(RegimeDefinitionError, match="watch rule lease_ends: params: lead_days is not given"):
        watch(replace(NOBODY, leases={"П-1": date(2025, 1, 1)}), [replace(RULES["lease_ends"], params={})], on=date.max)


def test_no_rule_looks_at_the_benefits_of_the_law_of_2026_before_it_was_in_force() -> None:
    before = {rule.code for rule in REGIME.watch_rules(on=date(2026, 3, 31))}

    assert set(RULES) - before == {"benefits_within_investment"}


def test_facts_that_are_not_known_are_none_or_left_out() -> None:
    assert [getattr(NOBODY, field.name) for field in fields(NOBODY)][2:] == [None, None, None, {}, (), (), {}]
