"""Which definitions are in force? Reads the YAML files into frozen definitions, once.

A file that cannot be used stops the program at the start with its name and the field, because a measure that
silently went missing would be noticed only when a figure is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from zonebook.intake import Check, DefinitionError, Form
from zonebook.measures import MissingReason
from zonebook.methodology.definition import JudgingDefinition, MeasureDefinition, MethodologyError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Methodology:
    """All definitions: measures by code, forms by code and version, and the checks of each form."""

    measures: Mapping[str, MeasureDefinition]
    forms: tuple[Form, ...]
    checks: tuple[Check, ...]
    judging: JudgingDefinition

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

    def checks_of(self, form: Form, *, on: date) -> tuple[Check, ...]:
        """The checks in force on a day whose lines the form has."""
        lines = {line.code for line in form.lines}
        return tuple(check for check in self.checks if check.valid_from <= on and set(check.lines) <= lines)


@cache
def load_methodology() -> Methodology:
    """The definitions shipped with the package. Raises MethodologyError for a file that cannot be used."""
    root = files("zonebook.methodology") / "definitions"
    measures = _read_all(root / "measures", TypeAdapter(MeasureDefinition).validate_python)
    forms = _read_all(root / "forms", TypeAdapter(Form).validate_python)
    groups = _read_all(root / "checks", TypeAdapter(tuple[Check, ...]).validate_python)
    checks = tuple(check for group in groups for check in group)
    judging = parse_definition(
        TypeAdapter(JudgingDefinition).validate_python, (root / "judging.yaml").read_text("utf-8"), name="judging.yaml"
    )
    _known_lines(measures, forms)
    return Methodology({measure.code: measure for measure in measures}, tuple(forms), checks, judging)



def _read_all(folder: Traversable, build: Callable[[object], T]) -> list[T]:
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    return [parse_definition(build, path.read_text(encoding="utf-8"), name=path.name) for path in paths]


def parse_definition(build: Callable[[object], T], text: str, *, name: str) -> T:
    """One definition from its YAML text. Raises MethodologyError naming the file and each faulty field."""
    try:
        return build(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise MethodologyError(f"{name}: no readable YAML: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise MethodologyError(f"{name}: {faults}") from error
    except DefinitionError as error:
        raise MethodologyError(f"{name}: {error}") from error


def _known_lines(measures: list[MeasureDefinition], forms: list[Form]) -> None:
    lines = {line.code for form in forms for line in form.lines}
    for measure in measures:
        unknown = set(measure.inputs) - lines
        if unknown:
            raise MethodologyError(f"{measure.code}.yaml: inputs name lines that no form has: {sorted(unknown)}")
