"""Is the evidence of each publication what was frozen, and what the audit chain was told of?"""

from __future__ import annotations

import hashlib

from zonebook.audit.models import Entry
from zonebook.newsroom.models import Publication


def evidence_faults() -> tuple[str, ...]:
    """Each publication whose evidence does not hash to what is kept beside it, or to what the chain was told."""
    told = Entry.objects.filter(action="release_published").values_list("subject", "details")
    sealed = {(subject, details["evidence"]) for subject, details in told}
    return tuple(fault for one in Publication.objects.order_by("pk") for fault in _faults(one, sealed=sealed))


def _faults(publication: Publication, *, sealed: set[tuple[str, str]]) -> list[str]:
    name = f"publication {publication.release_id}/{publication.number}"
    faults = []
    if hashlib.sha256(publication.evidence.encode()).hexdigest() != publication.sha256:
        faults.append(f"{name}: its evidence is not what was hashed")
    if (f"newsroom.release:{publication.release_id}", publication.sha256) not in sealed:
        faults.append(f"{name}: the audit chain knows of no such evidence")
    return faults
