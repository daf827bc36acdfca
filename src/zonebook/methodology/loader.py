"""Which definitions are in force? Reads the YAML files into frozen definitions, once.

A file that cannot be used stops the program at the start with its name and the field, because a measure that
silently went missing would be noticed only when a figure is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from zonebook.intake import Check, DefinitionError, Form
from zonebook.intake.imports import ImportDefinition
from zonebook.measures import MissingReason
from zonebook.methodology.agreement import about, must_agree, must_be_of_forms
from zonebook.methodology.definition import JudgingDefinition, MeasureDefinition, MethodologyError
from zonebook.methodology.extracts import COMPANY_FACTS, ExtractDefinition, must_agree_on_extracts
from zonebook.methodology.regime import RegimeDefinitions, must_agree_on_regime, newest_of_each
from zonebook.methodology.summary import BridgeDefinition, SummaryTable, must_agree_on_tables
from zonebook.rating import RatingError
from zonebook.regime import (
    BenefitRates,
    Deadline,
    ForecastRule,
    Life,
    RegimeDefinitionError,
    RequirementDefinition,
    Schedule,
    WatchRule,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Methodology:
    """All definitions: measures, forms by code and version with their checks and schedules, the rules of the status."""

    measures: Mapping[str, MeasureDefinition]
    forms: tuple[Form, ...]
    checks: tuple[Check, ...]
    judging: JudgingDefinition
    regime: RegimeDefinitions
    imports: Mapping[str, ImportDefinition]
    schedules: tuple[Schedule, ...]
    tables: tuple[SummaryTable, ...]
    bridges: tuple[BridgeDefinition, ...]
    extracts: tuple[ExtractDefinition, ...]

    def measure(self, code: str) -> MeasureDefinition:
        """The measure of a code. Raises MethodologyError that lists the codes."""
        try:
            return self.measures[code]
        except KeyError:
            known = ", ".join(sorted(self.measures))
            raise MethodologyError(f"no measure “{code}” ({MissingReason.UNKNOWN_MEASURE}); known: {known}") from None

    def form(self, code: str, *, on: date | None = None) -> Form:
        """The form in force on a day (the newest when no day is given). Raises MethodologyError."""
        candidates = [form for form in self.forms if form.code == code and (on is None or form.valid_from <= on)]
        if not candidates:
            known = ", ".join(sorted({form.code for form in self.forms}))
            raise MethodologyError(f"no form “{code}” in force{f' on {on}' if on else ''}; known: {known}")
        return max(candidates, key=lambda form: form.valid_from)

    def form_version(self, code: str, version: int) -> Form:
        """One version of a form, in force or not: what an accepted report was filed by."""
        for form in self.forms:
            if (form.code, form.version) == (code, version):
                return form
        raise MethodologyError(f"no version {version} of form “{code}”")

    def schedule(self, form_code: str, *, on: date | None = None) -> Schedule:
        """When a form is asked and due, by the version in force on a day. Raises MethodologyError without one."""
        found = [one for one in self.schedules if one.form == form_code and (on is None or one.valid_from <= on)]
        if not found:
            raise MethodologyError(f"no schedule of form “{form_code}” in force{f' on {on}' if on else ''}")
        return max(found, key=lambda one: one.valid_from)

    def tables_on(self, day: date) -> tuple[SummaryTable, ...]:
        """The tables that the zone owes by the definitions in force on a day: of each code the newest version."""
        return newest_of_each(self.tables, day)

    def table(self, code: str, *, on: date) -> SummaryTable:
        """One of them. Raises MethodologyError where none of the code is in force."""
        found = [table for table in self.tables_on(on) if table.code == code]
        if not found:
            raise MethodologyError(f"no table “{code}” in force on {on}")
        return found[0]

    def bridge(self, code: str, *, on: date) -> BridgeDefinition:
        """The bridge of a code as it is reckoned on a day. Raises MethodologyError where none is in force."""
        found = [bridge for bridge in newest_of_each(self.bridges, on) if bridge.code == code]
        if not found:
            raise MethodologyError(f"no bridge “{code}” in force on {on}")
        return found[0]

    def extracts_on(self, day: date) -> tuple[ExtractDefinition, ...]:
        """The kinds of outside extracts by the definitions in force on a day: of each code the newest version."""
        return newest_of_each(self.extracts, day)

    def extract(self, code: str, *, version: int) -> ExtractDefinition:
        """The version of a kind of extract by which one was taken. Raises MethodologyError."""
        for one in self.extracts:
            if (one.code, one.version) == (code, version):
                return one
        raise MethodologyError(f"no version {version} of extract “{code}”")

    def checks_of(self, form: Form, *, on: date) -> tuple[Check, ...]:
        """The checks in force on a day that are about any line of the form: of each code the newest version."""
        return tuple(check for check in newest_of_each(self.checks, on) if about(check, form))


@cache
def load_methodology() -> Methodology:
    """The definitions shipped with the package. Raises MethodologyError for a file that cannot be used."""
    root = files("zonebook.methodology") / "definitions"
    measures = _read_all(root / "measures", builder(MeasureDefinition))
    forms = _read_all(root / "forms", builder(Form))
    groups: dict[str, tuple[Check, ...]] = _read_all(root / "checks", builder(tuple[Check, ...]))
    judging = parse_definition(
        builder(JudgingDefinition), (root / "judging.yaml").read_text(encoding="utf-8"), name="judging.yaml"
    )
    checks = tuple(check for group in groups.values() for check in group)
    must_agree(measures, tuple(forms.values()), checks=checks)
    plans: dict[str, tuple[Schedule, ...]] = _read_all(root / "schedules", builder(tuple[Schedule, ...]))
    schedules = tuple(schedule for versions in plans.values() for schedule in versions)
    must_be_of_forms(schedules, tuple(forms.values()))
    by_code = {measure.code: measure for measure in measures.values()}
    regime = _read_regime(root / "regime", tuple(forms.values()))
    tables = tuple(_read_all(root / "tables", builder(SummaryTable)).values())
    bridges = tuple(_read_all(root / "bridges", builder(BridgeDefinition)).values())
    must_agree_on_tables(tables, bridges, measures=by_code)
    extracts = tuple(_read_all(root / "extracts", builder(ExtractDefinition)).values())
    must_agree_on_extracts(extracts, tuple(forms.values()), facts=COMPANY_FACTS)
    imports = {found.code: found for found in _read_all(root / "imports", builder(ImportDefinition)).values()}
    return Methodology(
        MappingProxyType(by_code),
        tuple(forms.values()),
        checks,
        judging,
        regime,
        imports=MappingProxyType(imports),
        schedules=schedules,
        tables=tables,
        bridges=bridges,
        extracts=extracts,
    )


def _read_regime(folder: Traversable, forms: tuple[Form, ...]) -> RegimeDefinitions:
    """The rules of the status. Raises MethodologyError for a file that cannot be used or a name that leads nowhere."""

    def read(kind: Any, name: str) -> Any:
        return parse_definition(builder(kind), (folder / name).read_text(encoding="utf-8"), name=f"regime/{name}")

    places: dict[str, tuple[BenefitRates, ...]] = _read_all(folder / "benefits", builder(tuple[BenefitRates, ...]))
    regime = RegimeDefinitions(
        lives=read(tuple[Life, ...], "life.yaml"),
        deadlines=read(tuple[Deadline, ...], "deadlines.yaml"),
        forecasts=read(tuple[ForecastRule, ...], "forecast.yaml"),
        watch=read(tuple[WatchRule, ...], "watch.yaml"),
        benefits=tuple(rates for place in places.values() for rates in place),
        cluster_requirements=read(tuple[RequirementDefinition, ...], "clusters.yaml"),
    )
    must_agree_on_regime(regime, forms)
    return regime


def builder(kind: Any) -> Callable[[object], Any]:
    """What makes a definition of a kind from plain YAML values, refusing fields that it does not know."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind.model_validate
    # pydantic takes the rule for plain dataclasses only around them; `None` itself never comes out, see below
    return TypeAdapter(kind | None, config=ConfigDict(extra="forbid")).validate_python


def parse_definition(build: Callable[[object], T], text: str, *, name: str) -> T:
    """One definition from its YAML text. Raises MethodologyError naming the file and each faulty field."""
    try:
        content = yaml.load(text, _OnceOnly)  # noqa: S506 - a SafeLoader that is stricter still
        return build({} if content is None else content)
    except yaml.YAMLError as error:
        raise MethodologyError(f"{name}: no readable YAML: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise MethodologyError(f"{name}: {faults}") from error
    except (DefinitionError, RatingError, RegimeDefinitionError) as error:
        raise MethodologyError(f"{name}: {error}") from error


def _read_all(folder: Traversable, build: Callable[[object], T]) -> dict[str, T]:
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    return {path.name: parse_definition(build, path.read_text(encoding="utf-8"), name=path.name) for path in paths}


class _OnceOnly(yaml.SafeLoader):
    """YAML in which a key given twice is an error, where the usual reader keeps the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        given = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        for key, count in given.items():
            if count > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the field {key} is given twice", node.start_mark)
        return super().construct_mapping(node, deep)
