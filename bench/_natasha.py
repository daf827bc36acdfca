"""Natasha's extractor of money, for `claims_speed.py`: runs in .venv-natasha, where ours is not installed.

Reads a JSON object {"warm": [...], "texts": [...]} and prints {"loading", "seconds", "found"}: how long until the first
answer, how long for `texts`, and for each text what was found as [start, stop, amount, currency].
"""

import json
import sys
import time
import warnings


def main() -> None:
    asked = json.load(sys.stdin)
    warnings.filterwarnings("ignore")
    began = time.process_time()
    from natasha import MoneyExtractor, MorphVocab

    extract = MoneyExtractor(MorphVocab())
    list(extract("Вложено 5 млн рублей."))
    loading = time.process_time() - began
    for text in asked["warm"]:
        list(extract(text))
    began = time.process_time()
    found = [
        [[match.start, match.stop, str(match.fact.amount), match.fact.currency] for match in extract(text)]
        for text in asked["texts"]
    ]
    json.dump({"loading": loading, "seconds": time.process_time() - began, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
