"""What does every change of the register need: who may, a reason, the entry as it is now?

Called by actions, inside their transaction.
"""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.registry.models import Zone

Entry = TypeVar("Entry", bound=Model)


def must_keep_register(actor: Actor, zone: Zone) -> None:
    """Raises PermissionDenied unless the actor keeps the register of the zone."""
    require(actor.user, Permission.KEEP_REGISTER, zone=zone.code)


def must_give_reason(reason: str) -> None:
    """What is changed or struck out is explained: the history keeps why. Raises ValidationError by field."""
    if not reason.strip():
        raise ValidationError({"reason": _("Write why the register is changed.")})


def locked(entry: Entry) -> Entry:
    """The entry as it is in the book now; whoever else wants to change it waits."""
    return type(entry)._default_manager.select_for_update().get(pk=entry.pk)


def written(entry: Entry) -> Entry:
    """Clean and write what has no history of its own: the audit entry of the change that it belongs to tells of it."""
    entry.full_clean()
    entry.save()
    return entry
