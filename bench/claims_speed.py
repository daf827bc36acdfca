"""How many sentences a second does the reader of claims take, and what does Natasha make of the same texts?

Budget: at least 500 sentences a second after loading; loading at most one second. Natasha (`make natasha`) finds sums
of money only, so it is timed with that one extractor, and both are asked for the sums of a generated grammar: hedges,
magnitudes, blanks and signs of currency, one sum in each sentence.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

BUDGET_SENTENCES = 500
BUDGET_LOADING = 1.0
REPEATS = 5
SUMS = 1_000
NATASHA = ROOT / ".venv-natasha" / "bin" / "python"

Found = list[tuple[Decimal, str]]


def loading_seconds() -> float:
    """From nothing imported to the first claim."""
    began = time.process_time()
    from zonebook.claims import read_claims

    assert read_claims("В зоне свыше 230 компаний.")
    return time.process_time() - began


def sentences_per_second(texts: list[str]) -> tuple[int, float, float]:
    """The number of sentences, and the rate of the first run and of the best one."""
    from zonebook.claims import read_claims
    from zonebook.claims.reading.tokens import sentences, tokenize

    count = sum(len(list(sentences(tokenize(text)))) for text in texts)
    seconds = []
    for _ in range(REPEATS):
        began = time.process_time()
        for text in texts:
            read_claims(text)
        seconds.append(time.process_time() - began)
    return count, count / seconds[0], count / min(seconds)


def ask_natasha(texts: list[str], *, warm: list[str]) -> dict[str, Any]:
    """What Natasha found in its own environment, after reading `warm` once."""
    asked = json.dumps({"warm": warm, "texts": texts})
    script = ROOT / "bench" / "_natasha.py"
    run = subprocess.run(  # noqa: S603 - our own script in our own environment
        [NATASHA, "-W", "ignore", script], input=asked, capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def mistakes(gold: Iterable[Any], found: Iterable[Found]) -> Counter[str]:
    """How often the one sum of a sentence was right, and in what way it was not."""
    kinds: Counter[str] = Counter()
    for said, sums in zip(gold, found, strict=True):
        if (said.value, said.unit) in sums:
            kinds["right" if len(sums) == 1 else "right, and another sum that is not there"] += 1
        elif not sums:
            kinds["not found"] += 1
        elif any(value == said.value for value, _ in sums):
            kinds["wrong currency"] += 1
        else:
            kinds["wrong amount"] += 1
    return kinds


def show_examples(gold: Iterable[Any], found: Iterable[Found]) -> None:
    """For each kind of mistake and each last word (the unit): how many, and the shortest sum."""
    wrong: dict[tuple[str, str], list[tuple[str, Found]]] = {}
    for said, sums in zip(gold, found, strict=True):
        (kind,) = mistakes([said], [sums])
        if kind != "right":
            wrong.setdefault((kind, said.quote.split()[-1]), []).append((said.quote, sums))
    for (kind, word), cases in sorted(wrong.items(), key=lambda item: -len(item[1]))[:12]:
        quote, sums = min(cases, key=lambda case: len(case[0]))
        told = "; ".join(f"{value:f} {unit}" for value, unit in sums) or "nothing"
        print(f"    {len(cases):4} {kind}, at «{word}»: «{quote}» read as {told}")


def our_sums(texts: Iterable[str]) -> list[Found]:
    """The money that our reader found."""
    from zonebook.claims import read_claims

    return [[(claim.value, claim.unit) for claim in read_claims(text) if claim.value is not None] for text in texts]


def beside_natasha(texts: list[str], ours: float, *, sentences: int) -> None:
    """Both readers on the labelled texts (speed) and on the generated sums (mistakes)."""
    from tests.claims.reading.grammar import MONEY, composed, every

    if not NATASHA.exists():
        print("NATASHA IS MISSING: run `make natasha` to compare with it", file=sys.stderr)
        return
    answer = ask_natasha(texts, warm=texts)
    rate = sentences / answer["seconds"]
    print(f"natasha, loading      {answer['loading']:8.2f} s")
    print(
        f"natasha, warm         {rate:8.0f} /s   (money only; ours reads every claim {ours / rate:.1f} times as fast)"
    )
    rng = random.Random(6)
    numbers = [Decimal("2.5"), Decimal("27.4"), Decimal(300), Decimal(1250), Decimal(12500)]
    gold = rng.sample([said for number in numbers for said in every(number, units=MONEY)], SUMS)
    compare_sums("hedge, number, magnitude, blank, unit", gold)
    parts = [(rng.randint(2, 999), rng.randint(10, 999)) for _ in range(SUMS // 7)]
    compare_sums("in two parts, in words, behind a sign", [said for high, low in parts for said in composed(high, low)])


def compare_sums(name: str, gold: Sequence[Any]) -> None:
    """How both readers do on generated sums, and of Natasha's mistakes the words behind which they stand."""
    print(f"{len(gold)} generated sums: {name}")
    sentences_of_sums = [said.sentence for said in gold]
    theirs = [
        [(Decimal(amount), currency) for _, _, amount, currency in sums]
        for sums in ask_natasha(sentences_of_sums, warm=[])["found"]
    ]
    for reader, found in (("ours", our_sums(sentences_of_sums)), ("natasha", theirs)):
        print(f"  {reader}: {dict(mistakes(gold, found).most_common())}")
        show_examples(gold, found)


def main() -> int:
    loading = loading_seconds()
    from tests.claims.reading.scoring import texts

    read = [row["text"] for row in texts()]
    count, first, best = sentences_per_second(read)
    print(f"loading               {loading:8.2f} s    (budget {BUDGET_LOADING:.2f} s)")
    print(f"first run, {count} sent. {first:8.0f} /s   (words looked up for the first time)")
    print(f"warm                  {best:8.0f} /s   (budget {BUDGET_SENTENCES} /s)")
    beside_natasha(read, best, sentences=count)
    return 0 if loading <= BUDGET_LOADING and first >= BUDGET_SENTENCES else 1


if __name__ == "__main__":
    raise SystemExit(main())
