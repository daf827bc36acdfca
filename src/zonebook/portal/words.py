"""How the book's codes are called on the pages: populations, formulas, reasons, verdicts, tags of the register."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zonebook.measures import MissingReason
from zonebook.methodology.definition import Formula, Status

Words = Mapping[str, Promise]


POPULATIONS: Words = MappingProxyType(
    {
        "companies": _("all companies"),
        "residents": _("residents"),
        "cluster": _("cluster members"),
        "zones": _("zones of one kind"),
        "sites": _("sites"),
    }
)

FORMULAS: Words = MappingProxyType(
    {
        Formula.SUM_OF_FLOWS: _("Sum of what each company reported for the quarters of the period."),
        Formula.STOCK_AT_END: _("Sum of what each company reported for the end of the period."),
        Formula.CHANGE_OF_STOCK: _(
            "Level at the end of the period minus the level at the end of the quarter before it."
        ),
        Formula.COUNT_OF_POPULATION: _("Count of the companies in the register on the day."),
        Formula.COUNT_OF_MEMBERS: _("Count of the members of the clusters on the day, each once."),
        Formula.SUM_OF_AREAS: _("Sum of the areas of the sites."),
        Formula.PLACE: _("Place in the newest edition of the rating that was published by the day."),
        Formula.STREAK_OF_FIRST_PLACES: _("First places in a row, counted back from the newest edition."),
    }
)

STATUSES: Words = MappingProxyType(
    {
        Status.OFFICIAL: _("official: the text of the authority was read"),
        Status.ILLUSTRATIVE: _("illustrative: this book's own definition"),
    }
)

SHORT_STATUSES: Words = MappingProxyType({Status.OFFICIAL: _("official"), Status.ILLUSTRATIVE: _("illustrative")})

MISSING: Words = MappingProxyType(
    {
        MissingReason.NO_REPORTS: _("Nobody in this scope has an accepted report for every quarter of the period."),
        MissingReason.NO_WHOLE_QUARTER: _(
            "No quarter ends within this period, and reports speak of whole quarters only."
        ),
        MissingReason.UNKNOWN_MEASURE: _("The book has no such measure."),
        MissingReason.UNKNOWN_SCOPE: _(
            "The measure cannot be asked for this scope, or the scope was not in the register."
        ),
        MissingReason.UNSUITED_POPULATION: _("The measure is not counted for this population."),
        MissingReason.UNSUITED_PERIOD: _("The measure is not counted over such a period."),
        MissingReason.NOT_DEFINED_YET: _("The definition of the measure was not in force then."),
        MissingReason.EMPTY_POPULATION: _("The register had nobody of this population in this scope then."),
        MissingReason.TOO_FEW_EDITIONS: _("The book has too few editions of the rating to count."),
        MissingReason.NO_AGREEMENTS: _("The register has no agreements that oblige to this."),
        MissingReason.NOT_SHOWN: _("What agreements oblige to is not shown here."),
    }
)

RATINGS: Words = MappingProxyType(
    {
        "effectiveness": _("Effectiveness assessment (No. 643)"),
        "investment_attractiveness": _("Investment attractiveness rating"),
    }
)

VERDICT_MARKS: Mapping[str, str] = MappingProxyType(
    {"holds": "✓", "contradicted": "✗", "stale": "↻", "ambiguous": "≈", "cannot_check": "?"}
)

OUTCOMES: Words = MappingProxyType({"fits": _("fits"), "off": _("does not fit"), "unknown": _("the book cannot tell")})

STANDINGS: Words = MappingProxyType(
    {
        "plain": _("as written"),
        "possible": _("may be meant"),
        "mixed_up": _("if companies and residents were mixed up"),
    }
)

COMPANY_STATUSES: Words = MappingProxyType(
    {
        "resident": _("residents"),
        "company": _("companies without the status"),
        "cluster": _("cluster members"),
        "all": _("all that the register has ever had"),
    }
)

PREMISES_STANDINGS: Words = MappingProxyType(
    {
        "free": _("free"),
        "reserved": _("reserved"),
        "let": _("let"),
        "under_construction": _("under construction"),
    }
)

STAGE_STANDINGS: Words = MappingProxyType(
    {"reached": _("reached"), "late": _("late"), "planned": _("planned"), "undated": _("no day is planned")}
)
STAGE_MARKS: Mapping[str, str] = MappingProxyType({"reached": "●", "late": "✗", "planned": "○", "undated": "·"})

PROJECT_STATES: Words = MappingProxyType(
    {
        "late": _("with a late stage"),
        "ahead": _("with stages ahead"),
        "finished": _("with all stages reached"),
        "joint": _("joint projects"),
    }
)

REQUIREMENT_MARKS: Mapping[str, str] = MappingProxyType({"True": "✓", "False": "✗", "None": "?"})
REQUIREMENT_ANSWERS: Words = MappingProxyType({"True": _("met"), "False": _("not met"), "None": _("cannot be told")})

CHANGE_SORTS: Words = MappingProxyType(
    {"entered": _("entered"), "changed": _("changed"), "struck": _("taken out of the register")}
)

FOUND_KINDS: Words = MappingProxyType(
    {
        "company": _("company"),
        "agreement": _("resident by agreement"),
        "site": _("site"),
        "cluster": _("cluster"),
        "project": _("project"),
        "premises": _("premises or plot"),
        "zone": _("zone"),
    }
)

OBLIGATION_STATES: Words = MappingProxyType(
    {
        "missed": _("not fulfilled"),
        "late": _("reports lack"),
        "at_risk": _("will probably be missed"),
        "on_track": _("on the way"),
        "unknown": _("nothing can be expected yet"),
        "met": _("fulfilled"),
        "not_begun": _("the year has not begun"),
        "not_asked": _("no report was asked for"),
    }
)
OBLIGATION_MARKS: Mapping[str, str] = MappingProxyType(
    {
        "missed": "✗",
        "late": "✗",
        "at_risk": "!",
        "on_track": "→",
        "unknown": "?",
        "met": "✓",
        "not_begun": "○",
        "not_asked": "○",
    }
)

WATCH_KINDS: Words = MappingProxyType({"warning": _("act now"), "notice": _("soon"), "unclear": _("cannot be told")})
WATCH_MARKS: Mapping[str, str] = MappingProxyType({"warning": "✗", "notice": "!", "unclear": "?"})

TASKS: Mapping[str, Promise] = MappingProxyType(
    {
        "file": _("File the report: %(period)s"),
        "draft": _("Finish the report: %(period)s"),
        "mend": _("Mend the report: %(period)s"),
        "explain": _("Explain the warnings: %(period)s"),
        "wait": _("Report: %(period)s"),
        "done": _("Report: %(period)s"),
    }
)

REPORT_STEPS: Words = MappingProxyType(
    {
        "not_begun": _("not begun"),
        "draft": _("a draft is begun"),
        "mend": _("errors to mend"),
        "explain": _("warnings to explain"),
        "returned": _("returned to be mended"),
        "awaits_review": _("awaits review"),
        "awaits_city": _("awaits the city"),
        "accepted": _("accepted"),
    }
)
GROUPINGS: Words = MappingProxyType(
    {"site": _("by site"), "cluster": _("by cluster"), "industry": _("by industry"), "curator": _("by curator")}
)
GROUPED_BY: Words = MappingProxyType(
    {"site": _("Site"), "cluster": _("Cluster"), "industry": _("Industry"), "curator": _("Curator")}
)
UNGROUPED: Words = MappingProxyType(
    {
        "site": _("on no site"),
        "cluster": _("in no cluster"),
        "industry": _("of no industry"),
        "curator": _("without a curator"),
    }
)
TIMELINESS: Words = MappingProxyType(
    {"on_time": _("in time"), "late": _("late"), "overdue": _("overdue"), "awaited": _("there is time")}
)
REPORT_STEP_MARKS: Mapping[str, str] = MappingProxyType(
    {
        "not_begun": "·",
        "draft": "○",
        "mend": "✗",
        "explain": "!",
        "returned": "↩",
        "awaits_review": "◐",
        "awaits_city": "◕",
        "accepted": "●",
    }
)

_TAGS: Words = MappingProxyType(
    {
        "access": _("access"),
        "aerospace": _("aerospace"),
        "ATMs": _("ATMs"),
        "battery gigafactory": _("battery gigafactory"),
        "building": _("under construction"),
        "building, due 2028": _("under construction, due 2028"),
        "building materials": _("building materials"),
        "capacitors": _("capacitors"),
        "children": _("for children"),
        "coworking": _("coworking"),
        "culture": _("culture"),
        "done by end of 2023 (plan)": _("was to be done by the end of 2023"),
        "education": _("education"),
        "electric vehicles": _("electric vehicles"),
        "events": _("events"),
        "food": _("food"),
        "health": _("health"),
        "held": _("held"),
        "high-tech machinery": _("high-tech machinery"),
        "in project": _("in the project"),
        "in works": _("in works"),
        "information and communication technology": _("information and communication technology"),
        "landscape": _("landscape"),
        "lifts": _("lifts"),
        "medical devices": _("medical devices"),
        "microelectronics": _("microelectronics"),
        "new materials": _("new materials"),
        "open": _("open"),
        "parking": _("parking"),
        "pharma": _("pharmaceuticals"),
        "photonics": _("photonics"),
        "planned": _("planned"),
        "planned for summer 2016": _("was planned for summer 2016"),
        "planned in project": _("planned in the project"),
        "recreation": _("recreation"),
        "running": _("running"),
        "sport": _("sport"),
        "technology": _("technology"),
        "tourism": _("tourism"),
        "transport": _("transport"),
        "unmanned aircraft": _("unmanned aircraft"),
    }
)


def tag(text: str) -> str:
    """A tag of the register in the reader's language; an unknown one stays as it was written."""
    return str(_TAGS.get(text.strip(), text.strip()))


def tags(text: str) -> str:
    """Tags parted by commas; a status with a comma of its own is one tag."""
    if text in _TAGS:
        return tag(text)
    return ", ".join(tag(part) for part in text.split(",") if part.strip())


def population(code: str) -> str:
    """What a population is called; a code without a name stays as it is."""
    return str(POPULATIONS.get(code, code))


def in_a_row(names: list[str]) -> str:
    """Names as a sentence lists them: "a, b and c"."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(names)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


REVIEW_FILTERS: Words = MappingProxyType(
    {
        "big": _("big changes"),
        "warnings": _("has warnings"),
        "corrections": _("corrections"),
        "late": _("late"),
        "clean": _("without findings"),
    }
)
