"""Giving out accounts, and what people settle for themselves: their language, their views of lists, their absences."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zonebook.accounts.models import Absence, Role, SavedView, User
from zonebook.accounts.queries import Actor, possible_deputies
from zonebook.audit.actions import record


@transaction.atomic
def open_account(
    *, by: User | None, at: datetime, username: str, password: str, belongs_to: tuple[Role, str, str]
) -> User:
    """Open an account; `belongs_to` is role, zone code and company code ("" for none).

    Only a superuser opens accounts; `by` is None for the first ones, made from the command line.
    """
    if by is not None and not by.is_superuser:
        raise PermissionDenied(f"{by} may not open accounts")
    role, zone, company = belongs_to
    user = User(username=username, role=role, zone_code=zone, company_code=company)
    user.set_password(password)
    user.full_clean()
    user.save()
    details = {"role": str(role), "zone": zone, "company": company}
    record(
        by=str(by or "command line"), at=at, action="open_account", subject=f"accounts.user:{username}", details=details
    )
    return user


@transaction.atomic
def choose_language(actor: Actor, language: str) -> None:
    """Be written to in a language from now on. Anybody may, for themselves; raises ValidationError for no language."""
    _must_be_someone(actor)
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("The book is not written in this language: choose one of the switch.")})
    if actor.user.language == language:
        return
    details = {"before": actor.user.language, "language": language}
    actor.user.language = language
    actor.user.save(update_fields=["language"])
    subject = f"accounts.user:{actor.user.username}"
    record(by=actor.user.username, at=actor.at, action="choose_language", subject=subject, details=details)


@transaction.atomic
def save_view(actor: Actor, *, page: str, name: str, query: str) -> SavedView:
    """Keep a list as the actor sees it now; a view of the same name is replaced. Anybody may, for themselves."""
    _must_be_someone(actor)
    view = SavedView.objects.filter(user=actor.user, page=page, name=name).first()
    view = view or SavedView(user=actor.user, page=page, name=name)
    view.query = query
    view.full_clean(validate_unique=False)
    view.save()
    _seal_view(actor, "save_view", view=view)
    return view


@transaction.atomic
def drop_view(actor: Actor, view: SavedView) -> None:
    """Forget one of the actor's own views."""
    _must_be_someone(actor)
    if view.user_id != actor.user.pk:
        raise PermissionDenied(f"{actor.user} may not drop a view of {view.user}")
    _seal_view(actor, "drop_view", view=view)
    view.delete()


def _must_be_someone(actor: Actor) -> None:
    if not isinstance(actor.user, User) or not actor.user.is_active:
        raise PermissionDenied("only somebody who has signed in has anything of their own")


def _seal_view(actor: Actor, action: str, *, view: SavedView) -> None:
    details = {"page": view.page, "name": view.name, "query": view.query}
    record(by=actor.user.username, at=actor.at, action=action, subject=f"accounts.savedview:{view.pk}", details=details)


@transaction.atomic
def record_absence(actor: Actor, user: User, *, deputy: User, first_day: date, last_day: date | None = None) -> Absence:
    """Somebody is away from a day on, and a deputy decides in their place: recorded by themselves or a superuser.

    Raises ValidationError for a deputy of another role or zone, and for a stretch that meets another absence of theirs.
    """
    _must_be_their_own(actor, user)
    if not possible_deputies(user).filter(pk=deputy.pk).exists():
        said = _("%(name)s has another role or works in another zone: choose a deputy who may decide the same.")
        raise ValidationError({"deputy": said % {"name": deputy}})
    absence = Absence(user=user, deputy=deputy, first_day=first_day, last_day=last_day)
    absence.full_clean()
    _must_meet_no_other(absence)
    absence.save()
    _seal_absence(actor, "record_absence", absence=absence)
    return absence


@transaction.atomic
def end_absence(actor: Actor, absence: Absence, *, last_day: date) -> None:
    """Somebody is back: the deputy decides in their place up to `last_day`, which is before it was to be.

    An absence that had not begun by then never was: it is struck out, and only the journal tells of it.
    """
    _must_be_their_own(actor, absence.user)
    absence = Absence.objects.select_for_update(of=("self",)).select_related("user", "deputy").get(pk=absence.pk)
    if absence.last_day is not None and last_day > absence.last_day:
        raise ValidationError({"last_day": _("The absence ends before that day: record another one.")})
    absence.last_day = last_day
    _seal_absence(actor, "end_absence", absence=absence)
    if last_day < absence.first_day:
        absence.delete()
    else:
        absence.save(update_fields=["last_day"])


def _must_be_their_own(actor: Actor, user: User) -> None:
    _must_be_someone(actor)
    if actor.user.pk != user.pk and not actor.user.is_superuser:
        raise PermissionDenied(f"{actor.user} may not record an absence of {user}")


def _must_meet_no_other(absence: Absence) -> None:
    """Of two deputies at once nobody could say who decides. The absent one stays locked while they are compared."""
    User.objects.select_for_update().get(pk=absence.user.pk)
    others = Absence.objects.filter(user=absence.user)
    if absence.last_day is not None:
        others = others.filter(first_day__lte=absence.last_day)
    if others.exclude(last_day__lt=absence.first_day).exists():
        raise ValidationError({"first_day": _("There is another absence in these days: end that one first.")})


def _seal_absence(actor: Actor, action: str, *, absence: Absence) -> None:
    days = {"first_day": str(absence.first_day), "last_day": absence.last_day and str(absence.last_day)}
    details = {"user": absence.user.username, "deputy": absence.deputy.username, **days}
    subject = f"accounts.absence:{absence.pk}"
    record(by=actor.user.username, at=actor.at, action=action, subject=subject, details=details)
