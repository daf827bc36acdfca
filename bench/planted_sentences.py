"""Does the judge see which sentences the book bears out? 500 true and 500 false ones, from the book's own figures.

And a quarter as many of growth, of shares and of promises each (tests/newsroom/planted_pairs.py).

Over the demonstration book of ZONEBOOK_HOME (made by `zonebook demo`). The sentences are made by a writer that knows
nothing of the reader (tests/newsroom/planted.py), read and judged as any text is, and counted by what was done to them.
Says each true sentence that was called contradicted and each false one that was said to hold. Writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from random import Random

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - settings come before whatever reads them

from tests.newsroom.planted import Place, Planted, Writer  # noqa: E402 - settings come first, as above
from tests.newsroom.planted_judging import UNREAD, judged  # noqa: E402 - settings come first, as above
from tests.newsroom.planted_pairs import PairWriter, Promiser  # noqa: E402 - settings come first, as above
from zonebook.agreements.models import Agreement  # noqa: E402 - settings come first, as above
from zonebook.figures.queries import refill_everything  # noqa: E402 - settings come first, as above
from zonebook.newsroom.owing import Inquiry, Sight, with_obligations  # noqa: E402 - settings come first, as above
from zonebook.newsroom.queries import asking_at  # noqa: E402 - settings come first, as above
from zonebook.registry.queries import UnknownScope, kept_zone  # noqa: E402 - settings come first, as above

_PUBLISHED = date(2025, 9, 9)
_SITES = {"pechatniki": "Печатники", "alabushevo": "Алабушево", "rudnevo": "Руднево"}


def places() -> tuple[Place, ...]:
    """The zone, three sites, and two pairs of them."""
    zone = Place((f"zone:{kept_zone().code}",), "особой экономической зоны «Технополис Москва»")
    sites = [Place((f"site:{code}",), f"площадки «{name}»") for code, name in _SITES.items()]
    pairs = [(one, other) for one in _SITES for other in _SITES if one < other][:2]
    both = [
        Place((f"site:{one}", f"site:{other}"), f"площадок «{_SITES[one]}» и «{_SITES[other]}»") for one, other in pairs
    ]
    return (zone, *sites, *both)


def promisers() -> tuple[Promiser, ...]:
    """The residents together, and a dozen that have an agreement."""
    zone = kept_zone()
    everybody = Promiser(
        (f"zone:{zone.code}",), "Резиденты особой экономической зоны «Технополис Москва»", is_many=True
    )
    single = Agreement.objects.filter(zone=zone, ended_on__isnull=True, signed_on__lte=_PUBLISHED).order_by("pk")
    companies = [agreement.company for agreement in single.select_related("company")[:12]]
    return (
        everybody,
        *(Promiser((f"company:{one.code}",), f"Компания «{one.name}»", is_many=False) for one in companies),
    )


def main() -> None:
    """Make, judge, count, and name what is wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=500, help="how many true and how many false sentences")
    options.add_argument("--seed", type=int, default=20260912)
    options.add_argument("--format", choices=("table", "json"), default="table")
    given = options.parse_args()
    try:
        kept_zone()
    except UnknownScope:
        sys.exit("no book in ZONEBOOK_HOME: make one with `zonebook demo --no-serve`")
    refill_everything()
    moment = timezone.now()
    writer = Writer(asking_at(moment), places(), Random(given.seed))
    ask = with_obligations(asking_at(moment), Inquiry(kept_zone(), _PUBLISHED, moment, Sight.EVERYTHING))
    pairs = PairWriter(ask, places(), promisers(), Random(given.seed))
    sentences = [*writer.true_ones(given.each), *writer.false_ones(given.each)]
    for kind in ("growth", "share", "promise"):
        for is_true in (True, False):
            sentences += pairs.so_many(given.each // 4, kind, is_true=is_true)
    started = time.perf_counter()
    verdicts = judged(sentences, zone=kept_zone(), published=_PUBLISHED, known_at=moment)
    outcomes = list(zip(sentences, verdicts, strict=True))
    _tell(outcomes, seconds=time.perf_counter() - started, as_json=given.format == "json")


def _tell(outcomes: list[tuple[Planted, str]], *, seconds: float, as_json: bool) -> None:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one, verdict in outcomes:
        counted["true" if one.is_true else "false"][verdict] += 1
        counted[f"  {one.made}" if one.is_true else f"  wrong {one.made}"][verdict] += 1
    wrong = [
        {"text": one.text, "verdict": verdict, "made": one.made, "figure": str(one.figure)}
        for one, verdict in outcomes
        if verdict == ("contradicted" if one.is_true else "holds")
    ]
    unread = [one.text for one, verdict in outcomes if verdict == UNREAD]
    if as_json:
        print(json.dumps({"counts": counted, "wrong": wrong, "unread": unread}, ensure_ascii=False, indent=1))
        return
    for name, counts in counted.items():
        print(f"{name:22}", ", ".join(f"{verdict} {times}" for verdict, times in counts.most_common()))
    print(f"{len(outcomes)} sentences judged in {seconds:.1f} s")
    for one in wrong:
        print(f"{one['verdict']:13} {one['made']:11} {one['text']}  (the book: {one['figure']})")
    for text in unread:
        print(f"unread        {text}")


if __name__ == "__main__":
    main()
