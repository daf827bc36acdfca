"""What grew or fell?

Grammar tells: the subject of a verb that stands without an object («выручка выросла»), the object of one that has it
(«увеличили выручку»), the genitive behind a noun («рост выручки»), the quantity that a comparison explains
(«600 млрд — вдвое больше, чем годом ранее»). A noun that the list below does not know, an adjective that narrows it
(«экспортная выручка») or a genitive that is no owner («экспорт станков») leaves it open: no guess is made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zonebook.claims.reading import morphology
from zonebook.claims.reading.quantity import Spot
from zonebook.claims.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Thing:
    """The reader's name of a measure, None where the words name none, and the population that owns it."""

    measure: str | None
    population: str | None = None


UNKNOWN = Thing(None)

JOBS_IN_ALL = "jobs"
"""How many jobs there are, told apart from `jobs_created`, which are those of a period."""

_INTRANSITIVE = re.compile(
    r"(?:вы|под|воз)?рос(?:ла|ло|ли)?|(?:вы|под|воз)раст\w+|раст[еу]т|(?:подрастет|прибавил[аои]?|упал[аои]?|упадет|просел[аои]?)"
    r"|(?:увелич|снизи|сократи|снижа|сокраща|уменьш|повыс|повыша|подня|поднима|удвои|утрои|расшири|прирос)\w+(?:сь|ся)"
    r"|(?:увеличе|снижен|сокраще|удвоен|утроен|расшире)н?[аоы]?"
)
_TRANSITIVE = re.compile(
    r"(?:увеличи|снизи|сократи|уменьши|повыси|подня|нарасти|удвои|утрои|расшири)(?:л[аио]?|т|ть)|(?:увелич|нараст|сократ|повыс)ят"
)
_NOUN = re.compile(r"(?:рост|прирост|увеличени|снижени|сокращени|падени)(?:а|у|е|ом|я|ю|ем|и)?")
_COMPARATIVE = re.compile(r"больше|выше|меньше|ниже")
_DID = (
    (re.compile(r"вложил[аио]?|инвестировал[аио]?|вложено"), "investment"),
    (re.compile(r"выручил[аио]?|заработал[аио]?"), "revenue"),
    (re.compile(r"экспортировал[аио]?"), "exports"),
    (re.compile(r"отгрузил[аио]?|отгружено"), "output"),
)
"""What somebody did more of, where no noun says it («вложили на 20% больше»)."""

_HEADS = re.compile(r"объем\w*|числ[оау]|количеств[оау]|размер|сумм[аыу]|показател[ьи]|уровень|поступлени[яей]\w*")
_COUNTING_HEADS = re.compile(r"числ[оау]|количеств[оау]|численност[ьи]|перечень|список|пул")
_SUMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), measure)
    for pattern, measure in (
        (r"выручк[аиуе]|оборот(?:а|у)?", "revenue"),
        (r"прибыл[ьи]", "profit"),
        (r"экспорт(?:а|у)?", "exports"),
        (r"отгрузк[аиу]", "output"),
        (r"налог(?:и|ов)|отчислени[яй]", "taxes_paid"),
        (r"инвестици[ийя]|вложени[яй]", "investment"),
        (r"капиталовложени[яй]", "capital_investment"),
        (r"зарплат[аыу]|оклад", "salary"),
        (r"численност[ьи]|штат|персонал", "employees"),
        (r"площад[ьи]|территори[яию]", "area"),
    )
)
_COUNTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), measure)
    for pattern, measure in (
        (r"мест", JOBS_IN_ALL),
        (r"(?:сотрудник|работник)(?:и|ов)|занятых|работающих|персонала", "employees"),
        (r"резидент(?:ы|ов)", "residents"),
        (r"компани[ий]|предприяти[яй]|организаци[ий]|фирм", "companies_located"),
        (r"участник(?:и|ов)", "cluster_members"),
    )
)
_PLAIN_ADJECTIVE = re.compile(
    r"(?:общ|совокупн|суммарн|чист|рабоч|налогов|частн|внебюджетн|годов|итогов|вс|сам|эт|их|ег|е|средн|среднемесячн|заработн|особ"
    r"|экономическ)\w{0,3}"
)
_NEW = re.compile(r"нов(?:ых|ые)|создан\w+")
_OWNERS = (
    (re.compile(r"резидент\w*"), "residents"),
    (re.compile(r"кластер\w*"), "cluster"),
    (re.compile(r"компани\w+|предприяти\w+|организаци\w+|фирм\w*"), "companies"),
    (re.compile(r"зон\w*|оэз|площад(?:к|ок)\w*|технополис\w*|технопарк\w*|участник\w*|завод\w*|регион\w*|город\w*|проект\w*"
                r"|кластер\w*|област\w+|края"), None),
)  # fmt: skip
_INTO = re.compile(r"зон\w*|оэз|площадк\w*|проект\w*|технополис\w*|бюджет\w*|казн\w+|\w+ский|экономику")
_BORDERS = frozenset(",;:()—–")
_HARD = frozenset(";:(")
_DASHES = frozenset("—–")
_FAR = 14
_CLOSE = 3


@dataclass(frozen=True, slots=True)
class Clauses:
    """The words around a quantity, cut where clauses meet: `before` from the nearest outwards, and the one `behind`."""

    before: tuple[tuple[Token, ...], ...]
    behind: tuple[Token, ...]


def clauses_of(spot: Spot) -> Clauses:
    """The words before and behind the quote that are no dates and no names, clause by clause."""
    sentence, draft = spot.sentence, spot.draft
    parts: list[list[Token]] = [[]]
    behind: list[Token] = []
    quoted = False
    for at, token in enumerate(sentence.tokens):
        quoted = (quoted or token.low == "«") and token.low != "»"
        if token.start >= draft.end:
            if token.low in _BORDERS:
                if behind or token.low not in _DASHES:
                    break
                continue
            behind += [] if quoted or at in sentence.masked else [token]
        elif token.end <= draft.start:
            if token.low in _BORDERS:
                parts = [[]] if token.low in _HARD else [*parts, []]
            elif not quoted and at not in sentence.masked:
                parts[-1].append(token)
    return Clauses(tuple(tuple(part) for part in reversed(parts)), tuple(behind))


def grown(spot: Spot) -> Thing | None:
    """What the percentage or ratio says to have grown; None where the words leave it to the quantity before them."""
    clauses = clauses_of(spot)
    first = clauses.behind[0] if clauses.behind else None
    if first is not None and _COMPARATIVE.fullmatch(first.low):
        return _of_comparison(clauses)
    for here, clause in enumerate(clauses.before[:2]):
        for at in range(len(clause) - 1, max(-1, len(clause) - _FAR), -1):
            thing = _of_verb(clause, at, outer=clauses.before[here + 1 : here + 3], behind=clauses.behind)
            if thing is not None:
                return thing
    for at, token in enumerate(clauses.behind[:_CLOSE]):
        if _INTRANSITIVE.fullmatch(token.low) or _TRANSITIVE.fullmatch(token.low):
            subject = _subject(clauses.before[0]) if _INTRANSITIVE.fullmatch(token.low) else None
            return subject or _first_noun(clauses.behind[at + 1 :])
    return None


def _of_verb(
    clause: Sequence[Token], at: int, *, outer: Sequence[Sequence[Token]], behind: Sequence[Token]
) -> Thing | None:
    """What the verb or noun of growth at `at` is said of; None where that word is neither.

    The subject may stand in a clause farther out («выручка, по данным ведомства, выросла»).
    """
    low = clause[at].low
    if _NOUN.fullmatch(low):
        return _first_noun(clause[at + 1 :])
    if _TRANSITIVE.fullmatch(low):
        return _first_noun((*clause[at + 1 :], *behind)) or _object_before(clause[:at]) or UNKNOWN
    if _INTRANSITIVE.fullmatch(low):
        subjects = (_subject(part) for part in (clause[:at], *outer))
        return next((thing for thing in subjects if thing), None) or _first_noun((*clause[at + 1 :], *behind))
    return None


def _of_comparison(clauses: Clauses) -> Thing | None:
    """«На 12% больше рабочих мест», «рабочих мест стало вдвое больше», «вложили на 12% больше»."""
    behind = clauses.behind[1:]
    counted = _count(behind, 0) if behind and behind[0].kind == "word" else None
    if counted is not None:
        is_made = any(_MADE.fullmatch(token.low) for token in clauses.before[0])
        return Thing("jobs_created", counted.population) if is_made and counted.measure == JOBS_IN_ALL else counted
    for clause in clauses.before[:2]:
        done = next((measure for token in clause for verb, measure in _DID if verb.fullmatch(token.low)), None)
        if done is not None:
            agents = [whose for token in clause for agent, whose in _OWNERS if whose and agent.fullmatch(token.low)]
            return Thing(done, agents[0] if agents else None)
        counted = next((thing for at in range(len(clause)) if (thing := _count(clause, at)) is not None), None)
        if counted is not None:
            return counted
        subject = _subject(clause)
        if subject is not None:
            return subject
    return None


def _subject(clause: Sequence[Token]) -> Thing | None:
    """The measure of the first noun in the nominative, UNKNOWN if it is none of a measure; None without such a noun."""
    after_preposition = False
    for at, token in enumerate(clause):
        if token.kind != "word":
            continue
        if morphology.is_preposition(token.low):
            after_preposition = True
        elif morphology.is_noun(token.low):
            is_free = not after_preposition and not (at and token.text[0].isupper())
            after_preposition = False
            if is_free and morphology.is_nominative(token.low):
                return _joined(clause, at)
    return None


def _joined(clause: Sequence[Token], at: int) -> Thing:
    """The thing at `at`, unless another subject is joined to it («выручка и налоги выросли»)."""
    thing = _thing(clause, at)
    for here in range(at + 1, len(clause) - 1):
        if clause[here].low == "и" and _sum_at(clause[here + 1].low) and morphology.is_nominative(clause[here + 1].low):
            return UNKNOWN
    return thing


def _object_before(clause: Sequence[Token]) -> Thing | None:
    """«Выручку резиденты увеличили»: a noun that only an object can be."""
    for at, token in enumerate(clause):
        if _sum_at(token.low) and not morphology.is_nominative(token.low) and not _is_led(clause, at):
            return _thing(clause, at)
    return None


def _is_led(clause: Sequence[Token], at: int) -> bool:
    return at > 0 and (morphology.is_preposition(clause[at - 1].low) or morphology.is_noun(clause[at - 1].low))


def _first_noun(tokens: Sequence[Token]) -> Thing | None:
    """The thing that the first noun names, if no preposition stands before it."""
    for at, token in enumerate(tokens):
        if token.kind != "word":
            continue
        if morphology.is_preposition(token.low) and token.low not in ("на", "в", "почти"):
            return None
        if morphology.is_noun(token.low):
            return None if at and morphology.is_preposition(tokens[at - 1].low) else _thing(tokens, at)
    return None


def _thing(tokens: Sequence[Token], at: int) -> Thing:
    """The measure that the noun at `at` names together with what depends on it."""
    low = tokens[at].low
    adjectives = _adjectives(tokens, at)
    if _COUNTING_HEADS.fullmatch(low) or _HEADS.fullmatch(low):
        here = next((j for j in range(at + 1, min(len(tokens), at + _CLOSE + 2)) if _is_genitive(tokens[j])), None)
        if here is not None:
            counted = _count(tokens, here) if _COUNTING_HEADS.fullmatch(low) else None
            return counted or (_thing(tokens, here) if _sum_at(tokens[here].low) else UNKNOWN)
    measure = _sum_at(low) or (
        "taxes_paid" if low.startswith(("поступлен", "платеж")) and "налогов" in adjectives else None
    )
    if low in ("плата", "платы", "плату") and "заработн" in adjectives:
        measure = "salary"
    if measure is None or not all(map(_PLAIN_ADJECTIVE.fullmatch, adjectives.split())):
        return UNKNOWN
    return _owned(tokens, at, measure=measure)


def _adjectives(tokens: Sequence[Token], at: int) -> str:
    """The adjectives right before a noun."""
    words: list[str] = []
    for token in reversed(tokens[:at]):
        if token.kind != "word" or not morphology.is_adjective(token.low):
            break
        words.append(token.low)
    return " ".join(words)


def _is_genitive(token: Token) -> bool:
    return token.kind == "word" and not morphology.is_preposition(token.low) and morphology.is_noun(token.low)


def _sum_at(low: str) -> str | None:
    return next((measure for pattern, measure in _SUMS if pattern.fullmatch(low)), None)


def _count(tokens: Sequence[Token], at: int) -> Thing | None:
    """What is counted by a genitive plural: jobs, workers, residents, companies."""
    for here in range(at, min(len(tokens), at + _CLOSE)):
        low = tokens[here].low
        measure = next((measure for pattern, measure in _COUNTS if pattern.fullmatch(low)), None)
        if measure is not None and morphology.is_genitive_plural(low):
            return _counted(tokens, here, measure=measure)
        if not morphology.is_adjective(low):
            return None
    return None


def _counted(tokens: Sequence[Token], at: int, *, measure: str) -> Thing:
    adjectives = _adjectives(tokens, at).split()
    is_new = any(_NEW.fullmatch(word) for word in adjectives)
    if measure == JOBS_IN_ALL and not any(word.startswith("рабоч") for word in adjectives):
        return UNKNOWN
    if not all(_PLAIN_ADJECTIVE.fullmatch(word) or _NEW.fullmatch(word) for word in adjectives):
        return UNKNOWN
    made = any(_MADE.fullmatch(token.low) for token in tokens)
    new = {JOBS_IN_ALL: "jobs_created", "residents": "residents_new", "companies_located": "companies_new"}
    named = new.get(measure, measure) if is_new or (made and measure == JOBS_IN_ALL) else measure
    if measure == "cluster_members" and not any(token.low.startswith("кластер") for token in tokens):
        return UNKNOWN
    own = {"residents": "residents", "companies_located": "companies", "cluster_members": "cluster"}.get(measure)
    return Thing(named, own) if own else _owned(tokens, at, measure=named)


_MADE = re.compile(r"созда(?:л[аио]?|но|ны|ли)|откры(?:л[аио]?|то|ли)|появил\w+")


def _owned(tokens: Sequence[Token], at: int, *, measure: str) -> Thing:
    """The measure with its owner in the genitive; UNKNOWN where the noun behind it narrows it («экспорт станков»)."""
    population: str | None = None
    for here in range(at + 1, len(tokens)):
        token = tokens[here]
        if token.kind != "word" or morphology.is_verb(token.low):
            break
        if morphology.is_preposition(token.low):
            into = next((one.low for one in tokens[here + 1 :] if morphology.is_noun(one.low)), "")
            narrows = token.low in ("от", "из", "за", "на", "для") or (
                token.low in ("в", "во") and not _INTO.fullmatch(into)
            )
            is_place = any(one.text[0].isupper() for one in tokens[here + 1 : here + 3])
            return UNKNOWN if narrows and into and not is_place else Thing(measure, population)
        if morphology.is_adjective(token.low) or token.text[0].isupper() or not morphology.is_noun(token.low):
            continue
        owner = next((owner for owner in _OWNERS if owner[0].fullmatch(token.low)), None)
        if owner is None:
            return UNKNOWN
        population = population or owner[1]
    return Thing(measure, population)
