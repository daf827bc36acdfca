"""How many sentences a second does the reader of claims take, and how long until the first one?

Budget: at least 500 sentences a second after loading; loading at most one second.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

BUDGET_SENTENCES = 500
BUDGET_LOADING = 1.0
REPEATS = 5


def loading_seconds() -> float:
    """From nothing imported to the first claim."""
    began = time.perf_counter()
    from zonebook.claims import read_claims

    assert read_claims("В зоне свыше 230 компаний.")
    return time.perf_counter() - began


def sentences_per_second(texts: list[str]) -> tuple[int, float, float]:
    """The number of sentences, and the rate of the first run and of the best one."""
    from zonebook.claims import read_claims
    from zonebook.claims.tokens import sentences, tokenize

    count = sum(len(list(sentences(tokenize(text)))) for text in texts)
    seconds = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        for text in texts:
            read_claims(text)
        seconds.append(time.perf_counter() - began)
    return count, count / seconds[0], count / min(seconds)


def main() -> int:
    loading = loading_seconds()
    from tests.claims.scoring import texts

    count, first, best = sentences_per_second([row["text"] for row in texts()])
    print(f"loading               {loading:8.2f} s    (budget {BUDGET_LOADING:.2f} s)")
    print(f"first run, {count} sent. {first:8.0f} /s   (words looked up for the first time)")
    print(f"warm                  {best:8.0f} /s   (budget {BUDGET_SENTENCES} /s)")
    return 0 if loading <= BUDGET_LOADING and first >= BUDGET_SENTENCES else 1


if __name__ == "__main__":
    raise SystemExit(main())
