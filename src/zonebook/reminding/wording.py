"""In which words does the book remind, and report to its curators? In that which is switched on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of
from zonebook.measures.period_names import name_of
from zonebook.registry.days import day_said
from zonebook.registry.models import Zone
from zonebook.registry.wording import language, say
from zonebook.reminding.news import Happened, News
from zonebook.reminding.queries import CampaignNews, Digest
from zonebook.reminding.steps import DueReminder, working_days_left
from zonebook.reporting.standing import Standing, Step

_MOST_NAMES = 40


@dataclass(frozen=True, slots=True)
class Words:
    """The subject and the text of a letter."""

    subject: str
    text: str


def reminder_words(reminder: DueReminder, campaign: Campaign, *, today: date) -> Words:
    """What a company that has not reported is written."""
    standing = reminder.standing
    days = {"period": name_of(campaign.period, language()), "day": day_said(standing.due)}
    ahead, over = _("Report (%(period)s): due by %(day)s"), _("Report (%(period)s): overdue since %(day)s")
    subject = (over if standing.due < today else ahead) % days
    content = {
        "company": standing.company.name,
        "form": say(form_of(campaign).title),
        "when": _when(standing.due, today=today),
        "how_far": _how_far(standing),
        "is_extended": standing.is_extended,
        "link": address_of("portal:task", code=campaign.code),
        "zone": _name_of(campaign.zone),
        **days,
    }
    return Words(subject, _text("reminding/reminder.txt", content))


def digest_words(digest: Digest, *, today: date) -> Words:
    """What a curator, or a reviewer of the city, is told of a morning."""
    counts = {"awaiting": digest.awaiting, "overdue": digest.overdue}
    subject = _("Reports: %(awaiting)s await you, %(overdue)s overdue") % counts
    content = {
        **counts,
        "today": day_said(today),
        "campaigns": [_told(news) for news in digest.campaigns],
        "undelivered": digest.undelivered,
        "review": address_of("portal:review"),
        "letters": address_of("portal:letters"),
    }
    return Words(subject, _text("reminding/digest.txt", content))


def news_words(news: News, zone: Zone) -> Words:
    """What a company is written of something that happened to its numbers."""
    told = {"company": news.company.name, **_subject_of(news)}
    subject, what, to_do = {
        Happened.RETURNED: (
            _("Report (%(period)s): returned"),
            _("The report “%(title)s” (%(period)s) of %(company)s was returned."),
            _("Mend it and send it again here:"),
        ),
        Happened.CORRECTED: (
            _("Report (%(period)s): corrected by the managing company"),
            _("The managing company corrected the accepted report “%(title)s” (%(period)s) of %(company)s."),
            _("See what was changed here; if you do not agree, send a correction of your own:"),
        ),
        Happened.ASKED: (
            _("A question about “%(title)s”"),
            _("“%(title)s” (%(period)s) of %(company)s differs from what an outside source says."),
            _("See both numbers and answer here:"),
        ),
    }[news.happened]
    content = {
        "what": what % told,
        "words": news.words,
        "next": to_do,
        "link": _address_of_news(news),
        "zone": _name_of(zone),
    }
    return Words(subject % told, _text("reminding/news.txt", content))


def _subject_of(news: News) -> dict[str, str]:
    if news.campaign is not None:
        return {"title": say(form_of(news.campaign).title), "period": name_of(news.campaign.period, language())}
    dispute = news.dispute
    period = dispute.period
    said = day_said(dispute.row.extract.as_of) if period is None else name_of(period, language())
    return {"title": say(dispute.title), "period": said}


def _address_of_news(news: News) -> str:
    if news.campaign is not None:
        return address_of("portal:task", code=news.campaign.code)
    return address_of("portal:dispute", key=str(news.dispute.pk))


def address_of(name: str, **parts: str) -> str:
    """The address of a page as a person who reads a letter can open it."""
    return settings.BOOK_ADDRESS + reverse(name, kwargs=parts)


def _when(due: date, *, today: date) -> str:
    """The last day, and how far it is, in working days."""
    left, day = working_days_left(due, today=today), day_said(due)
    if due == today:
        return _("Today, %(day)s, is the last day.") % {"day": day}
    if left > 0:
        said = ngettext(
            "The last day is %(day)s: %(n)s working day is left.",
            "The last day is %(day)s: %(n)s working days are left.",
            left,
        )
        return said % {"day": day, "n": left}
    said = ngettext(
        "The last day was %(day)s, %(n)s working day ago.", "The last day was %(day)s, %(n)s working days ago.", -left
    )
    return said % {"day": day, "n": -left}


def _how_far(standing: Standing) -> str:
    """How far the report has come, and what the company has to do next."""
    said = {
        Step.NOT_BEGUN: _("Nothing has been sent yet."),
        Step.DRAFT: _("A draft has been begun, but it has not been sent."),
        Step.MEND: _("What was sent on %(day)s has errors: mend them and send it again."),
        Step.EXPLAIN: _("What was sent on %(day)s has warnings: explain each of them, and the report is complete."),
        Step.RETURNED: _("The report of %(day)s was returned: “%(remark)s” Mend it and send it again."),
    }[standing.step]
    if standing.latest is None:
        return said
    return said % {"day": day_said(localdate(standing.latest.filed_at)), "remark": standing.latest.remark}


def _told(news: CampaignNews) -> dict[str, object]:
    campaign = news.campaign
    return {
        "title": say(form_of(campaign).title),
        "period": name_of(campaign.period, language()),
        "awaiting": news.awaiting,
        "reminded": _some(news.reminded),
        "overdue": _some([_overdue(name, days=days) for name, days in news.overdue]),
        "unreachable": _some(news.unreachable),
    }


def _overdue(name: str, *, days: int) -> str:
    return ngettext("%(name)s, %(n)s day", "%(name)s, %(n)s days", days) % {"name": name, "n": days}


def _some(names: Sequence[str]) -> list[str]:
    """The names as they fit into a letter, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return list(names) if more <= 0 else [*names[:_MOST_NAMES], _("and %(n)s more") % {"n": more}]


def _name_of(zone: Zone) -> str:
    return zone.name_en if language() == "en" else zone.name_ru


def _text(template: str, content: dict[str, object]) -> str:
    return render_to_string(template, content).strip() + "\n"
