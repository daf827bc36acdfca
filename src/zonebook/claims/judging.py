"""Does the book bear a claim out?

Every reading of the claim is put to the book. A figure inside the interval that the words allow fits; a figure
outside does not. Where too few of the expected companies have reported, either is said only if nothing that the
absent ones report could change it. Where the book has no figure, or too thin a one, the verdict is "cannot check":
it never guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from zonebook.claims import wording
from zonebook.claims.claim import Claim
from zonebook.claims.readings import Reading, Setting, Standing, Term, Unreadable, as_known_at, readings
from zonebook.measures import Answer, Figure, Hedge, Interval, Period, Question, Text, interval

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
    """One reading with the book's answer; `difference`: the figure minus the number that was claimed, 0 if it fits."""

    reading: Reading
    answer: Answer
    outcome: Outcome
    difference: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a claim: the figure that decided it, all readings tried, and why in both languages."""

    claim: Claim
    kind: VerdictKind
    why: Text
    tried: tuple[Tried, ...] = ()
    figure: Figure | None = None
    difference: Decimal | None = None


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
        if claim.written is None or (claim.hedge is Hedge.RANGE and claim.upper is None):
            return Verdict(claim, VerdictKind.CANNOT_CHECK, wording.NO_NUMBER)
        found = readings(claim, self.terms, setting=setting)
        if isinstance(found, Unreadable):
            return Verdict(claim, VerdictKind.CANNOT_CHECK, found.why)
        allowed = interval(claim.hedge, claim.written, upper=claim.upper)
        if claim.unnamed_member:
            return self._judge_unnamed(claim, found, allowed=allowed)
        tried = tuple(self._try(reading, allowed) for reading in found)
        verdict = _verdict(claim, tried)
        if verdict.kind is VerdictKind.CONTRADICTED:
            return self._stale(verdict, allowed, published=setting.published) or verdict
        return verdict

    def _try(self, reading: Reading, allowed: Interval, *, known_at: datetime | None = None) -> Tried:
        asked = reading.question if known_at is None else as_known_at(reading, known_at)
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
        return Tried(reading, answer, outcome, allowed.distance(value))

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
            then = self._try(now.reading, allowed, known_at=end_of_day)
            if then.outcome is Outcome.FITS and isinstance(then.answer, Figure) and isinstance(now.answer, Figure):
                why = wording.stale(then.answer, now.answer, published=published)
                tried = (*verdict.tried, then)
                return Verdict(verdict.claim, VerdictKind.STALE, why, tried, now.answer, now.difference)
        return None

    def _judge_unnamed(self, claim: Claim, found: Sequence[Reading], *, allowed: Interval) -> Verdict:
        """A claim about one unnamed member of its scope: it holds when the book knows a member that fits."""
        plain = next(reading for reading in found if reading.standing is not Standing.MIXED_UP)
        moment = Period.moment(plain.question.period.last)
        cluster = any(code.startswith("cluster:") for code in plain.question.scope)
        measure, population = ("cluster_members", "cluster") if cluster else ("companies", "companies")
        members = self.ask(Question(measure, plain.question.scope, population, moment))
        codes = members.lineage.entries if isinstance(members, Figure) else ()
        tried = []
        for code in codes:
            asked = Question(plain.question.measure, (f"company:{code}",), "companies", plain.question.period)
            tried.append(self._try(Reading(asked, Standing.PLAIN, Text(code, code)), allowed))
        fitting = [one for one in tried if one.outcome is Outcome.FITS]
        if fitting:
            why = wording.member_found(fitting)
            return _decided(claim, VerdictKind.HOLDS, tried=tuple(fitting), by=fitting[0], why=why)
        if not tried or any(one.outcome is Outcome.UNKNOWN for one in tried):
            unknown = sum(one.outcome is Outcome.UNKNOWN for one in tried)
            return Verdict(claim, VerdictKind.CANNOT_CHECK, wording.member_unknown(unknown, len(tried)))
        return Verdict(claim, VerdictKind.CONTRADICTED, wording.no_member(len(tried)), tuple(tried))


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
    return _decided(claim, VerdictKind.CANNOT_CHECK, tried=tried, by=first, why=wording.cannot_check(first.answer))


def _outcome_if_it_grows(value: Decimal, allowed: Interval) -> Outcome:
    """What is certain of a sum to which those who are absent can only add."""
    if allowed.is_below(value):
        return Outcome.OFF
    return Outcome.FITS if allowed.high is None and allowed.contains(value) else Outcome.UNKNOWN


def _decided(claim: Claim, kind: VerdictKind, *, tried: tuple[Tried, ...], by: Tried, why: Text) -> Verdict:
    figure = by.answer if isinstance(by.answer, Figure) else None
    return Verdict(claim, kind, why, tried, figure, by.difference)
