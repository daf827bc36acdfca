"""May this version be decided on now, by this person, and in whose place?

The way of a version: filed → (agreed, where the campaign has two levels) → accepted, or returned from either step. The
managing company agrees or, where there is one level, accepts; the city accepts what was agreed. Called by actions,
inside their transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zonebook.accounts.queries import Actor, Permission, require, stands_in_for
from zonebook.campaigns.queries import curators_of
from zonebook.intake import Finding, Severity
from zonebook.registry.wording import language
from zonebook.reporting.correcting import Correction, Said
from zonebook.reporting.models import FiledFinding, Submission, Version

IN_REVIEW = (Version.State.FILED, Version.State.AGREED)
_HAS_TWO_LEVELS = 2


def locked(versions: Iterable[Version]) -> list[Version]:
    """The versions as they stand now, each once, locked against other decisions; locked in one order everywhere."""
    keys = [version.pk for version in versions]
    rows = Version.objects.select_for_update(of=("self",)).select_related(
        "submission__campaign__zone", "submission__company"
    )
    found = {version.pk: version for version in rows.filter(pk__in=keys).order_by("pk")}
    return [found[key] for key in dict.fromkeys(keys)]


def needs_agreement(version: Version) -> bool:
    """Is a version of this report agreed by the managing company before the city accepts it?"""
    return version.submission.campaign.levels == _HAS_TWO_LEVELS


def permission_to_accept(version: Version) -> Permission:
    """What it takes to accept: the city's word where there are two levels, else the managing company's."""
    return Permission.ACCEPT_FINALLY if needs_agreement(version) else Permission.DECIDE_REPORTS


def permission_to_return(version: Version) -> Permission:
    """What it takes to return: a version is sent back by those whom it awaits."""
    return Permission.ACCEPT_FINALLY if version.state == Version.State.AGREED else Permission.DECIDE_REPORTS


def must_be_let(actor: Actor, permission: Permission, *, version: Version) -> None:
    """Raises PermissionDenied unless the actor has the permission in the version's zone."""
    require(actor.user, permission, zone=version.submission.campaign.zone.code)


def must_await_review(versions: Iterable[Version], *, states: Sequence[str] = IN_REVIEW) -> None:
    """Raises ValidationError that names each version that was decided on, or replaced, meanwhile."""
    others = [version for version in versions if version.state not in states]
    said = _("%(report)s is not awaiting review: it is %(state)s.")
    if others:
        raise ValidationError([said % {"report": named(one), "state": one.get_state_display()} for one in others])


def must_be_acceptable(actor: Actor, versions: Iterable[Version]) -> None:
    """Raises ValidationError for each version that lacks the first level's word, or has it from this very actor."""
    faults = []
    for version in versions:
        if not needs_agreement(version):
            continue
        if version.state != Version.State.AGREED:
            faults.append(_("%(report)s has not been agreed by the managing company yet."))
        elif version.agreed_by == actor.user.username:
            faults.append(_("%(report)s was agreed by you: somebody else accepts it for the city."))
        else:
            continue
        faults[-1] %= {"report": named(version)}
    if faults:
        raise ValidationError(faults)


def must_be_clean(versions: Sequence[Version]) -> None:
    """Raises ValidationError that names each version with errors, or with warnings that nobody explained."""
    faults = []
    for version, (errors, unexplained) in blocking_findings(versions).items():
        if errors:
            said = ngettext(
                "%(report)s has %(n)s error: return it with a remark.",
                "%(report)s has %(n)s errors: return it with a remark.",
                errors,
            )
        else:
            said = ngettext(
                "%(report)s has %(n)s warning without an explanation: ask the company for it.",
                "%(report)s has %(n)s warnings without an explanation: ask the company for them.",
                unexplained,
            )
        faults.append(said % {"report": named(version), "n": errors or unexplained})
    if faults:
        raise ValidationError(faults)


def blocking_findings(versions: Sequence[Version]) -> Mapping[Version, tuple[int, int]]:
    """The versions that cannot be accepted as they are: how many errors, how many warnings without an explanation."""
    blocking = Q(severity=Severity.ERROR) | Q(severity=Severity.WARNING, explanation="")
    counts = (
        FiledFinding.objects.filter(blocking, version__in=versions)
        .values("version")
        .annotate(
            errors=Count("pk", filter=Q(severity=Severity.ERROR)),
            unexplained=Count("pk", filter=Q(severity=Severity.WARNING)),
        )
    )
    found = {one["version"]: (one["errors"], one["unexplained"]) for one in counts.order_by("version")}
    return {version: found[version.pk] for version in versions if version.pk in found}


def must_be_last_seen(submission: Submission, *, seen: int) -> None:
    """Raises ValidationError when a version was filed after the one of this number. The report stays locked."""
    report = Submission.objects.select_for_update().get(pk=submission.pk)
    last = report.versions.order_by("-number").first()
    if last is not None and last.number != seen:
        said = _("Version %(number)s was filed by %(who)s after you had opened this page: open it again.")
        raise ValidationError(said % {"number": last.number, "who": last.filed_by})


def must_be_worth_filing(correction: Correction, *, explanations: Mapping[Said, str]) -> None:
    """Raises ValidationError for a correction that differs in nothing, has errors or warnings without a word."""
    if not correction.changed:
        raise ValidationError(_("No cell differs from the accepted report: write what it should say."))
    if correction.errors:
        count = len(correction.errors)
        said = ngettext("Mend %(count)s error first: %(places)s.", "Mend %(count)s errors first: %(places)s.", count)
        raise ValidationError(said % {"count": count, "places": _places(correction.errors)})
    unexplained = [one for one in correction.warnings if not explanations.get((one.rule, one.address))]
    if unexplained:
        count = len(unexplained)
        said = ngettext(
            "Explain %(count)s warning first: %(places)s.", "Explain %(count)s warnings first: %(places)s.", count
        )
        raise ValidationError(said % {"count": count, "places": _places(unexplained)})


def _places(findings: Iterable[Finding]) -> str:
    return ", ".join(dict.fromkeys(one.address for one in findings))


def named(version: Version) -> str:
    """A version as a message to a person names it."""
    submission = version.submission
    period = submission.campaign.period.name(language())
    what = {"company": submission.company, "period": period, "number": version.number}
    return _("%(company)s, %(period)s (version %(number)s)") % what


def in_whose_place(actor: Actor, versions: Iterable[Version]) -> Mapping[int, str]:
    """For whom the actor decides as a deputy: the absent curator's user name by the key of the version."""
    absent = set(stands_in_for(actor.user, on=localdate(actor.at)))
    if not absent:
        return {}
    versions = list(versions)
    zones = {version.submission.campaign.zone for version in versions}
    curators = {key: who for zone in zones for key, who in curators_of(zone, on=localdate(actor.at)).items()}
    in_charge = {version.pk: curators.get(version.submission.company_id, "") for version in versions}
    return {key: who for key, who in in_charge.items() if who in absent}
