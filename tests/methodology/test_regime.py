"""Are the rules of the status worded, dated and sourced, and do they agree with each other and with their pages?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import zonebook.methodology
from tests.house.project import ROOT
from tests.methodology.test_definitions import texts_in
from tests.methodology.test_reference import section_of
from zonebook.methodology import MethodologyError, load_methodology
from zonebook.methodology.loader import builder, parse_definition
from zonebook.methodology.reference import pages
from zonebook.methodology.reference.diagram import life_diagram
from zonebook.methodology.reference.rules import WATCHED_FOR
from zonebook.methodology.reference.status import COUNTINGS, LAST_DAYS
from zonebook.methodology.regime import RegimeDefinitions, must_agree_on_regime
from zonebook.regime import Counting, Deadline, LastDay, Life, WatchFor, WatchRule

METHODOLOGY = load_methodology()
REGIME = METHODOLOGY.regime
FOLDER = Path(zonebook.methodology.__file__).parent / "definitions" / "regime"
DEFINITIONS = [
    *REGIME.lives,
    *REGIME.deadlines,
    *REGIME.forecasts,
    *REGIME.watch,
    *REGIME.benefits,
    *(tax for rates in REGIME.benefits for tax in rates.taxes),
    *REGIME.cluster_requirements,
]
each_definition = pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: getattr(d, "code", type(d).__name__))


@each_definition
def test_every_text_is_there_in_russian_and_in_english(definition: object) -> None:
    texts = list(texts_in(definition))

    assert texts
    for text in texts:
        assert any("а" <= letter.casefold() <= "я" for letter in text.ru), text
        assert text.en.strip()
        assert text.ru != text.en


@each_definition
def test_nothing_that_was_not_read_is_called_official(definition: object) -> None:
    assert definition.reference.title.ru.strip()
    assert definition.status == "illustrative" or definition.reference.link


@pytest.mark.parametrize("definition", [d for d in DEFINITIONS if hasattr(d, "valid_from")], ids=lambda d: str(d)[:40])
def test_every_definition_says_since_when_it_holds(definition: object) -> None:
    assert date(2006, 1, 1) <= definition.valid_from <= date(2026, 4, 1)


def test_every_file_of_the_folder_is_read() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        "benefits",
        "clusters.yaml",
        "deadlines.yaml",
        "forecast.yaml",
        "life.yaml",
        "watch.yaml",
    }
    assert {f"{rates.code}.yaml" for rates in REGIME.benefits} == {
        path.name for path in (FOLDER / "benefits").iterdir()
    }


@pytest.mark.parametrize(
    ("kind", "name", "slip", "fault"),
    [
        (Life, "life.yaml", ("sources: [draft]", "sauces: [draft]"), r"0\.transitions\.0\.sauces: "),
        (Life, "life.yaml", ("actor: curator", "actor: mayor"), r"0\.transitions\.1\.actor: "),
        (Life, "life.yaml", ("guards: [papers_in_order]", "guards: [luck]"), "guards: not defined: luck"),
        (Deadline, "deadlines.yaml", ("length: 10", "length: soon"), r"0\.length: "),
        (WatchRule, "watch.yaml", ("watches: leases_end", "watches: moon"), r"6\.watches: "),
    ],
)
def test_a_slip_in_a_rule_is_refused_with_its_file_and_field(
    kind: object, name: str, slip: tuple[str, str], fault: str
) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert slip[0] in text

    with pytest.raises(MethodologyError, match=rf"^{name}: .*{fault}"):
        parse_definition(builder(tuple[kind, ...]), text.replace(*slip, 1), name=name)


# do they agree?


def refuses(match: str, **changes: object) -> None:
    changed: RegimeDefinitions = replace(REGIME, **changes)
    with pytest.raises(MethodologyError, match=match):
        must_agree_on_regime(changed, METHODOLOGY.forms)


def test_the_shipped_rules_agree() -> None:
    must_agree_on_regime(REGIME, METHODOLOGY.forms)


def test_a_step_that_starts_a_deadline_that_nobody_defined_is_refused() -> None:
    without = tuple(deadline for deadline in REGIME.deadlines if deadline.code != "council")
    without_entry = tuple(deadline for deadline in REGIME.deadlines if deadline.code != "entry")

    refuses("transition pass_on: no deadline is called council", deadlines=without)
    refuses("transition sign: no deadline is called entry", deadlines=without_entry)


def test_a_rule_about_a_line_that_no_form_asks_or_in_another_unit_is_refused() -> None:
    rule = next(rule for rule in REGIME.watch if rule.code == "agreed_revenue_share")
    dreams, people = replace(rule.lines[0], code="dreams"), replace(rule.lines[0], unit="people")

    refuses(
        "agreed_revenue_share: lines: no form has the line dreams",
        watch=(replace(rule, lines=(dreams, rule.lines[1])),),
    )
    refuses("revenue_agreed is in RUB, not in people", watch=(replace(rule, lines=(people, rule.lines[1])),))
    refuses("forecast: lines: no form has", forecasts=(replace(REGIME.forecast(), lines=(dreams,)),))


def test_a_version_of_a_rule_is_defined_once() -> None:
    refuses("check_papers valid from 2006-01-01: defined 2 times", deadlines=REGIME.deadlines * 2)
    refuses("first_inspection valid from 2006-01-01: defined 2 times", watch=REGIME.watch * 2)


# which are in force?


def test_of_two_versions_of_a_deadline_the_one_of_the_day_counts() -> None:
    old = REGIME.deadline("entry")
    new = replace(old, length=5, valid_from=date(2027, 1, 1))
    both = replace(REGIME, deadlines=(new, *REGIME.deadlines))

    assert both.deadline("entry", on=date(2026, 12, 31)) is old
    assert both.deadline("entry", on=date(2027, 1, 1)) is new
    assert both.deadline("entry") is new


def test_of_two_versions_of_a_watch_rule_the_one_of_the_day_counts() -> None:
    old = REGIME.watch[0]
    new = replace(old, valid_from=date(2027, 1, 1))
    both = replace(REGIME, watch=(old, new))

    assert both.watch_rules(on=date(2026, 12, 31)) == (old,)
    assert both.watch_rules() == (new,)
    assert both.watch_rules(on=date(2005, 1, 1)) == ()


def test_what_is_not_defined_is_refused_with_what_is() -> None:
    with pytest.raises(MethodologyError, match=r"no deadline “lunch” \(known: check_papers, council, "):
        REGIME.deadline("lunch")
    with pytest.raises(MethodologyError, match=r"no rates of benefits “atlantis” \(known: moscow\)"):
        REGIME.benefit_rates("atlantis")
    with pytest.raises(MethodologyError, match="no table of the life of a status in force on 2005-12-31"):
        REGIME.life(on=date(2005, 12, 31))
    with pytest.raises(MethodologyError, match="no rule of forecast in force on 2005-12-31"):
        REGIME.forecast(on=date(2005, 12, 31))


# the pages


def test_the_picture_of_the_life_of_a_status_is_the_one_that_the_table_gives() -> None:
    """Where the table was changed: put the picture that `life_diagram` makes of it into the page."""
    page = (ROOT / "docs/explanation/life-of-a-status.md").read_text(encoding="utf-8")

    assert life_diagram(REGIME.life()) in page


def test_the_picture_has_every_state_and_every_step_from_each_of_its_states() -> None:
    picture = life_diagram(REGIME.life())

    for step in REGIME.life().transitions:
        assert picture.count(f": {step.code}\n") == len(step.sources)
    # an application ends where its agreement begins: two states, one box
    assert picture.count('    state "') == len(REGIME.life().states) - 1


def test_a_step_and_a_guard_are_listed_with_their_words() -> None:
    page = pages(METHODOLOGY)["status.md"]

    for step in REGIME.life().transitions:
        assert f"| `{step.code}` | {step.title.en}<br>{step.title.ru} | " in page
    for guard in REGIME.life().guards:
        assert f"{guard.says.en}<br>{guard.says.ru}" in page


@pytest.mark.parametrize("rule", REGIME.watch, ids=lambda rule: rule.code)
def test_a_watch_rule_is_described_with_its_source_its_status_and_its_examples(rule: WatchRule) -> None:
    page = pages(METHODOLOGY)["rules.md"].replace("\n### ", "\n## ")
    section = section_of(page, rule.code)

    for said in (rule.says.ru, rule.says.en, rule.reference.title.ru, rule.status, str(rule.valid_from)):
        assert said in section
    assert section.rpartition("| --- |")[2].count("\n| ") == len(rule.examples)


def test_every_way_of_counting_and_of_watching_is_explained() -> None:
    assert set(COUNTINGS) == set(Counting)
    assert set(LAST_DAYS) == set(LastDay)
    assert set(WATCHED_FOR) == set(WatchFor)
