"""How numbers, periods and texts are shown on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.timezone import get_default_timezone, now
from django.utils.translation import gettext

from zonebook.accounts.models import Role
from zonebook.accounts.queries import Permission, may
from zonebook.campaigns.queries import Break
from zonebook.figures.queries import TrailRow
from zonebook.measures import Period, PeriodError, Quantity, Question, Text, Unit, days_as_published
from zonebook.measures.numbers import plain_number, unit_in, value_in
from zonebook.measures.period_names import day_in
from zonebook.methodology import load_methodology
from zonebook.portal import asking, words
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.registry.models import Company, Site, Zone
from zonebook.registry.queries import ScopeName
from zonebook.registry.wording import language

register = template.Library()


@register.filter
def say(text: Text) -> str:
    """A text in the language of the page."""
    return text.say(language())


@register.filter
def named(entry: Any) -> str:
    """What an entry of the register is called in the language of the page."""
    own = getattr(entry, f"name_{language()}", None) or getattr(entry, f"title_{language()}", None)
    return str(own or getattr(entry, "name", entry)).replace("№ ", "№\u00a0")


@register.filter
def own(entry: Any, field: str) -> str:
    """The field of an entry that is kept in both languages: `finding|own:"message"`."""
    return str(getattr(entry, f"{field}_{language()}"))


@register.filter
def number(amount: Decimal | int | None) -> str:
    """An exact number with its thousands parted; a dash for none."""
    return "—" if amount is None else plain_number(Decimal(amount), language())


@register.filter
def signed(amount: Decimal | None) -> str:
    """A difference with its sign."""
    if amount is None:
        return "—"
    return f"+{number(amount)}" if amount > 0 else number(amount)


@register.filter
def signed_value(quantity: Quantity) -> str:
    """The number of a difference with its sign, rounded for reading."""
    return f"+{value(quantity)}" if quantity.amount > 0 else value(quantity)


@register.filter
def value(quantity: Quantity) -> str:
    """The number of a quantity, rounded for reading."""
    return value_in(quantity, language())


@register.filter
def unit(quantity: Quantity) -> str:
    """The unit that stands beside the rounded number."""
    return unit_in(quantity, language())


@register.filter
def exact(quantity: Quantity) -> str:
    """The exact amount with its unit; yes or no for a flag."""
    if quantity.unit.code == "flag":
        return gettext("yes") if quantity.amount else gettext("no")
    return f"{number(quantity.amount)}\u00a0{quantity.unit.title(language())}"


@register.filter
def unit_title(code: str) -> str:
    """The name of a unit as a column's head shows it."""
    return Unit.of(code).title(language())


@register.filter
def period(of: Period | str) -> str:
    """What a period, or the period of a code, is called."""
    return (of if isinstance(of, Period) else Period.parse(of)).name(language())


@register.filter
def claimed_period(of: str) -> str:
    """The period of a claim, as the reader of texts codes it; what is no period of the book stays as it is."""
    day_or_period = of.removeprefix("as_of:")
    try:
        return period(f"@{day_or_period}" if day_or_period != of else day_or_period)
    except PeriodError:
        return day_or_period


@register.filter
def code(of: Period) -> str:
    """The code of a period, as addresses write it."""
    return str(of)


@register.filter
def day(of: date | None) -> str:
    """A day in words; a dash for none."""
    return "—" if of is None else day_in(of, language())


@register.filter
def dated_note(one: Break) -> str:
    """A break of a series in one line: since when the numbers rest on which definition, and what that changed."""
    said = {"day": day(one.since), "definition": definition_named(one.definition), "note": say(one.note)}
    return gettext("From %(day)s, %(definition)s: %(note)s") % said


def definition_named(definition: str) -> str:
    """What a version of a definition (`resident-quarter@2`) is called."""
    code, _, version = definition.partition("@")
    titles = {form.code: form.title for form in load_methodology().forms}
    if code in titles:
        return gettext("version %(version)s of the form “%(name)s”") % {"version": version, "name": say(titles[code])}
    name = say(load_methodology().measure(code).title)
    return gettext("version %(version)s of the figure “%(name)s”") % {"version": version, "name": name}


@register.filter
def published_day(written: str) -> str:
    """A day as precisely as it was published, in words: "2024", "December 2024", "5 December 2024"; a dash for none."""
    days = days_as_published(written)
    if days is None or len(written) == len("2024"):
        return written or "—"
    if days[0] == days[1]:
        return day_in(days[0], language())
    month = str(MONTHS[days[0].month])
    return f"{month.lower() if language() == 'ru' else month} {days[0].year}"


@register.filter
def millions(kopecks: int | None) -> str:
    """Money of the register in millions of roubles, exact; dots for what nobody published."""
    if kopecks is None:
        return "…"
    return plain_number((Unit.of("RUB").from_stored(kopecks) / 10**6).normalize(), language())


@register.filter
def share(percent: Decimal) -> str:
    """A share in per cent without zeros that say nothing: 60, 33.25."""
    return plain_number(percent.normalize(), language())


@register.filter
def svg_number(of: float) -> str:
    """A number as an attribute of a drawing writes it, whatever the language of the page."""
    return f"{of:.2f}"


@register.filter
def moment(of: datetime | None) -> str:
    """A moment in words, in the time of the zone; now for none."""
    local = (of or now()).astimezone(get_default_timezone())
    return f"{day_in(local.date(), language())}, {local:%H:%M}"


@register.filter
def local_day(of: datetime) -> str:
    """The day of a moment in words, in the time of the zone."""
    return day_in(of.astimezone(get_default_timezone()).date(), language())


@register.filter
def population(of: str) -> str:
    """What a population is called."""
    return words.population(of)


@register.filter
def tagged(text: str) -> str:
    """Tags of the register in the language of the page."""
    return words.tags(text)


@register.filter
def worded(of: str, table: str) -> str:
    """A code's words from one of the tables of `words`: `outcome|worded:"OUTCOMES"`."""
    return str(getattr(words, table).get(of, of))


@register.filter
def verdict_mark(kind: str) -> str:
    """The sign of a verdict, for those who see no colour."""
    return words.VERDICT_MARKS[kind]


@register.filter
def lookup(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The entry of a mapping, or nothing."""
    return mapping.get(key)


@register.filter
def figure_address(asked: Question) -> str:
    """Where a figure's page is."""
    return asking.address_of(asked)


@register.filter
def percent_of(part: int, whole: int) -> str:
    """A share in whole percents; a dash where there is no whole."""
    return "—" if not whole else gettext("%(share)s%%") % {"share": round(100 * part / whole)}


@register.simple_tag(takes_context=True)
def zone_of_book(context: template.Context) -> Zone | None:
    """The zone whose book this is, read once a page; None before there is one."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return None
    if not hasattr(request, "zone_of_book"):
        request.zone_of_book = Zone.objects.filter(keeps_book=True).first()
    return request.zone_of_book


@register.simple_tag(takes_context=True)
def cabinet(context: template.Context, zone: Zone | None) -> str:
    """Which working room the reader has: `my`, `apply`, `desk`, `newsroom`, or none."""
    user = getattr(context.get("request"), "user", None)
    if zone is None or user is None or not user.is_authenticated:
        return ""
    if may(user, Permission.SEE_PAPERS, zone=zone.code):
        return "desk"
    if may(user, Permission.WRITE_RELEASES, zone=zone.code):
        return "newsroom"
    if user.role == Role.APPLICANT:
        return "apply"
    return "my" if user.company_code else ""


@register.simple_tag(takes_context=True)
def address_without(context: template.Context, *names: str, **changed: str) -> str:
    """This page's query with some fields left out or changed: `?…`."""
    fields = _fields_of(context.get("request"))
    for name in (*names, *changed):
        fields.pop(name, None)
    for name, content in changed.items():
        fields[name] = content
    return f"?{fields.urlencode(safe=':@')}"


def _fields_of(request: HttpRequest | None) -> QueryDict:
    """The query of an address, to be changed; none of one that cannot be read: the page that says so is shown whole."""
    try:
        return QueryDict(mutable=True) if request is None else request.GET.copy()
    except SuspiciousOperation:
        return QueryDict(mutable=True)


@register.simple_tag(takes_context=True)
def this_address(context: template.Context) -> str:
    """The address of this page without its language, to come back to after the language was switched."""
    request: HttpRequest | None = context.get("request")
    return "/" if request is None else request.path + str(address_without(context, "lang"))


@register.filter
def say_scope(scope: ScopeName) -> str:
    """What a scope is called; a rating by its title."""
    kind, _, code_of_scope = scope.code.partition(":")
    if kind == "rating":
        return str(words.RATINGS.get(code_of_scope, code_of_scope))
    return scope.ru if language() == "ru" else scope.en


@register.filter
def register_address(entry: Company | Site) -> str:
    """Where an entry of the register has its page."""
    return reverse("portal:site" if isinstance(entry, Site) else "portal:company", kwargs={"code": entry.code})


@register.filter
def cell_anchor(address: str) -> str:
    """The anchor of a cell on its report's page: `Форма 1!D14` → `cell-D14`."""
    return f"cell-{address.rpartition('!')[2]}"


@register.filter
def cell_address(row: TrailRow) -> str:
    """Where the cell of a trail stands in its report."""
    report = reverse("portal:report", kwargs={"submission": row.submission, "number": row.version})
    return f"{report}#{cell_anchor(row.cell)}"


@register.filter
def task_name(task: Any) -> str:
    """What is to be done with a report, verb first."""
    return words.TASKS[task.step] % {"period": task.campaign.period.name(language())}


@register.filter
def shown(content: Any) -> str:
    """What a field or a cell of a list says: days and moments in words, numbers parted, a dash for nothing."""
    match content:
        case None | "":
            return "—"
        case bool():
            return gettext("yes") if content else gettext("no")
        case datetime():
            return moment(content)
        case date():
            return day(content)
        case int() | Decimal():
            return number(content)
    return str(content)


@register.filter
def field_name(of: str) -> str:
    """What a field of the register is called."""
    return str(FIELD_NAMES.get(of, of))
