"""Do the definitions agree with each other?

Each file is well formed by itself (see `definition` and `intake.form`). Together they must name only lines that a
form has, in the unit and of the kind that the formula adds up, and no code twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from zonebook.intake import Check, Form, Line, LineKind
from zonebook.methodology.definition import Formula, MeasureDefinition, MethodologyError
from zonebook.regime import Schedule

_KINDS: Mapping[Formula, frozenset[LineKind]] = MappingProxyType(
    {
        Formula.SUM_OF_FLOWS: frozenset({LineKind.FLOW}),
        Formula.STOCK_AT_END: frozenset({LineKind.STOCK}),
        Formula.CHANGE_OF_STOCK: frozenset({LineKind.STOCK}),
    }
)
"""What a formula may add up: an average of companies' averages would be a number of nothing."""


def must_agree(measures: Mapping[str, MeasureDefinition], forms: Sequence[Form], *, checks: Sequence[Check]) -> None:
    """Raises MethodologyError for the first disagreement. `measures`: by the name of their file."""
    lines = [line for form in forms for line in form.lines]
    for name, measure in measures.items():
        if name != f"{measure.code}.yaml":
            raise MethodologyError(f"{name}: code: “{measure.code}” belongs into {measure.code}.yaml")
        for code in measure.inputs:
            _must_suit(measure, [line for line in lines if line.code == code], code=code)
    known = {line.code for line in lines}
    for check in checks:
        unknown = sorted(set(check.lines) - known)
        if unknown:
            raise MethodologyError(f"check {check.code}: lines: no form has {', '.join(unknown)}")
    for form in forms:
        if (form.version > 1) != (form.changes is not None):
            raise MethodologyError(
                f"form {form.code} version {form.version}: changes: later versions, and only they, say"
            )
    must_be_single(f"form {form.code} version {form.version}" for form in forms)
    must_be_single(f"check {check.code} valid from {check.valid_from}" for check in checks)


def must_be_of_forms(schedules: Sequence[Schedule], forms: Sequence[Form]) -> None:
    """Raises MethodologyError for a schedule of a form that there is not, and for two from the same day on."""
    known = {form.code for form in forms}
    for schedule in schedules:
        if schedule.form not in known:
            raise MethodologyError(f"schedule {schedule.form}: no form is called so")
    must_be_single(f"schedule {schedule.form} valid from {schedule.valid_from}" for schedule in schedules)


def about(check: Check, form: Form) -> bool:
    """Does the form ask any line that the check is about? It keeps silent of the others."""
    return not form.by_code.keys().isdisjoint(check.lines)


def _must_suit(measure: MeasureDefinition, lines: Sequence[Line], *, code: str) -> None:
    if not lines:
        raise MethodologyError(f"{measure.code}.yaml: inputs: no form has the line {code}")
    for line in lines:
        if line.unit != measure.unit:
            raise MethodologyError(f"{measure.code}.yaml: inputs: {code} is in {line.unit}, not in {measure.unit}")
        if line.kind not in _KINDS[measure.formula]:
            raise MethodologyError(f"{measure.code}.yaml: inputs: {measure.formula} cannot add the {line.kind} {code}")


def must_be_single(names: Iterable[str]) -> None:
    """Raises MethodologyError for the first name that is there twice."""
    for name, count in Counter(names).items():
        if count > 1:
            raise MethodologyError(f"{name}: defined {count} times")
