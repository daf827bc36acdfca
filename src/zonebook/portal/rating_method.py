"""How is a rating made? Its definition step by step, in words: nothing stands on the page that the definition lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zonebook.measures import Text
from zonebook.methodology.definition import MethodologyError
from zonebook.methodology.published import load_published
from zonebook.portal import rating_words
from zonebook.portal.rating_words import decimal, percent
from zonebook.portal.templatetags.zonebook import say
from zonebook.portal.words import in_a_row
from zonebook.rating import Group, Indicator, Rating
from zonebook.rating.assumptions import Assumption
from zonebook.rating.definition import Direction, Transformation, Weighting, WeightsDrawn, shares


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the tree: a group or an indicator, its share of the group it is in, and what is said of it."""

    title: Text
    depth: int
    share: float | None
    is_group: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """A rating's definition as its page shows it: the steps with what is done at each, and the tree."""

    rating: Rating
    status: str
    steps: tuple[tuple[str, str], ...]
    members: tuple[Member, ...]

    @property
    def columns(self) -> list[str]:
        """What the columns of the worked example are called."""
        return [] if self.rating.example is None else [_column(code) for code in self.rating.example.columns]

    @property
    def example(self) -> list[tuple[str, list[str], str]]:
        """The worked example: a zone's name, its numbers in the order of the columns, its score."""
        example = self.rating.example
        if example is None:
            return []
        return [
            (zone, ["—" if one is None else f"{one:g}" for one in row], decimal(example.scores[zone]))
            for zone, row in example.rows.items()
        ]


def method_of(rating: Rating) -> Method:
    """The method of a definition."""
    return Method(rating, str(rating_words.STATUSES[rating.status]), tuple(_steps(rating)), tuple(_members(rating)))


def _steps(rating: Rating) -> Iterator[tuple[str, str]]:
    low, high = (decimal(end, decimals=0) for end in rating.scale)
    if is_of_published_figures(rating):
        yield (
            _("Which number is taken"),
            _("A result of the whole zone, the newest by the day of the edition and not older than %(years)s years; of "
              "several, what was stated before what was derived, what is dated to the day, what is nearer to its first "
              "source. One that contradicts it widens its bounds.") % {"years": load_published().years},
        )  # fmt: skip
    yield (
        _("Who is known well enough"),
        str(rating_words.SCREENINGS[rating.screening]) % {"share": percent(rating.coverage)},
    )
    yield _("What fills a gap"), str(rating_words.IMPUTATIONS[rating.imputation])
    yield _("What is done with values far from all others"), str(rating_words.OUTLIERS[rating.outliers])
    yield (
        _("How numbers of different units come on one scale"),
        _("%(method)s; marks from %(low)s to %(high)s")
        % {"method": rating_words.NORMALISATIONS[rating.normalisation], "low": low, "high": high},
    )
    yield _("How marks become a score"), _adding_up(rating.root)
    yield _("Equal scores"), _("They share the better place, and the next one is skipped: 1, 2, 2, 4.")
    if rating.classes:
        classes = [f"{say(one.title)} ({decimal(one.least)})" for one in rating.classes]
        yield _("Classes, each from its score on"), in_a_row(classes)
    yield _("What each replay draws anew"), _drawn(rating)


def _adding_up(root: Group) -> str:
    """The mean of the whole; those of the groups stand beside them in the tree."""
    return str(rating_words.AGGREGATIONS[root.aggregation])


def _drawn(rating: Rating) -> str:
    varied = rating.varied
    if varied.weights is WeightsDrawn.SPREAD and varied.concentration:
        drawn = [_("weights near the given ones (concentration %(number)s)") % {"number": f"{varied.concentration:g}"}]
    else:
        drawn = [str(rating_words.WEIGHTS_DRAWN[varied.weights])]
    choices = (
        (Assumption.WEIGHTING, varied.weightings, rating_words.WEIGHTINGS),
        (Assumption.NORMALISATION, varied.normalisations, rating_words.NORMALISATIONS),
        (Assumption.AGGREGATION, varied.aggregations, rating_words.AGGREGATIONS),
        (Assumption.IMPUTATION, varied.imputations, rating_words.IMPUTATIONS),
        (Assumption.OUTLIERS, varied.outliers, rating_words.OUTLIERS),
    )
    for assumption, options, named in choices:
        if options:
            said = ", ".join(str(named[one]) for one in options)
            drawn.append(f"{rating_words.ASSUMPTIONS[assumption]} ({said})")
    if varied.leave_one_out:
        drawn.append(str(rating_words.ASSUMPTIONS[Assumption.LEFT_OUT]))
    if varied.errors:
        drawn.append(_("each number within the bounds of what was published"))
    return "; ".join(drawn)


def _members(rating: Rating) -> Iterator[Member]:
    yield from _below(rating.root, depth=0)


def _below(group: Group, *, depth: int) -> Iterator[Member]:
    known = shares(group) if group.weighting is Weighting.GIVEN else {}
    equal = 1 / len(group.members) if group.weighting is Weighting.EQUAL else None
    for member in group.members:
        share = known.get(member.code, equal)
        if isinstance(member, Indicator):
            yield Member(member.title, depth, share, is_group=False, notes=tuple(_of_indicator(member)))
        else:
            yield Member(member.title, depth, share, is_group=True, notes=tuple(_of_group(member)))
            yield from _below(member, depth=depth + 1)


def _of_group(group: Group) -> Iterator[str]:
    yield str(rating_words.AGGREGATIONS[group.aggregation])
    if group.weighting not in (Weighting.GIVEN, Weighting.EQUAL):
        yield _("weights: %(how)s") % {"how": rating_words.WEIGHTINGS[group.weighting]}


def _of_indicator(indicator: Indicator) -> Iterator[str]:
    if indicator.direction is Direction.LOWER:
        yield _("less is better")
    if indicator.per:
        column, per = (_column(code) for code in (indicator.column or indicator.code, indicator.per))
        yield _("%(column)s divided by: %(per)s") % {"column": column, "per": per.lower()}
    if indicator.plan:
        yield _("share of what was promised")
    if indicator.transformation is Transformation.LOG:
        yield _("logarithm")
    if indicator.cap is not None:
        yield _("counts up to %(cap)s") % {"cap": f"{indicator.cap:g}"}
    if indicator.goalposts is not None:
        ends = {"low": f"{indicator.goalposts.low:g}", "high": f"{indicator.goalposts.high:g}"}
        yield _("from %(low)s to %(high)s") % ends


def is_of_published_figures(rating: Rating) -> bool:
    """Can editions be made of it: is each of its columns an indicator of published figures?"""
    known = {one.code for one in load_published().indicators}
    return all(column in known for indicator in rating.indicators for column in indicator.columns)


def _column(code: str) -> str:
    """What a column of the matrix holds, where it is one of published figures; else its code."""
    try:
        return say(load_published().indicator(code).title)
    except MethodologyError:
        return code
