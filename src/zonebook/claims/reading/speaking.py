"""Who says so?

A sentence is ascribed behind it («…, — сообщил глава зоны Иван Петров»), before it («По словам министра…», «Как
отметила вице-мэр…») or by its subject («Министр рассказал, что…»). A quotation belongs as a whole to whom one of its
sentences is ascribed; «он добавил» and a quotation that goes on in the next paragraph belong to whoever spoke last.
Words are kept as written. Where the words after a verb of saying name nobody, nobody is named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zonebook.claims.claim import Speaker
from zonebook.claims.reading import morphology

_SAID = (
    r"(?:сообщил|рассказал|отметил|подчеркнул|добавил|заявил|пояснил|уточнил|сказал|напомнил|объяснил|указал"
    r"|констатировал|признал|прокомментировал|подытожил|резюмировал|написал|говор[ия]|отмеча[ею]|сообща[ею]|рассказыва[ею]"
    r"|подчеркива[ею]|добавля[ею]|поясня[ею]|уточня[ею]|заявля[ею]|счита[ею]|комментиру[ею]|поделил)(?P<ending>а|и|о|т|ся|ась|ись)?(?!\w)"
)
_BEHIND = re.compile(rf"[»”\"…!?,](?:,)?\s*[—–-]?\s*(?P<verb>{_SAID})\s")
_BEFORE = re.compile(rf"(?<!\w)(?P<verb>{_SAID})\s?(?=,|:|\sо\s|\sоб\s|$)")
_AS = re.compile(rf"(?<!\w)как\s(?:ранее\s|ранее\s)?(?P<verb>{_SAID})\s")
_ACCORDING = re.compile(
    r"(?<!\w)по\s(?P<pronoun>его|ее|их)?\s?"
    r"(?:словам|мнению|оценк(?:е|ам)|данным|информации|подсчетам|сведениям|прогноз(?:у|ам))\s?"
)
_TO_WHOM = re.compile(
    r"(?:(?:журналистам|агентству|изданию|порталу|газете|корреспондент\w+|телеканалу|нам|читателям|тасс"
    r"|риа новости|интерфаксу)\s"
    r"(?:«[^»]{1,40}»\s)?)+"
)
_ELSEWHERE = re.compile(
    r"\s(?:в (?:эфире|интервью|ходе|беседе|своем|рамках|среду|четверг|понедельник|вторник|пятницу)"
    r"|во время|на (?:форуме|встрече|совещании|заседании|пресс-конференции|брифинге|открытии|выставке|сессии|полях)"
    r"|по итогам|журналистам|агентству|изданию|порталу|корреспонд\w+|тасс|что|о том|об|о)(?!\w)"
)
_ORGANISATION = re.compile(
    r"(?:пресс-служб|департамент|правительств|министерств|администраци|ведомств|управлени|управляющ|комитет|мэри"
    r"|агентств|компани|предприяти|дирекци|исполком|росстат|минэк|минпром|корпораци|аналитик|отраслев|фонд|центр|оэз|зон"
    r"|министр|завод)\w*"
)
_NAME = re.compile(r"[А-ЯЁ](?:\.|[а-яё]+(?:-[А-ЯЁ][а-яё]+)?)(?:\s?[А-ЯЁ](?:\.|[а-яё]+(?:-[А-ЯЁ][а-яё]+)?)){0,3}")
_END = re.compile(r"(?<![А-ЯЁ])[.!?…](?:\s|$)|\n|;|[,:]\s*[«\"]|\s[—–]\s")
_LONGEST = 160
_SPEECH = 5
"""Words that a quotation has at least; fewer are a name or a word with a grain of salt."""

_ADJOINING = 8
"""Characters between a quotation and its speaker at most: «…», — сообщил…"""

_NEAREST = 6
_BEYOND = 1 << 60
_HEAD = 3
_PRONOUN = re.compile(r"он|она")
_QUOTES = re.compile("[«»“”„\n]")


@dataclass(frozen=True, slots=True)
class Speech:
    """text[start:end] is ascribed to `speaker`; `is_she` where the verb tells."""

    start: int
    end: int
    speaker: Speaker
    is_she: bool | None = None


class Speeches:
    """Who says what in a text; `sentences` are its sentences in order."""

    def __init__(self, text: str, low: str, *, sentences: Sequence[tuple[int, int]]) -> None:
        said = _ascribed(text, low)
        whole = [_with_sentence(speech, sentences) for speech in said]
        quotations = _quotations(text)
        self._found = sorted(
            (*whole, *_quoted(text, said, quotations=quotations)), key=lambda one: (one.start, -one.end)
        )
        self._starts = [one.start for one in self._found]

    def of(self, position: int) -> Speaker | None:
        """To whom the words at `position` are ascribed."""
        at = bisect_right(self._starts, position)
        near = reversed(self._found[max(0, at - _NEAREST) : at])
        return next((speech.speaker for speech in near if position < speech.end), None)


def _with_sentence(speech: Speech, sentences: Sequence[tuple[int, int]]) -> Speech:
    """The whole sentence in which somebody is named as its speaker."""
    at = bisect_right(sentences, (speech.start, _BEYOND)) - 1
    start, end = sentences[at] if at >= 0 else (speech.start, speech.end)
    return replace(speech, start=min(start, speech.start), end=max(end, speech.end))


def _quotations(text: str) -> list[tuple[int, int]]:
    """Quotations of several words in one paragraph, the outermost marks of each; one left open ends with it."""
    found: list[tuple[int, int]] = []
    depth = opened = 0
    for match in _QUOTES.finditer(text + "\n"):
        mark = match[0]
        if mark in "«„":
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif depth and (depth == 1 or mark == "\n"):
            depth = 0
            if len(text[opened : match.start()].split()) >= _SPEECH:
                found.append((opened, match.end()))
        else:
            depth = max(0, depth - 1)
    return found


def _quoted(text: str, said: Sequence[Speech], *, quotations: Sequence[tuple[int, int]]) -> Iterator[Speech]:
    """The quotations that somebody's name stands in or next to, and those that go on in the next paragraph."""
    starts = [speech.start for speech in said]
    last: tuple[Speech, int] | None = None
    for start, end in quotations:
        at = bisect_right(starts, end + _ADJOINING)
        own = next((one for one in reversed(said[max(0, at - 2) : at]) if one.end >= start - _ADJOINING), None)
        goes_on = own is None and last is not None and _opens_next_paragraph(text, start, after=last[1])
        speech = last[0] if goes_on and last else own
        if speech is not None:
            yield replace(speech, start=start, end=end)
            last = speech, max(end, speech.end)


def _opens_next_paragraph(text: str, start: int, *, after: int) -> bool:
    """Is nothing but the end of a sentence and a line break between two quotations?"""
    between = text[after:start]
    return "\n" in between and len(between.strip(" .\n—–")) < _ADJOINING


def _ascribed(text: str, low: str) -> list[Speech]:
    """Every place that names a speaker, in order; «он», «она», «по его словам» are whoever spoke last."""
    found: list[Speech] = []
    for match, is_subject in _places(low):
        verb = match.groupdict().get("verb")
        is_she = None if verb is None else {"а": True, "ась": True, "": False, "ся": False}.get(match["ending"] or "")
        pronoun = match.groupdict().get("pronoun")
        words = (
            (_back(text, match.start()) if is_subject else _segment(text, low, start=match.end()))
            if not pronoun
            else ""
        )
        if pronoun or _PRONOUN.fullmatch(words.split(",")[0].strip().lower()):
            is_she = pronoun == "ее" if pronoun else is_she
            speaker = next((one.speaker for one in reversed(found) if one.is_she in (is_she, None)), None)
        else:
            speaker = _speaker(words, is_genitive=verb is None)
            if verb is None and speaker is not None:
                is_she = _is_she(speaker)
        if speaker is not None and not (found and found[-1].end > match.start()):
            end = match.end() if is_subject or pronoun else text.index(words, match.end()) + len(words)
            found.append(Speech(match.start(), end, speaker, is_she))
    return found


def _places(low: str) -> list[tuple[re.Match[str], bool]]:
    """Where a speaker may be named: behind a verb of saying or «по словам», or before such a verb."""
    behind = [(match, False) for pattern in (_BEHIND, _AS, _ACCORDING) for match in pattern.finditer(low)]
    verbs = {match.start("verb") for match, _ in behind if "verb" in match.groupdict()}
    before = [(match, True) for match in _BEFORE.finditer(low) if match.start("verb") not in verbs]
    return sorted((*behind, *before), key=lambda place: place[0].start())


def _segment(text: str, low: str, *, start: int) -> str:
    """The words behind a verb of saying that may name the speaker."""
    whom = _TO_WHOM.match(low, start)
    start = whom.end() if whom else start
    stop = min(len(text), start + _LONGEST)
    for pattern in (_END, _ELSEWHERE):
        ended = pattern.search(low if pattern is _ELSEWHERE else text, start, stop)
        stop = ended.start() if ended else stop
    return text[start:stop].strip()


def _back(text: str, end: int) -> str:
    """The words of the sentence before a verb of saying."""
    start = max(0, end - _LONGEST)
    ends = [match.end() for match in _END.finditer(text, start, end)]
    if not ends and start:
        return ""
    return text[ends[-1] if ends else start : end].strip()


def _speaker(words: str, *, is_genitive: bool) -> Speaker | None:
    """Name and office in words that may hold both, one of them, or neither; `is_genitive`: «по словам министра»."""
    parts = [part.strip() for part in words.split(",")]
    first, second = parts[0], parts[1] if len(parts) > 1 else ""
    lead = re.match(r"(?:в|во|на)\s(?=[а-яёА-ЯЁ«])", first)
    if lead:
        office = first[lead.end() :]
        return Speaker(None, office) if _ORGANISATION.match(office.lower()) else None
    name, office = _name_in(first)
    if name is not None and not office:
        office = second if second[:1].islower() and _is_office(second) else ""
    if name is None and not _is_office(first):
        return None
    further = _further_office(first, second, is_genitive=is_genitive) if name is None else None
    return further or Speaker(name, office or (None if name else first))


def _further_office(first: str, second: str, *, is_genitive: bool) -> Speaker | None:
    """«Министр правительства, руководитель департамента Анатолий Гарбузов»: two offices of one person."""
    name, office = _name_in(second)
    head = second.split(maxsplit=1)[0].lower() if second else ""
    is_subject = is_genitive and morphology.is_nominative(head)  # «по словам министра, директор Иван Петров уволен»
    return Speaker(name, f"{first}, {office}") if name and office and _is_office(office) and not is_subject else None


def _name_in(words: str) -> tuple[str | None, str]:
    """A person's name at the end of the words, and the words before it."""
    runs = [
        match
        for match in _NAME.finditer(words)
        if match.end() == len(words) and not words[: match.start()].endswith("«")
    ]
    if not runs:
        return None, words
    names = runs[-1][0].split()
    first = next(
        (at for at, name in enumerate(names) if morphology.is_given_name(name.lower()) or name.endswith(".")), None
    )
    if first is None:
        is_surname = len(names) == 1 and morphology.is_surname(names[0].lower())
        first = 0 if is_surname else None
    if first is None or (len(names) - first == 1 and not morphology.is_surname(names[-1].lower())):
        return None, words
    name = " ".join(names[first:])
    return name, words[: len(words) - len(name)].strip()


def _is_office(words: str) -> bool:
    """Do the words begin with what a person or an office is called («глава зоны», «департамент»)?"""
    for word in words.lower().replace("«", " ").split()[:_HEAD]:
        if _ORGANISATION.match(word):
            return True
        if morphology.is_noun(word):
            return morphology.is_animate(word)
        if not morphology.is_adjective(word):
            return False
    return False


def _is_she(speaker: Speaker) -> bool | None:
    """Does the given name tell a woman? None without a name."""
    names = (speaker.name or "").lower().split()
    return morphology.is_feminine(names[0]) if names else None
