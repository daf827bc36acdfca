"""Does the book bear a claim out?

Every reading of the claim is put to the book. A figure inside the interval that the words allow fits; a figure
outside does not. Where too few of the expected companies have reported, either is said only if nothing that the
absent ones report could change it. Where the book has no figure, or too thin a one, the verdict is "cannot check":
it never guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from zonebook.claims.claim import Claim
from zonebook.claims.judging import wording
from zonebook.claims.judging.comparisons import GROUPS, as_quantity, comes_to, comparisons
from zonebook.claims.judging.parts import as_meant
from zonebook.claims.judging.promises import is_promise, promises
from zonebook.claims.judging.readings import (
    Against,
    How,
    Reading,
    Setting,
    Standing,
    Term,
    Unreadable,
    as_known_at,
    plain_first,
    readings,
    weaker,
)
from zonebook.measures import Answer, Figure, Hedge, Interval, Period, Quantity, Question, Text, interval

Ask = Callable[[Question], Answer]


class VerdictKind(StrEnum):
    """What the book says to a claim."""

    HOLDS = "holds"
    CONTRADICTED = "contradicted"
    STALE = "stale"
    AMBIGUOUS = "ambiguous"
    CANNOT_CHECK = "cannot_check"


class Outcome(StrEnum):
    """What the book's answer to one reading means for the claim."""

    FITS = "fits"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tried:
    """One reading with the book's answer; `difference`: the figure minus the number that was claimed, 0 if it fits.

    A reading that compares has a second answer, `against`, and what the two figures come to.
    """

    reading: Reading
    answer: Answer
    outcome: Outcome
    difference: Decimal | None = None
    against: Answer | None = None
    comes_to: Quantity | None = None

    @property
    def quantity(self) -> Quantity | None:
        """What is held against the claim: the figure, or what the two figures come to."""
        if self.against is not None:
            return self.comes_to
        return self.answer.quantity if isinstance(self.answer, Figure) else None

    @property
    def is_off(self) -> bool:
        """Is the book firm, and the claim outside of what it has?"""
        return self.outcome is Outcome.OFF


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a claim: the figure that decided it, all readings tried, and why in both languages.

    Of a growth or a share `figure` is the later figure or the part, `against` the earlier one or the whole, and
    `comes_to` what the two come to, and `how`; each figure walks back to its own reports.
    """

    claim: Claim
    kind: VerdictKind
    why: Text
    tried: tuple[Tried, ...] = ()
    figure: Figure | None = None
    difference: Decimal | None = None
    against: Figure | None = None
    comes_to: Quantity | None = None
    how: How | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the book that decided: one, or the two that were compared."""
        return tuple(figure for figure in (self.figure, self.against) if figure is not None)

    @property
    def quantity(self) -> Quantity | None:
        """What the claim's number was held against."""
        if self.comes_to is not None:
            return self.comes_to
        return self.figure.quantity if self.figure is not None else None


@dataclass(frozen=True, slots=True)
class Rules:
    """When is a figure firm enough to contradict? `enough_coverage` is the least share of reporters, 0 to 1."""

    enough_coverage: Decimal
    zone_of_time: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Holds claims against a book. `ask` answers questions; `terms` are the book's measures."""

    ask: Ask
    terms: Sequence[Term]
    rules: Rules

    def judge(self, claim: Claim, setting: Setting) -> Verdict:
        """The verdict on one claim of a text."""
        written = as_meant(claim)
        if written is None or (claim.hedge is Hedge.RANGE and claim.upper is None):
            return Verdict(claim, VerdictKind.CANNOT_CHECK, wording.NO_NUMBER)
        if claim.qualified.some is not None:
            return Verdict(claim, VerdictKind.CANNOT_CHECK, wording.of_some(claim.qualified.some))
        found = _readings(claim, self.terms, setting=setting)
        if isinstance(found, Unreadable):
            return Verdict(claim, VerdictKind.CANNOT_CHECK, found.why)
        allowed = interval(claim.hedge, written, upper=claim.upper)
        if claim.unnamed_member:
            return self._judge_unnamed(claim, found, allowed=allowed)
        if claim.qualified.largest is not None:
            return self._judge_largest(claim, found, allowed=allowed)
        tried = tuple(self._try(reading, allowed, is_owed=claim.qualified.owed) for reading in found)
        verdict = _verdict(claim, tried)
        if verdict.kind is VerdictKind.CONTRADICTED:
            return self._stale(verdict, allowed, published=setting.published) or verdict
        return verdict

    def _try(
        self, reading: Reading, allowed: Interval, *, is_owed: bool = False, known_at: datetime | None = None
    ) -> Tried:
        if reading.against is not None:
            return self._compare(reading, reading.against, allowed=allowed, known_at=known_at)
        asked = as_known_at(reading.question, known_at)
        answer = self.ask(asked)
        if not isinstance(answer, Figure):
            return Tried(reading, answer, Outcome.UNKNOWN)
        value = answer.quantity.amount
        if self._is_firm(answer):
            outcome = Outcome.FITS if allowed.contains(value) else Outcome.OFF
        elif self._never_negative(asked):
            outcome = _outcome_if_it_grows(value, allowed)
        else:
            outcome = Outcome.UNKNOWN
        if reading.is_promise and not is_owed and outcome is Outcome.OFF:
            outcome = Outcome.UNKNOWN
        return Tried(reading, answer, outcome, allowed.distance(value))

    def _compare(self, reading: Reading, against: Against, *, allowed: Interval, known_at: datetime | None) -> Tried:
        """Two figures and what they come to. Both must be firm, and of stretches of one length if reports cut them."""
        answer = self.ask(as_known_at(reading.question, known_at))
        base = self.ask(as_known_at(against.question, known_at))
        unknown = Tried(reading, answer, Outcome.UNKNOWN, against=base)
        if not isinstance(answer, Figure) or not isinstance(base, Figure):
            return unknown
        exact = comes_to(against.how, answer.quantity.amount, against=base.quantity.amount)
        if exact is None or _is_cut_unlike(answer, base):
            return unknown
        outcome = Outcome.UNKNOWN
        if self._is_firm(answer) and self._is_firm(base):
            outcome = Outcome.FITS if allowed.contains(exact) else Outcome.OFF
        shown = as_quantity(against.how, exact)
        difference = allowed.distance(exact).quantize(Decimal("0.01"))
        return Tried(reading, answer, outcome, difference, base, shown)

    def _is_firm(self, figure: Figure) -> bool:
        coverage = figure.coverage
        return Decimal(coverage.reported) >= self.rules.enough_coverage * coverage.expected

    def _never_negative(self, question: Question) -> bool:
        return any(term.never_negative for term in self.terms if term.measure == question.measure)

    def _stale(self, verdict: Verdict, allowed: Interval, *, published: date) -> Verdict | None:
        """The verdict "stale", if the claim fitted the book as it was known on the day of publication."""
        end_of_day = datetime.combine(published, time.max, ZoneInfo(self.rules.zone_of_time))
        for now in verdict.tried:
            if now.reading.standing is not Standing.PLAIN:
                continue
            then = self._try(now.reading, allowed, is_owed=True, known_at=end_of_day)
            if then.outcome is Outcome.FITS and now.quantity is not None:
                why = wording.stale(then, now, published=published)
                return _decided(verdict.claim, VerdictKind.STALE, tried=(*verdict.tried, then), by=now, why=why)
        return None

    def _judge_unnamed(self, claim: Claim, found: Sequence[Reading], *, allowed: Interval) -> Verdict:
        """A claim about one unnamed member of its scope: it holds when the book knows a member that fits."""
        plain = next(reading for reading in found if reading.standing is not Standing.MIXED_UP)
        if plain.against is not None or plain.is_promise:
            return Verdict(claim, VerdictKind.CANNOT_CHECK, wording.UNNAMED)
        tried = [self._try(reading, allowed) for reading in self._of_members(plain, claim.counts_whom)]
        fitting = [one for one in tried if one.outcome is Outcome.FITS]
        if fitting:
            why = wording.member_found(fitting)
            return _decided(claim, VerdictKind.HOLDS, tried=tuple(fitting), by=fitting[0], why=why)
        if not tried or any(one.outcome is Outcome.UNKNOWN for one in tried):
            unknown = sum(one.outcome is Outcome.UNKNOWN for one in tried)
            return Verdict(claim, VerdictKind.CANNOT_CHECK, wording.member_unknown(unknown, len(tried)))
        return Verdict(claim, VerdictKind.CONTRADICTED, wording.no_member(len(tried)), tuple(tried))

    def _of_members(self, reading: Reading, whom: str | None) -> list[Reading]:
        """The question of a reading put to each company of its scope alone, of residents where the words name them."""
        asked = reading.question
        moment = Period.moment(asked.period.last)
        cluster = any(code.startswith("cluster:") for code in asked.scope)
        measure, population = ("cluster_members", "cluster") if cluster else _MEMBERS.get(whom or "", _ALL_COMPANIES)
        members = self.ask(Question(measure, asked.scope, population, moment))
        codes = members.lineage.entries if isinstance(members, Figure) else ()
        return [
            Reading(
                replace(asked, scope=(f"company:{code}",), population="companies"), Standing.PLAIN, Text(code, code)
            )
            for code in codes
        ]

    def _judge_largest(self, claim: Claim, found: Sequence[Reading], *, allowed: Interval) -> Verdict:
        """A claim about the so many largest of its scope: those with the largest figures, as far as all are known.

        «Крупнейшие» may be so by something else, so a smaller sum than theirs is no contradiction; a larger one is.
        """
        plain = next(reading for reading in found if reading.standing is not Standing.MIXED_UP)
        is_of_one = all(code.startswith("company:") for code in plain.question.scope)
        if is_of_one or plain.against is not None or plain.is_promise:
            return Verdict(claim, VerdictKind.CANNOT_CHECK, wording.LARGEST_OF_WHAT)
        answers = [self.ask(member.question) for member in self._of_members(plain, claim.counts_whom)]
        known = sorted(
            (one for one in answers if isinstance(one, Figure)), key=lambda one: one.quantity.amount, reverse=True
        )
        count = claim.qualified.largest or len(known)
        if len(known) < count:
            return Verdict(
                claim, VerdictKind.CANNOT_CHECK, wording.member_unknown(len(answers) - len(known), len(answers))
            )
        codes = tuple(code for one in known[:count] for code in one.question.scope)
        said = wording.largest(count, known=len(known), of=len(answers), period=plain.question.period)
        reading = Reading(replace(plain.question, scope=codes, population="companies"), Standing.PLAIN, said)
        one = self._try(reading, allowed)
        is_whole = len(known) >= self.rules.enough_coverage * len(answers)
        too_much = isinstance(one.answer, Figure) and allowed.is_above(one.answer.quantity.amount)
        if one.outcome is Outcome.OFF and not (is_whole and too_much):
            one = replace(one, outcome=Outcome.UNKNOWN)
        if one.outcome is Outcome.FITS and not is_whole:
            one = replace(one, outcome=Outcome.UNKNOWN)
        return _verdict(claim, (one,))


_ALL_COMPANIES = ("companies", "companies")
_MEMBERS = {"residents": ("residents", "residents")}
"""What counts the members of a scope, and of which population."""


def _verdict(claim: Claim, tried: tuple[Tried, ...]) -> Verdict:
    """The verdict that the readings amount to."""
    plain = [one for one in tried if one.reading.standing is Standing.PLAIN]
    open_to = [one for one in tried if one.reading.standing is Standing.POSSIBLE]
    fitting = [one for one in plain if one.outcome is Outcome.FITS]
    off = [one for one in plain if one.outcome is Outcome.OFF]
    also = [one for one in open_to if one.outcome is Outcome.FITS]
    if fitting and not off:
        return _decided(claim, VerdictKind.HOLDS, tried=tried, by=fitting[0], why=wording.holds(fitting[0]))
    if fitting or also:
        first = (fitting or also)[0]
        return _decided(
            claim, VerdictKind.AMBIGUOUS, tried=tried, by=first, why=wording.ambiguous([*fitting, *also], off)
        )
    if off:
        mixed_up = [one for one in tried if one.reading.standing is Standing.MIXED_UP and one.outcome is Outcome.FITS]
        nearest = min(off, key=lambda one: abs(wording.distance(one)))
        return _decided(
            claim, VerdictKind.CONTRADICTED, tried=tried, by=nearest, why=wording.contradicted(nearest, mixed_up)
        )
    first = (plain or list(tried))[0]
    return _decided(claim, VerdictKind.CANNOT_CHECK, tried=tried, by=first, why=wording.cannot_check(first))


def _readings(claim: Claim, terms: Sequence[Term], *, setting: Setting) -> tuple[Reading, ...] | Unreadable:
    """What the claim can mean: a comparison, a promise, or what was reported."""
    if claim.measure_group in GROUPS and not any(claim.measure in term.said_as for term in terms):
        return comparisons(claim, terms, setting=setting)
    if is_promise(claim):
        return promises(claim, terms, setting=setting)
    found = readings(claim, terms, setting=setting)
    if isinstance(found, Unreadable) or not claim.qualified.may_be_all:
        return found
    return plain_first(replace(one, standing=weaker(one.standing, Standing.POSSIBLE)) for one in found)


def _is_cut_unlike(one: Figure, other: Figure) -> bool:
    """Do the reports speak of two stretches of unlike length, because one was asked for beyond its last quarter?"""
    is_cut = one.period != one.question.period or other.period != other.question.period
    return is_cut and len(one.period.quarters()) != len(other.period.quarters())


def _outcome_if_it_grows(value: Decimal, allowed: Interval) -> Outcome:
    """What is certain of a sum to which those who are absent can only add."""
    if allowed.is_below(value):
        return Outcome.OFF
    return Outcome.FITS if allowed.high is None and allowed.contains(value) else Outcome.UNKNOWN


def _decided(claim: Claim, kind: VerdictKind, *, tried: tuple[Tried, ...], by: Tried, why: Text) -> Verdict:
    figure = by.answer if isinstance(by.answer, Figure) else None
    against = by.against if isinstance(by.against, Figure) else None
    how = by.reading.against.how if by.reading.against is not None else None
    return Verdict(claim, kind, why, tried, figure, by.difference, against, by.comes_to, how)
