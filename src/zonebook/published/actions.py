"""Keeping what others published, and what an analyst says where two of them contradict each other: only added."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.measures.published import DatedTo
from zonebook.published.comparing import Pair
from zonebook.published.models import Fact, Ruling
from zonebook.published.reading import TextRow
from zonebook.published.ruling import Opinion, must_be_found, must_be_told
from zonebook.registry.models import Zone
from zonebook.registry.queries import kept_zone


def keep_facts(actor: Actor, facts: Sequence[Fact], *, texts: Sequence[TextRow] = ()) -> list[Fact]:
    """Keep published figures, in the order given, with one entry in the audit that names the rows that are `texts`.

    A figure about a code that is no zone's is one of a group of zones. Raises ValidationError naming each figure that
    cannot be kept by its place in the order; then none is.
    """
    require(actor.user, Permission.KEEP_FACTS, zone=kept_zone().code)
    zones = Zone.objects.in_bulk({fact.about for fact in facts}, field_name="code")
    faults: list[str] = []
    for number, fact in enumerate(facts, start=1):
        fact.zone, fact.entered_by, fact.entered_at = zones.get(fact.about), actor.user.username, actor.at
        faults += (_("Figure %(number)s: %(fault)s") % {"number": number, "fault": one} for one in _faults(fact, actor))
    if faults:
        raise ValidationError(faults)
    with transaction.atomic():
        kept = Fact.objects.bulk_create(facts)
        subject = f"published.fact:{kept[0].pk}..{kept[-1].pk}" if kept else "published.fact"
        details = {
            "facts": len(kept),
            "texts": [f"{one.line}: {one.about} {one.indicator} {one.text}" for one in texts],
        }
        record(by=actor.user.username, at=actor.at, action="keep_facts", subject=subject, details=details)
    return kept


def _faults(fact: Fact, actor: Actor) -> list[str]:
    try:
        fact.full_clean(exclude=("zone",))
    except ValidationError as error:
        return [f"{field}: {'; '.join(said)}" for field, said in error.message_dict.items()]
    if fact.dated_to == DatedTo.DAY and fact.said_on is not None and fact.said_on > localdate(actor.at):
        return [_("it was said on %(day)s, and that day is still to come") % {"day": fact.said_on}]
    return []


@transaction.atomic
def rule_on_pair(actor: Actor, pair: Pair, *, opinion: Opinion) -> Ruling:
    """Confirm a contradiction, or explain it: the text says why. Earlier rulings stay; the last one counts.

    A figure that it names wrong is taken by no edition of a rating that is made from now on.
    Raises ValidationError for a pair that is not found to contradict itself, and for a ruling without its reason.
    """
    require(actor.user, Permission.RELEASE_FIGURES, zone=kept_zone().code)
    must_be_found(pair)
    must_be_told(opinion, pair)
    by = actor.user.username
    ruling = Ruling.objects.create(
        first_id=pair[0],
        second_id=pair[1],
        kind=opinion.kind,
        cause=opinion.cause,
        wrong_id=opinion.wrong,
        text=opinion.text.strip(),
        by=by,
        at=actor.at,
    )
    details = {"facts": list(pair), "kind": opinion.kind, "cause": opinion.cause, "wrong": opinion.wrong}
    record(by=by, at=actor.at, action="rule_on_pair", subject=f"published.ruling:{ruling.pk}", details=details)
    return ruling
