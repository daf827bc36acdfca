"""Which part of a page is the article, and which the furniture around it?

Menus, teasers and lists of links come as runs of short lines without an end mark, or behind a heading such as
«Самое популярное». Numbers in them belong to other texts.
"""

from __future__ import annotations

import re

_HEADINGS = re.compile(
    r"^[ \t]*(?:самое (?:популярное|читаемое|интересное)|популярное|читайте (?:также|ещё|еще)|смотрите также"
    r"|материалы по теме|новости (?:по теме|партн[её]ров|компаний)|похожие (?:новости|материалы)|по теме|ещё новости"
    r"|лента новостей|главные новости|рекомендуем|другие новости|последние новости|комментарии|подписывайтесь.*)"
    r"[ \t]*(?::[ \t]*)?$",
    re.IGNORECASE | re.MULTILINE,
)
_AD = re.compile(r"(?:реклама|на правах рекламы|erid|партн[её]рский материал)\b", re.IGNORECASE)
_RUN = 4
_TEASER_LETTERS = 140
_END_MARKS = ".!?…:;»”\"')"


def article_body(text: str) -> slice:
    """The part of the text that is the article; empty when the page is furniture only."""
    heading = _HEADINGS.search(text)
    end = heading.start() if heading else _before_trailing_teasers(text)
    return slice(0, end)


def is_advertisement(sentence: str) -> bool:
    """Does the sentence announce itself as advertising?"""
    return _AD.match(sentence.lstrip(" \n\t[(«")) is not None


def _before_trailing_teasers(text: str) -> int:
    """The end of the last proper paragraph, when at least `_RUN` lines of teasers follow it."""
    end, run = len(text), 0
    position = len(text)
    for line in reversed(text.splitlines(keepends=True)):
        position -= len(line)
        bare = line.strip()
        if not bare:
            continue
        if len(bare) > _TEASER_LETTERS or bare[-1] in _END_MARKS:
            break
        run, end = run + 1, position
    return end if run >= _RUN else len(text)
