"""Writing the reminders and digests that are due, and sending a letter anew that failed.

Letters are written here, each in the language of its reader, and carried by the worker. What has been written is not
written again, however often and by how many workers it is asked for: the key of a letter says whom it reminds of what,
by which step, until which day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import override

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.campaigns.models import Campaign
from zonebook.letters import actions as letters
from zonebook.letters.actions import Draft
from zonebook.letters.models import Letter
from zonebook.letters.queries import written_among, written_keys
from zonebook.regime import Addressee
from zonebook.registry.models import Zone
from zonebook.reminding.news import News, news_for_companies
from zonebook.reminding.queries import (
    Digest,
    Mailbox,
    digests_of,
    mailboxes_of,
    readers_of,
    schedule_of,
    standings_of,
)
from zonebook.reminding.steps import DueReminder, due_reminders
from zonebook.reminding.wording import digest_words, news_words, reminder_words


def write_reminders(actor: Actor, campaign: Campaign) -> list[Letter]:
    """Remind each company that has not reported, at each of its addresses, by the step that is due; the new letters.

    A company without an address is told to its curator in the digest. Raises PermissionDenied.
    """
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=campaign.zone.code)
    today, schedule = localdate(actor.at), schedule_of(campaign)
    if campaign.is_closed or schedule is None:
        return []
    standings = standings_of(actor.user, campaign, on=today)
    due = [one for one in due_reminders(standings, schedule, today=today) if Addressee.COMPANY in one.step.to]
    return _write(actor, _reminders(campaign, due, today=today), about=f"campaigns.campaign:{campaign.pk}")


def write_news(actor: Actor, zone: Zone) -> list[Letter]:
    """Tell each company, at each of its addresses, what happened to its numbers lately; the new letters.

    Raises PermissionDenied.
    """
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=zone.code)
    found = news_for_companies(zone, at=actor.at)
    boxes = mailboxes_of([one.company for one in found], zone=zone)
    to_write = {f"news/{one.key}/{box.key}": (one, box) for one in found for box in boxes[one.company.code]}
    for key in written_among(to_write):
        del to_write[key]
    drafts = [_told(key, zone, news=one, box=box) for key, (one, box) in to_write.items()]
    return _write(actor, drafts, about=f"registry.zone:{zone.pk}")


def write_digests(actor: Actor, zone: Zone) -> list[Letter]:
    """Tell the curators, and the reviewers of the city, what awaits them and who is late; the new letters.

    Once a day each, and not at all when there is nothing to tell. Raises PermissionDenied.
    """
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=zone.code)
    today, about = localdate(actor.at), f"registry.zone:{zone.pk}"
    written = written_keys(about)
    readers = [one for one in readers_of(zone, on=today) if _digest_key(zone, one.username, day=today) not in written]
    digests = digests_of(actor.user, zone, readers=readers, on=today)
    return _write(actor, [_digest(one, zone, today=today) for one in digests], about=about)


@transaction.atomic
def send_again(actor: Actor, letter: Letter) -> None:
    """Try a letter again that could not be delivered. Raises PermissionDenied; ValidationError if it has not failed."""
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=letter.zone_code)
    letters.send_anew(letter, at=actor.at)
    details = {"key": letter.key, "to": letter.to, "said": letter.last_error}
    subject = f"letters.letter:{letter.pk}"
    record(by=actor.user.username, at=actor.at, action="send_letter_again", subject=subject, details=details)


def _reminders(campaign: Campaign, due: Sequence[DueReminder], *, today: date) -> list[Draft]:
    """The letters that have not been written yet; only they are put into words."""
    about = f"campaigns.campaign:{campaign.pk}"
    boxes = mailboxes_of([one.standing.company for one in due], zone=campaign.zone)
    to_write = {
        f"reminder/{campaign.code}/{one.standing.company.code}/{one.standing.due}/{one.step.code}/{box.key}": (one, box)
        for one in due
        for box in boxes[one.standing.company.code]
    }
    for key in written_keys(about):
        to_write.pop(key, None)
    return [_reminder(key, campaign, due=one, box=box, today=today) for key, (one, box) in to_write.items()]


def _reminder(key: str, campaign: Campaign, *, due: DueReminder, box: Mailbox, today: date) -> Draft:
    with override(box.language):
        words = reminder_words(due, campaign, today=today)
    return Draft(
        key=key,
        zone=campaign.zone.code,
        company=due.standing.company.code,
        about=f"campaigns.campaign:{campaign.pk}",
        to=box.address,
        language=box.language,
        **asdict(words),
    )


def _told(key: str, zone: Zone, *, news: News, box: Mailbox) -> Draft:
    with override(box.language):
        words = news_words(news, zone)
    return Draft(
        key=key,
        zone=zone.code,
        company=news.company.code,
        about=news.about,
        to=box.address,
        language=box.language,
        **asdict(words),
    )


def _digest(digest: Digest, zone: Zone, *, today: date) -> Draft:
    reader = digest.user
    with override(reader.reads_in):
        words = digest_words(digest, today=today)
    return Draft(
        key=_digest_key(zone, reader.username, day=today),
        zone=zone.code,
        company="",
        about=f"registry.zone:{zone.pk}",
        to=reader.email,
        language=reader.reads_in,
        **asdict(words),
    )


def _digest_key(zone: Zone, username: str, *, day: date) -> str:
    return f"digest/{zone.code}/{username}/{day}"


def _write(actor: Actor, drafts: Sequence[Draft], *, about: str) -> list[Letter]:
    """Keep the letters, and seal in one entry that they were written."""
    if not drafts:
        return []
    with transaction.atomic():
        written = letters.write_letters(drafts, at=actor.at)
        if written:
            details = {"letters": [letter.key for letter in written]}
            record(by=actor.user.username, at=actor.at, action="write_letters", subject=about, details=details)
    return written
