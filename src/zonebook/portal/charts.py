"""What does a chart show, and how is it drawn? Data and words come from the book; Altair and vl-convert draw the SVG.

Drawn on the server, once for each snapshot of the lake, language, theme and width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from textwrap import wrap
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext as _

from zonebook.campaigns.queries import Break, breaks_of
from zonebook.figures.queries import ask, current_snapshot, question
from zonebook.measures import Coverage, Figure, Period, Question
from zonebook.measures.numbers import plain_number
from zonebook.methodology import load_methodology
from zonebook.portal import words
from zonebook.portal.templatetags.zonebook import dated_note, named, number
from zonebook.registry.models import Industry, Zone
from zonebook.registry.wording import language

Theme = Literal["light", "dark"]
_LEADERS = 3
_NARROW = 400
INKS: dict[Theme, tuple[str, str, str]] = {
    "light": ("#1c1a17", "#5d594f", "#8d8877"),
    "dark": ("#ece7da", "#aaa493", "#7d7868"),
}
"""Ink, quiet ink, and the ink of the bars that are not the story."""
FONT = "Cambria, 'PT Serif', 'Liberation Serif', 'Times New Roman', serif"


class Bar(NamedTuple):
    """One bar: its code, names and amount; `is_told` bars are those that the title speaks of."""

    code: str
    ru: str
    en: str
    amount: Decimal
    is_told: bool

    @property
    def name(self) -> str:
        return self.ru if language() == "ru" else self.en


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with all that its page says about it."""

    period: Period
    measure: str
    unit: str
    bars: tuple[Bar, ...]
    total: Figure
    without_figure: tuple[str, ...]

    @property
    def coverage(self) -> Coverage:
        return self.total.coverage

    @property
    def whole(self) -> Question:
        return self.total.question

    @property
    def title(self) -> str:
        """The story: who leads, and how much of the whole they made."""
        told = [bar for bar in self.bars if bar.is_told]
        share = round(100 * sum(bar.amount for bar in told) / self.total.quantity.amount)
        names = words.in_a_row([_inside_a_sentence(bar.name) for bar in told])
        story = _("%(names)s made %(share)s%% of the new jobs") % {"names": names, "share": share}
        return story[:1].upper() + story[1:]


def jobs_by_industry(period: Period) -> Chart | None:
    """Jobs created by industry in a period, the largest first; None where the book has no figure."""
    return _jobs_by_industry(current_snapshot(), period)


@lru_cache(maxsize=16)
def _jobs_by_industry(snapshot: str, period: Period) -> Chart | None:
    total = ask(question("jobs_created", period, population="companies"))
    if not isinstance(total, Figure) or total.quantity.amount <= 0:
        return None
    found: list[tuple[Decimal, Industry]] = []
    without = []
    for industry in Industry.objects.all():
        answer = ask(question("jobs_created", period, scope=[f"industry:{industry.code}"], population="companies"))
        if isinstance(answer, Figure):
            found.append((answer.quantity.amount, industry))
        else:
            without.append(industry.code)
    found.sort(key=lambda pair: (-pair[0], pair[1].code))
    bars = tuple(
        Bar(industry.code, industry.name_ru, industry.name_en, amount, place < _LEADERS)
        for place, (amount, industry) in enumerate(found)
    )
    return Chart(period, "jobs_created", total.quantity.unit.code, bars, total, tuple(without))


def breaks_in(chart: Chart, zone: Zone) -> list[Break]:
    """From when on the numbers of a chart rest on another definition; what begins after its period is none of them."""
    measure = load_methodology().measure(chart.measure)
    return [one for one in breaks_of(measure, zone) if one.since <= chart.period.last]


def svg_of(chart: Chart, *, breaks: Sequence[Break], theme: Theme, width: int) -> str:
    """The chart as SVG in the language of the page, with these breaks of its series under it."""
    rows = tuple((bar.name, float(bar.amount), bar.is_told) for bar in chart.bars)
    notes = tuple(dated_note(one) for one in breaks)
    return _svg(Drawn(rows, notes, language()), theme, width=width)


class Drawn(NamedTuple):
    """What is drawn: bars (name, amount, whether the title speaks of it), the notes under them, in which language."""

    rows: tuple[tuple[str, float, bool], ...]
    notes: tuple[str, ...]
    language: Literal["ru", "en"]


@lru_cache(maxsize=64)
def _svg(drawn: Drawn, theme: Theme, *, width: int) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(bar_chart(drawn, theme, width=width)))


def bar_chart(drawn: Drawn, theme: Theme, *, width: int) -> dict[str, Any]:
    """The Vega-Lite specification: bars from zero, each with its number at its end, no axis and no legend."""
    import altair as alt

    ink, quiet, grey = INKS[theme]
    size = 16 if width > _NARROW else 13
    data = alt.InlineData(
        [
            {"name": name, "amount": amount, "told": told, "label": plain_number(Decimal(amount), drawn.language)}
            for name, amount, told in drawn.rows
        ]
    )
    names = alt.Axis(
        title=None, ticks=False, domain=False, labelFontSize=size, labelColor=ink, labelPadding=8, labelLimit=12 * size
    )
    y = alt.Y("name:N", sort=None, axis=names)
    x = alt.X("amount:Q", axis=None, scale=alt.Scale(zero=True, padding=0))
    bars = alt.Chart(data).mark_bar(size=15).encode(
        y=y, x=x, color=alt.condition("datum.told", alt.value(ink), alt.value(grey))
    )  # fmt: skip
    labels = alt.Chart(data).mark_text(align="left", dx=6, fontSize=size).encode(
        y=y, x=x, text="label:N", color=alt.condition("datum.told", alt.value(ink), alt.value(quiet))
    )  # fmt: skip
    both = (bars + labels).properties(width=width - 20 * size, height=alt.Step(2 * size))
    if drawn.notes:
        lines = [line for note in drawn.notes for line in wrap(note, int(width / (0.52 * size)))]
        both = both.properties(title=_under_the_bars(lines, color=quiet, size=size - 2))
    config = {"view": {"stroke": None}, "font": FONT, "background": "transparent"}
    return {**both.to_dict(), "config": config, "padding": 0}


def _under_the_bars(lines: list[str], *, color: str, size: int) -> Any:
    import altair as alt

    return alt.TitleParams(
        lines, orient="bottom", anchor="start", fontSize=size, fontWeight="normal", color=color, offset=size
    )


def rows_of(chart: Chart) -> list[tuple[str, str]]:
    """The chart as a table: name and number."""
    return [(bar.name, number(bar.amount)) for bar in chart.bars]


def without_figure(chart: Chart) -> list[str]:
    """The names of the industries for which the book has no figure: they are not bars of zero."""
    return [named(industry) for industry in Industry.objects.filter(code__in=chart.without_figure)]


def _inside_a_sentence(name: str) -> str:
    """A name in the middle of a sentence begins small."""
    return name[:1].lower() + name[1:]
