"""May what a batch wrote be taken out again, and how is it done in bulk?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalChanges

from zonebook.accounts.models import User
from zonebook.accounts.queries import Actor
from zonebook.importing.models import Batch
from zonebook.registry.models import Company

_SHOWN = 20  # obstacles of one sort; a person mends these and tries again
_STRUCK = "-"
_CHUNK = 1000

# what may refer to an entry that an import made
SORTS: Mapping[str, Any] = MappingProxyType(
    {
        "agreements.agreement": gettext_lazy("the agreement"),
        "agreements.application": gettext_lazy("the application"),
        "campaigns.curatorship": gettext_lazy("the curator of the company"),
        "campaigns.extension": gettext_lazy("the later deadline"),
        "drafting.draft": gettext_lazy("the draft of a report"),
        "estate.lease": gettext_lazy("the lease"),
        "estate.premises": gettext_lazy("the premises"),
        "projects.participation": gettext_lazy("the part in a project"),
        "reconciling.dispute": gettext_lazy("the dispute over an extract"),
        "reconciling.extractrow": gettext_lazy("the row of an extract"),
        "registry.contact": gettext_lazy("the contact"),
        "registry.cooperation": gettext_lazy("the contract of members of a cluster"),
        "registry.membership": gettext_lazy("the membership in a cluster"),
        "registry.presence": gettext_lazy("the work on a site"),
        "registry.residency": gettext_lazy("the resident status"),
        "reporting.submission": gettext_lazy("the report"),
    }
)


Keys = Mapping[type[models.Model], Sequence[int]]


def entries_made(batch: Batch) -> Keys:
    """The keys of the entries that a batch made, sort by sort, those that refer to others first.

    As lists, not as queries within a query: PostgreSQL, whose statistics know nothing yet of what was just written,
    would look through all of it again for each of ten thousand entries.
    """
    found: dict[str, list[int]] = {}
    for label, key in batch.entries.values_list("model", "key"):
        found.setdefault(label, []).append(key)
    return {apps.get_model(label): keys for label, keys in reversed(found.items())}


def obstacles(made: Keys) -> Iterator[str]:
    """Each reason why a batch cannot be undone: its entries were changed since, or something refers to them."""
    for model, keys in made.items():
        yield from _changed_since(model, keys)
        for relation in relations_to(model):
            yield from _referring(made, model, relation=relation)
        if model is Company:
            yield from _reporting_for(keys)


def relations_to(model: Any) -> list[Any]:
    """How entries of a sort are referred to, histories apart."""
    found = [one for one in model._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete]
    return [one for one in found if not _is_history(one.related_model)]


def _is_history(model: Any) -> bool:
    return issubclass(model, HistoricalChanges)


def _changed_since(model: Any, keys: Sequence[int]) -> Iterator[str]:
    changes = model.history.filter(id__in=keys).exclude(history_type="+")
    for change in changes.order_by("history_id")[:_SHOWN]:
        said = {"entry": change.history_object or change.id, "by": change.history_user}
        yield _("%(entry)s was changed or struck out since, by %(by)s.") % said


def _referring(made: Keys, model: Any, *, relation: Any) -> Iterator[str]:
    other, field = relation.related_model, relation.field.name
    found = other._default_manager.filter(**{f"{field}__in": made[model]})
    found = found.exclude(pk__in=made.get(other, ())).select_related(field)
    for entry in found[:_SHOWN]:
        said = {"entry": getattr(entry, field), "sort": SORTS[other._meta.label_lower], "other": entry}
        yield _("%(entry)s is referred to by %(sort)s “%(other)s”.") % said


def _reporting_for(keys: Sequence[int]) -> Iterator[str]:
    """Accounts name their company by its code."""
    codes = list(Company.objects.filter(pk__in=keys).values_list("code", flat=True))
    for name, code in User.objects.filter(company_code__in=codes).values_list("username", "company_code")[:_SHOWN]:
        yield _("%(code)s is the company of the user %(name)s.") % {"code": code, "name": name}


def strike_all(actor: Actor, keys: Sequence[int], *, model: Any, reason: str) -> int:
    """Take these entries of a sort out of the register, and say so in their histories; how many there were."""
    entries, history = model._default_manager.filter(pk__in=keys), model.history.model
    when = {"history_type": _STRUCK, "history_date": actor.at, "history_user": actor.user}
    said = [
        history(**when, history_change_reason=reason, **{name: getattr(entry, name) for name in _tracked(history)})
        for entry in entries.iterator(chunk_size=_CHUNK)
    ]
    history.objects.bulk_create(said, batch_size=_CHUNK)
    # `delete` would ask for each entry what refers to it, which `obstacles` has asked for all, and would write each
    # history by itself with nobody's name; a reference that came up meanwhile is still refused by the database
    return int(entries._raw_delete(entries.db))


def _tracked(history: Any) -> list[str]:
    return [field.attname for field in history.tracked_fields]
