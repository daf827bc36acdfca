"""What does the book itself say of the lines and facts that an extract is held against?

Lines as the accepted reports for that very period say them now, all sites of a company together. A cell that is blank
at any site leaves the line without a number: missing is never nought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from zonebook.measures import Period, Unit
from zonebook.methodology import ExtractDefinition
from zonebook.registry.models import Company, Zone
from zonebook.registry.queries import companies_present, residents
from zonebook.reporting.models import FiledCell, Version

Lines = Mapping[str, Decimal | None]


def reported(zone: Zone, definition: ExtractDefinition, *, period: Period) -> Mapping[int, Lines]:
    """The compared lines of each company (by key) with an accepted report for the period, in base units.

    None where the report leaves the line blank. Who has no accepted report is not there.
    """
    accepted = Version.objects.filter(
        state=Version.State.ACCEPTED,
        submission__campaign__zone=zone,
        submission__campaign__form_code=definition.form,
        submission__campaign__period_code=str(period),
    )
    cells = FiledCell.objects.filter(version__in=accepted, line__in=list(definition.line_by_code))
    written: dict[tuple[int, str], list[int | None]] = defaultdict(list)
    for company, line, amount in cells.values_list("version__submission__company", "line", "amount"):
        written[company, line].append(amount)
    found: dict[int, dict[str, Decimal | None]] = {
        company: {} for company in accepted.values_list("submission__company", flat=True)
    }
    for (company, line), amounts in written.items():
        unit = Unit.of(definition.line_by_code[line].unit)
        known = [amount for amount in amounts if amount is not None]
        found[company][line] = unit.from_stored(sum(known)) if len(known) == len(amounts) else None
    return found


def registered(zone: Zone, companies: Collection[Company], *, on: date) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
    """What the register says of each company (by key): a fact's names, the one it prefers first; none for blank.

    Who works in the zone or holds the status on the day is taken to be active; of the others' state nothing is said.
    """
    here = set(companies_present(zone, on=on).values_list("pk", flat=True))
    here |= set(residents(zone, on=on).values_list("pk", flat=True))
    return {one.pk: _facts(one, is_here=one.pk in here) for one in companies}


def _facts(company: Company, *, is_here: bool) -> Mapping[str, tuple[str, ...]]:
    others = tuple(name.strip() for name in company.other_names.split(";") if name.strip())
    facts = {name: getattr(company, name) for name in ("ogrn", "kpp", "address")}
    state = ("active",) if is_here else ()
    return {name: (said,) if said else () for name, said in facts.items()} | {
        "name": (company.name, *others),
        "state": state,
    }
