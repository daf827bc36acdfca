"""How is an edition of a rating drawn? The intervals of places, and the chances of each zone of each place.

Altair writes the specification, vl-convert draws it on the server; the page has a table that says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Any, Literal

from django.utils.translation import gettext as _

from zonebook.portal.charts import FONT, INKS, Theme
from zonebook.portal.rating_words import STATUSES, firstness, percent, title_said
from zonebook.portal.ratings import League

_PAPERS: dict[Theme, str] = {"light": "#fbfaf5", "dark": "#171613"}
_WIDE, _NARROW = 736, 360
_MOST_WITH_NUMBERS = 12
"""Places, up to which a cell has room for its number."""
_LEGIBLE = 0.45
"""The share of ink from which on a number is written in the colour of the paper."""


@dataclass(frozen=True, slots=True)
class Line:
    """A zone as it is drawn: its place, 5–95 % interval, exact ends, and the chance of each place."""

    name: str
    place: int
    low: int
    high: int
    best: int | None
    worst: int | None
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, with its words; equal ones are drawn once."""

    kind: Literal["intervals", "chances"]
    title: str
    notes: tuple[str, ...]
    axis: str
    lines: tuple[Line, ...]
    theme: Theme
    is_wide: bool
    per_cent: tuple[str, ...]

    @property
    def width(self) -> int:
        return _WIDE if self.is_wide else _NARROW

    @property
    def size(self) -> int:
        """Of letters, in pixels."""
        return 15 if self.is_wide else 12


def intervals(league: League, *, theme: Theme, is_wide: bool) -> Drawing:
    """Between which places each zone stands."""
    notes = [_("Dot: the place by the definition. Bar: nine of ten replays.")]
    if league.result["best"] is not None:
        notes.append(_("Thin line: the places that any weights at all can give."))
    return _drawing("intervals", league, theme=theme, is_wide=is_wide, notes=notes)


def chances(league: League, *, theme: Theme, is_wide: bool) -> Drawing:
    """How probable each place of each zone is. Of very many zones no chances are kept: the picture is empty then."""
    notes = [_("The fuller a cell, the more replays put the zone in the place.")]
    return _drawing("chances", league, theme=theme, is_wide=is_wide, notes=notes)


def _drawing(
    kind: Literal["intervals", "chances"], league: League, *, theme: Theme, is_wide: bool, notes: list[str]
) -> Drawing:
    of_zones = dict(league.chances)
    lines = tuple(
        Line(row.name, row.place, row.low, row.high, row.best, row.worst, chances=of_zones.get(row, ()))
        for row in league.rows
    )
    leader = league.leaders[0]
    status = str(STATUSES[league.rating.status])
    texts = {percent(one) for line in lines for one in line.chances}
    return Drawing(
        kind,
        f"{leader.name}: {firstness(leader)}",
        (title_said(league), *notes, status),
        _("place"),
        lines,
        theme=theme,
        is_wide=is_wide,
        per_cent=tuple(sorted(texts)),
    )


@lru_cache(maxsize=64)
def svg(drawing: Drawing) -> str:
    """The picture as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(specification(drawing)))


@lru_cache(maxsize=16)
def png(drawing: Drawing) -> bytes:
    """The picture as PNG, two pixels to each of the SVG."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(specification(drawing), scale=2))


def specification(drawing: Drawing) -> dict[str, Any]:
    """The Vega-Lite specification."""
    import altair as alt

    ink, quiet, _grey = INKS[drawing.theme]
    marks = _intervals(drawing) if drawing.kind == "intervals" else _chances(drawing)
    size = drawing.size
    titled = marks.properties(
        width=drawing.width - 11 * size,
        height=alt.Step(2 * size),
        title=alt.TitleParams(
            wrap(drawing.title, int(drawing.width / (0.62 * size))),
            subtitle=[line for note in drawing.notes for line in wrap(note, int(drawing.width / (0.5 * size)))],
            anchor="start", frame="bounds", fontSize=size + 3, subtitleFontSize=size - 2, fontWeight="normal",
            color=ink, subtitleColor=quiet, subtitlePadding=6, offset=size,
        ),
    )  # fmt: skip
    config = {"view": {"stroke": None}, "font": FONT, "background": _PAPERS[drawing.theme]}
    return {**titled.to_dict(), "config": config, "padding": {"left": 1, "right": 8, "top": 4, "bottom": 4}}


def _intervals(drawing: Drawing) -> Any:
    """A thin line from the best to the worst place, a bar over the interval, a dot in the place."""
    import altair as alt

    ink, quiet, grey = INKS[drawing.theme]
    data = alt.InlineData(
        [
            {
                "name": line.name,
                "place": line.place,
                "from": line.low - 0.5,
                "to": line.high + 0.5,
                "best": None if line.best is None else line.best - 0.5,
                "worst": None if line.worst is None else line.worst + 0.5,
            }
            for line in drawing.lines
        ]
    )
    scale = alt.Scale(domain=[0.5, len(drawing.lines) + 0.5], nice=False, zero=False)
    axis = alt.Axis(
        title=drawing.axis, orient="top", tickMinStep=1, format="d", grid=False, domain=False, ticks=False,
        values=_ticks(len(drawing.lines)), labelFontSize=drawing.size - 2, titleFontSize=drawing.size - 2,
        labelColor=quiet, titleColor=quiet, titleFontWeight="normal", titleAnchor="start",
    )  # fmt: skip
    base = alt.Chart(data).encode(y=_names(drawing))
    return (
        base.mark_rule(color=quiet, strokeWidth=1).encode(x=alt.X("best:Q", scale=scale, axis=axis), x2="worst:Q")
        + base.mark_bar(color=grey, size=drawing.size * 0.6).encode(x=alt.X("from:Q", scale=scale), x2="to:Q")
        + base.mark_point(color=ink, fill=ink, size=drawing.size * 5, opacity=1).encode(x=alt.X("place:Q", scale=scale))
    )


def _chances(drawing: Drawing) -> Any:
    """A cell for each zone and place, the darker the more probable, with its number where there is room."""
    import altair as alt

    ink, quiet, _grey = INKS[drawing.theme]
    paper, count = _PAPERS[drawing.theme], len(drawing.lines)
    cells = [
        {"name": line.name, "place": nth, "chance": one, "said": percent(one) if one >= _LEAST else ""}
        for line in drawing.lines
        for nth, one in enumerate(line.chances, start=1)
    ]
    axis = alt.Axis(
        title=drawing.axis, orient="top", labelAngle=0, domain=False, ticks=False, values=_ticks(count),
        labelFontSize=drawing.size - 2, titleFontSize=drawing.size - 2, labelColor=quiet, titleColor=quiet,
        titleFontWeight="normal", titleAnchor="start",
    )  # fmt: skip
    base = alt.Chart(alt.InlineData(cells)).encode(x=alt.X("place:O", axis=axis), y=_names(drawing))
    shade = alt.Scale(domain=[0, 1], range=[paper, ink])
    shown = base.mark_rect(stroke=paper).encode(color=alt.Color("chance:Q", scale=shade, legend=None))
    if count > (_MOST_WITH_NUMBERS if drawing.is_wide else _MOST_WITH_NUMBERS // 2):
        return shown
    colour = alt.condition(f"datum.chance > {_LEGIBLE}", alt.value(paper), alt.value(ink))
    return shown + base.mark_text(fontSize=drawing.size - 3).encode(text="said:N", color=colour)


_LEAST = 0.005
"""Of the replays: a chance that would be written as nought is left empty."""


def _names(drawing: Drawing) -> Any:
    import altair as alt

    ink, *_rest = INKS[drawing.theme]
    names = alt.Axis(
        title=None, ticks=False, domain=False, labelFontSize=drawing.size, labelColor=ink, labelPadding=8,
        labelLimit=10 * drawing.size,
    )  # fmt: skip
    return alt.Y("name:N", sort=[line.name for line in drawing.lines], axis=names)


def _ticks(count: int) -> list[int]:
    """The places that the axis names: all of few, each fifth of many."""
    return [place for place in range(1, count + 1) if count <= _MOST_WITH_NUMBERS or place == 1 or place % 5 == 0]
