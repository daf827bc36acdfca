"""Making the demonstration book from nothing, and telling how far it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError

from zonebook.accounts.queries import Actor
from zonebook.demo import facts, register
from zonebook.demo.agreements import enter_agreements, enter_applications
from zonebook.demo.cast import players
from zonebook.demo.curators import enter_contacts, enter_curators
from zonebook.demo.estate import enter_estate
from zonebook.demo.extracts import enter_extracts
from zonebook.demo.history import Account, accounts
from zonebook.demo.oversight import enter_oversight
from zonebook.demo.projects import enter_projects
from zonebook.demo.published import STEPS, enter_published
from zonebook.demo.releases import enter_releases
from zonebook.demo.reports import file_everything, report_count
from zonebook.demo.timeline import BOOK_DAY, moment
from zonebook.figures.actions import record_edition, release_figure
from zonebook.figures.models import RatingEdition
from zonebook.figures.queries import question
from zonebook.measures import Period
from zonebook.newsroom.actions import PublishedFigure, keep_published_figures, keep_statement
from zonebook.newsroom.models import Statement
from zonebook.registry.models import Zone

SEED = 2025
_SHOWING = ("cli", "config", "portal")
"""What only shows the book, so that a change of it does not ask for a new one."""


class Tell(Protocol):
    """Is told what is being done, how many steps of it are done, and how many there are."""

    def __call__(self, step: str, done: int, *, total: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Article:
    """A demonstration article and whose statement it is."""

    name: str
    title: str
    speaker: str
    office: str
    channel: str
    rubric: str


ARTICLES = (
    Article("rating", "Московская зона снова первая в своём классе", "Вымышленный представитель города",
            "пресс-служба", "демонстрационная статья", "Рейтинг"),
    Article("jobs", "Сколько людей работает в ОЭЗ «Технополис Москва»", "Вымышленный представитель зоны",
            "управляющая компания", "демонстрационная статья", "Занятость"),
)  # fmt: skip
_HEADLINES = (
    ("companies", (), None, f"@{BOOK_DAY}"),
    ("residents", (), None, f"@{BOOK_DAY}"),
    ("jobs_created", (), "companies", f"..{BOOK_DAY}"),
    ("employees", ("site:pechatniki", "site:alabushevo", "site:rudnevo"), "companies", f"@{BOOK_DAY}"),
    ("jobs_created", (), "residents", "2024"),
    ("investment", (), "residents", "2024"),
    ("cluster_members", (), None, "@2025-06-30"),
)


def is_built() -> bool:
    """Is the book of this very version there, whole, in the database and beside it?"""
    try:
        mark = json.loads(_mark().read_text(encoding="utf-8"))
        return bool(mark.get("edition") == edition()) and Zone.objects.filter(is_demonstration=True).exists()
    except (FileNotFoundError, ValueError, OperationalError, ProgrammingError):
        return False


def edition() -> str:
    """A name for what the demonstration is made from: its data, its definitions and the code that makes it."""
    digest = hashlib.sha256(str(SEED).encode())
    root = Path(str(files("zonebook")))
    for path in sorted(root.rglob("*")):
        made_from = path.suffix in (".py", ".yaml", ".csv", ".txt") and path.relative_to(root).parts[0] not in _SHOWING
        if made_from:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build(tell: Tell) -> None:
    """Build the book into an empty database. Deterministic: the same code makes the same book."""
    _mark().unlink(missing_ok=True)
    tell("база данных", 0, total=1)
    call_command("migrate", verbosity=0, interactive=False)
    tell("база данных", 1, total=1)
    stage = register.Stage()
    history = _enter_register(stage, tell)
    _file(stage, history, tell=tell)
    tell("сверка", 0, total=1)
    enter_extracts(stage, history, seed=SEED)
    tell("сверка", 1, total=1)
    _say(stage, tell)
    enter_published(stage, progress=partial(_tell_comparison, tell))
    _mark().write_text(json.dumps({"edition": edition()}), encoding="utf-8")


def _tell_comparison(tell: Tell, done: int) -> None:
    tell("сравнение зон", done, total=STEPS)


def _enter_register(stage: register.Stage, tell: Tell) -> Mapping[str, Account]:
    """Enter everything but the reports; the history that the fictional companies will report."""
    register.enter_zones(stage)
    register.enter_sites(stage)
    register.enter_named_firms(stage)
    cast = players(SEED, named_on_site=register.named_on_site(stage))
    history = accounts(cast, SEED)
    steps: Sequence[Callable[[], None]] = (
        partial(register.enter_listed_firms, stage),
        partial(register.enter_amenities, stage),
        partial(register.enter_players, stage, cast),
        partial(enter_curators, stage),
        partial(enter_contacts, stage),
        partial(enter_agreements, stage, history),
        partial(enter_applications, stage),
        partial(enter_oversight, stage),
        partial(enter_estate, stage),
        partial(enter_projects, stage),
    )
    for number, step in enumerate(steps):
        tell("реестр", number, total=len(steps))
        step()
    tell("реестр", len(steps), total=len(steps))
    return history


def _file(stage: register.Stage, history: Mapping[str, Account], *, tell: Tell) -> None:
    total, done = report_count(history), 0

    def progress(count: int) -> None:
        nonlocal done
        done += count
        tell("отчёты", done, total=total)

    file_everything(stage, history, progress=progress)


def _say(stage: register.Stage, tell: Tell) -> None:
    """Record ratings, release the headline figures, keep the published figures and the two articles."""
    analyst = Actor(stage.users["analyst"], moment(BOOK_DAY))
    press = Actor(stage.users["press_officer"], moment(BOOK_DAY))
    zones = Zone.objects.in_bulk(field_name="code")
    tell("публикации", 0, total=4)
    chief = Actor(stage.users["founder"], moment(BOOK_DAY))
    for place in facts.rating_places():
        record_edition(chief, zones[place.zone], edition=_edition(place), place=place.place)
    tell("публикации", 1, total=4)
    for measure, scope, population, period in _HEADLINES:
        asked = question(measure, Period.parse(period), scope=scope, population=population)
        release_figure(analyst, stage.zone, asked=asked, is_headline=True)
    tell("публикации", 2, total=4)
    published = [figure for figure in facts.published_figures(stage.zone.code) if _was_known(figure)]
    keep_published_figures(press, stage.zone, figures=published)
    tell("публикации", 3, total=4)
    for article in ARTICLES:
        keep_article(press, stage.zone, article=article)
    enter_releases(press, analyst, zone=stage.zone)
    tell("публикации", 4, total=4)


def keep_article(actor: Actor, zone: Zone, *, article: Article, published: date = BOOK_DAY) -> Statement:
    """Keep a demonstration article with its verdicts."""
    return keep_statement(
        actor,
        zone,
        kind=Statement.Kind.TEXT,
        title=article.title,
        text=facts.article(article.name),
        speaker=article.speaker,
        office=article.office,
        channel=article.channel,
        rubric=article.rubric,
        published=published,
    )


def _was_known(figure: PublishedFigure) -> bool:
    """Had it been said by the day that the book ends? Later statements are about a zone that this book never saw."""
    return figure.published is None or figure.published <= BOOK_DAY


_RATING_TITLES = {
    "effectiveness": ("Оценка эффективности ОЭЗ (№ 643)", "Effectiveness assessment of zones (No. 643)"),
    "investment_attractiveness": ("Рейтинг инвестиционной привлекательности АКИТ", "Investment attractiveness rating"),
}


def _edition(place: facts.Place) -> RatingEdition:
    ru, en = _RATING_TITLES[place.rating]
    return RatingEdition(
        rating=place.rating,
        year=place.year,
        title_ru=ru,
        title_en=en,
        published=place.published,
        source_url=place.link[:500],
    )


def _mark() -> Path:
    return Path(settings.LAKE_ROOT).parent / "demonstration.json"
