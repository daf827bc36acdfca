"""Writing, of a morning, whatever is due that day."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.timezone import localtime

from zonebook.accounts.queries import Actor, the_book
from zonebook.campaigns.queries import running_campaigns
from zonebook.letters.models import Letter
from zonebook.regime import russian_working_days
from zonebook.registry.models import Zone
from zonebook.reminding.actions import write_digests, write_news, write_reminders

MORNING = time(9)
"""Letters are written from this hour on, local time: one that comes at night is read under the others of the night."""


def write_what_is_due(at: datetime) -> list[Letter]:
    """Write the reminders, news and digests of the day, on working days; the new ones. Safe to run again and again."""
    local = localtime(at)
    if local.time() < MORNING or not russian_working_days().is_worked(local.date()):
        return []
    actor = Actor(the_book(), at)
    written: list[Letter] = []
    for zone in Zone.objects.filter(keeps_book=True):
        for campaign in running_campaigns(zone, on=local.date()).select_related("zone").order_by("due", "code"):
            written += write_reminders(actor, campaign)
        written += write_news(actor, zone)
        written += write_digests(actor, zone)
    return written
