"""What a resident pays and what the same firm pays outside: by worked examples and by what always adds up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.methodology import load_methodology
from zonebook.regime import BenefitPlan, BenefitRates, PlanError, RegimeDefinitionError, YearOfBenefits, reckon, totals

REGIME = load_methodology().regime
MOSCOW = REGIME.benefit_rates("moscow")
PLAN = MOSCOW.examples[0].plan


def by_tax(year: YearOfBenefits) -> dict[str, tuple[Decimal, Decimal]]:
    return {tax.tax.code: (tax.outside, tax.inside) for tax in year.taxes}


@pytest.mark.parametrize(
    ("rates", "example"), [(rates, example) for rates in REGIME.benefits for example in rates.examples]
)
def test_a_plan_saves_in_each_year_what_its_worked_example_says(rates: BenefitRates, example: object) -> None:
    assert tuple(year.saved for year in reckon(example.plan, rates)) == example.saved


def test_each_tax_is_reckoned_from_its_own_base() -> None:
    assert by_tax(reckon(PLAN, MOSCOW)[0]) == {
        "profit_tax": (20_000_000, 2_000_000),
        "property_tax": (1_100_000, 0),
        "land_tax": (150_000, 0),
        "transport_tax": (30_000, 0),
        "import_duty": (1_000_000, 0),
    }


def test_the_working_of_a_tax_is_told() -> None:
    (tax, *_) = reckon(replace(PLAN, first_year=2025), MOSCOW)[0].taxes

    assert tax.working.ru.replace("\u00a0", " ") == (
        "Прибыль 100 000 000 ₽. Вне зоны 25 %: 25 000 000 ₽. В зоне 2 %: 2 000 000 ₽. Экономия 23 000 000 ₽."
    )


def test_after_its_years_a_benefit_ends_and_profit_tax_stays_low() -> None:
    tenth, eleventh = reckon(replace(PLAN, years=11), MOSCOW)[-2:]

    assert by_tax(tenth)["property_tax"] == (1_100_000, 0)
    assert by_tax(eleventh)["property_tax"] == (1_100_000, 1_100_000)
    assert by_tax(eleventh)["profit_tax"] == (25_000_000, 2_000_000)


def test_a_loss_pays_no_profit_tax() -> None:
    assert by_tax(reckon(replace(PLAN, profit=Decimal(-1)), MOSCOW)[0])["profit_tax"] == (0, 0)


def test_a_tax_is_rounded_once_to_the_kopeck_halves_up() -> None:
    (tax, *_) = reckon(replace(PLAN, profit=Decimal("0.25")), MOSCOW)[0].taxes

    assert (tax.outside, tax.inside, tax.saved) == (Decimal("0.05"), Decimal("0.01"), Decimal("0.04"))


amounts = st.decimals(0, 10**12, places=2)


@given(amounts, amounts, amounts, st.integers(2018, 2080), st.integers(1, 20))
def test_what_is_shown_adds_up_and_nobody_pays_more_inside(
    profit: Decimal, property_value: Decimal, imports: Decimal, first_year: int, years: int
) -> None:
    plan = BenefitPlan(
        first_year=first_year,
        years=years,
        revenue=profit,
        profit=profit,
        property_value=property_value,
        land_value=Decimal(0),
        vehicles_tax=Decimal(0),
        imports=imports,
        duty_rate=Decimal("0.05"),
    )

    reckoned = reckon(plan, MOSCOW)

    assert len(reckoned) == years
    for year in reckoned:
        assert year.saved == sum(tax.saved for tax in year.taxes)
        assert all(0 <= tax.inside <= tax.outside for tax in year.taxes)
    assert totals(reckoned)["saved"] == sum(year.saved for year in reckoned)
    assert totals(reckoned)["outside"] - totals(reckoned)["inside"] == totals(reckoned)["saved"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"years": 0}, "Укажите от 1 до 50 лет."),
        ({"years": 51}, "Укажите от 1 до 50 лет."),
        ({"first_year": 204}, "Укажите год от 2006 до 2100."),
        ({"property_value": Decimal(-1)}, "Число не может быть меньше нуля."),
        ({"imports": Decimal("NaN")}, "Введите число."),
        ({"land_value": Decimal("1e15")}, "Число слишком велико. Проверьте единицу — рубли."),
        ({"profit": Decimal("1e14")}, "Прибыль больше выручки. Проверьте оба числа."),
        ({"duty_rate": Decimal(5)}, "Ставка пошлины больше 100 %. Введите долю: 5 % — это 0,05."),
    ],
)
def test_a_plan_that_cannot_be_reckoned_is_refused_beside_its_field(changes: dict[str, object], says: str) -> None:
    with pytest.raises(PlanError) as refused:
        replace(PLAN, **changes)

    assert {refused.value.field} == set(changes)
    assert refused.value.says.ru == says


def test_a_year_before_the_first_known_rate_is_refused_and_not_guessed() -> None:
    assert reckon(replace(PLAN, first_year=2018), MOSCOW)
    with pytest.raises(PlanError) as refused:
        reckon(replace(PLAN, first_year=2017), MOSCOW)

    assert (refused.value.field, refused.value.says.ru) == ("first_year", "Ставки известны с 2018 года.")


def test_a_tax_whose_rate_outside_is_not_known_for_a_year_is_refused() -> None:
    profit_tax = MOSCOW.taxes[0]

    assert (profit_tax.rate_outside(2024), profit_tax.rate_outside(2025)) == (Decimal("0.20"), Decimal("0.25"))
    with pytest.raises(PlanError, match="Rates are known from 2009 on"):
        profit_tax.rate_outside(2008)


def test_a_tax_without_a_rate_and_a_tax_given_twice_are_refused() -> None:
    with pytest.raises(RegimeDefinitionError, match="tax profit_tax: outside: no rate is given"):
        replace(MOSCOW.taxes[0], outside=())
    with pytest.raises(RegimeDefinitionError, match="tax profit_tax: defined 2 times"):
        replace(MOSCOW, taxes=MOSCOW.taxes[:1] * 2)
