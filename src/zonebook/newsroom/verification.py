"""Is the evidence of each publication as it was frozen? Does the audit chain know of it, and of what was taken back?"""

from __future__ import annotations

import hashlib

from zonebook.audit.models import Entry
from zonebook.newsroom.models import Publication, Withdrawal


def evidence_faults() -> tuple[str, ...]:
    """Each publication whose evidence does not hash to what is kept beside it, or to what the chain was told.

    And each one that was taken back without a word to the chain.
    """
    told = Entry.objects.filter(action="release_published").values_list("subject", "details")
    sealed = {(subject, details["evidence"]) for subject, details in told}
    faults = [fault for one in Publication.objects.order_by("pk") for fault in _faults(one, sealed=sealed)]
    return (*faults, *_taken_back_unsaid())


def _taken_back_unsaid() -> list[str]:
    told = Entry.objects.filter(action__in=("release_recalled", "release_withdrawn"))
    said = {(subject, details["note"]) for subject, details in told.values_list("subject", "details")}
    return [
        f"publication {one.publication.release_id}/{one.publication.number}: "
        "the audit chain knows of nobody who took it back"
        for one in Withdrawal.objects.select_related("publication").order_by("pk")
        if (f"newsroom.release:{one.publication.release_id}", one.reason) not in said
    ]


def _faults(publication: Publication, *, sealed: set[tuple[str, str]]) -> list[str]:
    name = f"publication {publication.release_id}/{publication.number}"
    faults = []
    if hashlib.sha256(publication.evidence.encode()).hexdigest() != publication.sha256:
        faults.append(f"{name}: its evidence is not what was hashed")
    if (f"newsroom.release:{publication.release_id}", publication.sha256) not in sealed:
        faults.append(f"{name}: the audit chain knows of no such evidence")
    return faults
