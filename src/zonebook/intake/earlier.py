"""Does a report agree with what was accepted of the same site before, and with its opening report?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from zonebook.intake.amounts import amount_text
from zonebook.intake.check import Check, Hit, Situation
from zonebook.intake.hits import count_said, given, has, hit_of, multiple, saying, times_said
from zonebook.measures import Text


def not_falling(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone; accumulated amounts of one year do not fall from report to report."""
    for line, value in given(check, seen):
        earlier = seen.known.previous.get(line)
        if earlier is not None and value < earlier:
            yield hit_of(seen, line, value=value, earlier=(line, earlier))


def jump_from_previous(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, against the report before. Params: as `jumps`."""
    return jumps(check, seen, earlier=seen.known.previous)


def jump_from_year_before(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, against the same period of the year before. Params: as `jumps`."""
    return jumps(check, seen, earlier=seen.known.year_before)


def jumps(check: Check, seen: Situation, *, earlier: Mapping[str, Decimal]) -> Iterator[Hit]:
    """Params: from `times` up to `below` (a slip of units starts there), and by at least `difference`."""
    for line, value in given(check, seen):
        before = earlier.get(line)
        if before is None or abs(value - before) < check.params["difference"]:
            continue
        times = multiple(value, before)
        if times is not None and check.params["times"] <= times < check.params["below"]:
            hit = hit_of(seen, line, value=value, earlier=(line, before))
            yield saying(hit, times=times_said(times))


def unit_slip(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, against the last report, else the year before. Params: times_from, times_to."""
    for line, value in given(check, seen):
        before = seen.known.previous.get(line, seen.known.year_before.get(line))
        times = None if before is None else multiple(value, before)
        if before is not None and times and check.params["times_from"] <= times <= check.params["times_to"]:
            hit = hit_of(seen, line, value=value, earlier=(line, before))
            yield saying(hit, times=times_said(times))


def jump_from_opening(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, the first quarterly report against the opening report. Params: as `jumps`."""
    first = {line: value for line, value in seen.known.opening.items() if line not in seen.known.series}
    return jumps(check, seen, earlier=first)


def since_start_total(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone; an amount of this year that looks like the total since the company's start.

    It is at least all that was before the year, at most `share` more, and at least `times` the year's last report and
    the amount of a year before, where these are known. Params: share, times.
    """
    for line, value in given(check, seen):
        total = seen.known.since_start.get(line)
        if not total or not total <= value <= total * (1 + check.params["share"]):
            continue
        known = [earlier[line] for earlier in (seen.known.previous, seen.known.year_before) if line in earlier]
        if all(value >= earlier * check.params["times"] for earlier in known):
            yield hit_of(seen, line, value=value, earlier=(line, total))


def growth_explained(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: people at the period's end, jobs created. Params: times, difference.

    Since the opening report there came more than `times` as many people as jobs were created, by `difference` or more.
    """
    people, jobs = check.lines
    opening, before = seen.known.opening, seen.known.since_start
    if not has(seen, people, jobs) or people not in opening or jobs not in opening or jobs not in before:
        return
    came = seen.values[people] - opening[people]
    created = before[jobs] - opening[jobs] + seen.values[jobs]
    if came > created * check.params["times"] and came - created >= check.params["difference"]:
        hit = hit_of(seen, people, value=seen.values[people], earlier=(people, opening[people]))
        yield saying(hit, created=amount_text(created, seen.form.by_code[jobs]))


def many_unchanged(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: those to compare with the last report, to the digit; zeros say nothing. Params: least, share.

    Of at least `least` lines that are not zero in either report at least `share` are the same.
    """
    last = seen.known.last_report
    compared = [line for line, value in given(check, seen) if value and last.get(line)]
    same = [line for line in compared if seen.values[line] == last[line]]
    if len(compared) >= check.params["least"] and len(same) >= len(compared) * check.params["share"]:
        hit = hit_of(seen, same[0], value=seen.values[same[0]])
        yield saying(hit, same=count_said(len(same)), compared=count_said(len(compared)))


def quarters_missed(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: the finding stands at the first of them that was answered; the gap is the whole report's."""
    if seen.whole is None or not seen.known.missed:
        return
    for line, _value in given(check, seen):
        missed = seen.known.missed
        names = Text(", ".join(one.ru for one in missed), ", ".join(one.en for one in missed))
        yield saying(hit_of(seen, line), missed=names)
        return
