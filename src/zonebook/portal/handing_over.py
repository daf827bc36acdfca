"""What do the tables and bridges that a zone hands over say, in the language of the page?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.timezone import now
from django.utils.translation import gettext as _

from zonebook.accounts.models import User
from zonebook.measures import Answer, Figure, Period, Unit
from zonebook.measures.bridge import TERMS, Bridge
from zonebook.measures.printed import NO_FIGURE, PrintedCell, PrintedRow, PrintedTable
from zonebook.methodology import BridgeDefinition, SummaryTable, load_methodology
from zonebook.methodology.definition import REPORTED
from zonebook.methodology.summary import Money
from zonebook.portal import words
from zonebook.portal.templatetags.zonebook import moment, named, say
from zonebook.registry.models import Company, Site, Zone
from zonebook.registry.printed import local_moment
from zonebook.registry.wording import language
from zonebook.returns.queries import BridgeOfPeriod, Summary, SummaryRow

_IN_ROUBLES = "RUB"
ONE_COMPANY = " *"
"""What stands beside the count of a number that is the report of one company."""


def printed_summary(found: Summary, *, made_by: User) -> PrintedTable:
    """A summary table as it is handed over."""
    table = found.table
    names = _names_of(code for _row, answer in _asked(found) for code in _absent(answer))
    body = _Body(
        columns=tuple(say(column.title) for column in table.columns),
        rows=tuple(_summary_rows(found)),
        notes=(say(table.note), *_confidential(found), *_who_is_absent(found, names)),
        facts=_facts(table, made_by=made_by, known_at=moment(found.known_at), snapshots=found.snapshots),
    )
    return _printed(found.zone, table, during=found.during, body=body)


def printed_bridge(found: BridgeOfPeriod, *, zone: Zone, made_by: User) -> PrintedTable:
    """A bridge as it is handed over: the zone, its sites, its companies, one row each."""
    definition, asked = found.asked.definition, found.asked
    body = _Body(
        columns=tuple(say(definition.terms[term]) for term in TERMS),
        rows=tuple(_bridge_rows(found, zone)),
        notes=(
            say(definition.note),
            words.population(asked.population),
            *names_companies(zone),
            *lacking_in_words(found),
        ),
        facts=_facts(definition, made_by=made_by, known_at=moment(found.known_at), snapshots=found.snapshots),
    )
    return _printed(zone, definition, during=asked.during, body=body)


def lacking_in_words(found: BridgeOfPeriod) -> list[str]:
    """Who is not in the bridge, and for want of which number."""
    terms, names = found.asked.definition.terms, _names_of(found.bridges.lacking)
    return [
        _("Not in the bridge: %(company)s; not reported: %(what)s.")
        % {"company": names.get(code, code), "what": ", ".join(say(terms[term]) for term in lacks)}
        for code, lacks in found.bridges.lacking.items()
    ]


def names_companies(zone: Zone) -> list[str]:
    """What a bridge, which names companies, warns of where their reports are not public."""
    if zone.trail_is_public:
        return []
    return [
        _("The lines of companies, and of a site with one company, are their reports: they are not to be published.")
    ]


def coverage_in_words(answer: Answer) -> str:
    """How many reporters a figure counts: «38 из 41»."""
    if answer.coverage is None:
        return ""
    return _("%(n)s of %(of)s") % {"n": answer.coverage.reported, "of": answer.coverage.expected}


def unit_of(code: str, money: Money) -> str:
    """The unit of a row; money as the table writes it."""
    return say(money.title) if code == _IN_ROUBLES else Unit.of(code).title(language())


def in_unit(amount: Decimal, code: str, *, money: Money) -> Decimal:
    """An amount in the unit of its row, exact."""
    return amount / money.factor if code == _IN_ROUBLES else amount


@dataclass(frozen=True, slots=True)
class _Body:
    """What differs from table to table."""

    columns: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


def _printed(zone: Zone, definition: SummaryTable | BridgeDefinition, *, during: Period, body: _Body) -> PrintedTable:
    return PrintedTable(
        language=language(),
        title=say(definition.title),
        lines=(named(zone), during.name(language())),
        headings=(_("No."), _("Measure"), _("Unit"), *body.columns),
        coverage=_("counted"),
        signature=(_("Office"), _("Signature"), _("Name and surname"), _("Date")),
        made_at=local_moment(now()),
        warning=_("A demonstration book. The paper has no force.") if zone.is_demonstration else "",
        rows=body.rows,
        notes=body.notes,
        facts=body.facts,
    )


def _facts(
    definition: SummaryTable | BridgeDefinition, *, made_by: User, known_at: str, snapshots: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    return (
        (_("Made by"), made_by.get_full_name() or made_by.username),
        (_("Made"), moment(now())),
        (_("As known"), known_at),
        (_("Definition"), f"{definition.code}@{definition.version}, {words.SHORT_STATUSES[definition.status]}"),
        (_("Source of the method"), say(definition.reference.title)),
        (_("Snapshot of the book"), ", ".join(snapshots) or "—"),
    )


def _summary_rows(found: Summary) -> Iterator[PrintedRow]:
    for section in found.sections:
        yield PrintedRow("", say(section.section.title))
        for row in section.rows:
            yield _summary_row(row, found.table.money, zone=found.zone)


def _summary_row(row: SummaryRow, money: Money, *, zone: Zone) -> PrintedRow:
    unit = row.measure.unit
    cells = tuple(_cell(answer, unit, money=money, zone=zone) for answer in row.answers)
    decimals = money.decimals if unit == _IN_ROUBLES else None
    return PrintedRow(row.row.number, say(row.row.title or row.measure.title), unit_of(unit, money), cells, decimals)


def _cell(answer: Answer | None, unit: str, *, money: Money, zone: Zone) -> PrintedCell:
    if answer is None:
        return PrintedCell()
    if isinstance(answer, Figure):
        counted = coverage_in_words(answer) + (ONE_COMPANY if _tells_of_one(answer, zone) else "")
        return PrintedCell(in_unit(answer.quantity.amount, unit, money=money), counted)
    return PrintedCell(None, coverage_in_words(answer), NO_FIGURE)


def _tells_of_one(answer: Answer, zone: Zone) -> bool:
    """Whether a figure is the report of one company where reports are not public: as its page, it is for the staff."""
    if zone.trail_is_public or not isinstance(answer, Figure):
        return False
    is_reported = load_methodology().measure(answer.question.measure).formula in REPORTED
    return is_reported and answer.coverage.reported == 1


def _confidential(found: Summary) -> Iterator[str]:
    if any(_tells_of_one(answer, found.zone) for _row, answer in _asked(found)):
        yield _("Marked * is the number of one company: it is that company's report, and is not to be published.")


def _asked(found: Summary) -> Iterator[tuple[SummaryRow, Answer]]:
    for section in found.sections:
        for row in section.rows:
            yield from ((row, answer) for answer in row.answers if answer is not None)


def _absent(answer: Answer) -> tuple[str, ...]:
    return answer.coverage.absent if answer.coverage else ()


def _who_is_absent(found: Summary, names: Mapping[str, str]) -> Iterator[str]:
    """For each number that is not whole: which, and who is not in it; why there is none."""
    for row, answer in _asked(found):
        absent = ", ".join(names.get(code, code) for code in _absent(answer))
        said = {"number": row.row.number, "period": answer.question.period.name(language()), "names": absent}
        if not isinstance(answer, Figure):
            why = str(words.MISSING[answer.reason])
            yield _("Row %(number)s, %(period)s: no figure.") % said + f" {why} {absent}".rstrip()
        elif absent:
            yield _("Row %(number)s, %(period)s: not counted: %(names)s.") % said


def _bridge_rows(found: BridgeOfPeriod, zone: Zone) -> Iterator[PrintedRow]:
    whole = _("%(n)s of %(of)s") % {"n": len(found.bridges.by_company), "of": found.bridges.expected}
    yield _bridge_row(found.bridges.zone, "", title=named(zone), found=found, coverage=whole)
    for heading, group in (
        (_("Sites"), named_bridges(found.bridges.by_site, Site)),
        (_("Companies"), named_bridges(found.bridges.by_company, Company)),
    ):
        yield PrintedRow("", heading)
        for nth, (_code, name, bridge) in enumerate(group, start=1):
            yield _bridge_row(bridge, str(nth), title=name, found=found)


def _bridge_row(of: Bridge, number: str, *, title: str, found: BridgeOfPeriod, coverage: str = "") -> PrintedRow:
    unit, money = found.unit, found.asked.definition.money
    cells = tuple(PrintedCell(in_unit(getattr(of, term), unit, money=money), coverage) for term in TERMS)
    return PrintedRow(number, title, unit_of(unit, money), cells, money.decimals if unit == _IN_ROUBLES else None)


def named_bridges(of: Mapping[str, Bridge], kind: type[Company] | type[Site]) -> list[tuple[str, str, Bridge]]:
    """Bridges with the code and the name of whose they are, by name."""
    names = {one.code: named(one) for one in kind.objects.filter(code__in=list(of))}
    return sorted(((code, names.get(code, code), bridge) for code, bridge in of.items()), key=lambda one: one[1])


def _names_of(codes: Iterable[str]) -> dict[str, str]:
    return dict(Company.objects.filter(code__in=set(codes)).values_list("code", "name"))
