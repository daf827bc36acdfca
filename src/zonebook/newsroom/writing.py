"""What stands in the editor of a release, and the versions that are kept of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zonebook.newsroom.models import Release, ReleaseVersion

MAX_TEXT = 250_000
"""So many characters a text of a release may have: 200 KB of Russian are half of it."""
PLACE_OF_FIGURE = "[?]"
"""What a writer puts where a figure of the book is still to come."""
_LIMITS = {"title": 300, "text": MAX_TEXT, "rubric": 100, "notice": 10_000}


@dataclass(frozen=True, slots=True)
class Writing:
    """Headline, text, rubric, and the notice of a correction."""

    title: str
    text: str
    rubric: str = ""
    notice: str = ""

    @classmethod
    def of(cls, kept: Release | ReleaseVersion) -> Writing:
        """What stands in a release or in one of its versions."""
        return cls(**{one.name: getattr(kept, one.name) for one in fields(cls)})

    def plain(self) -> Writing:
        """The same with one kind of line end, and without what no database keeps."""
        said = {name: text.replace("\r\n", "\n").replace("\r", "\n") for name, text in asdict(self).items()}
        return Writing(**{name: text.replace("\x00", "") for name, text in said.items()})


class WrittenMeanwhile(ValidationError):
    """Somebody, or the same person elsewhere, wrote on: `release` is what stands now."""

    def __init__(self, release: Release) -> None:
        said = _("%(who)s wrote on here meanwhile. Compare the two texts; saving again puts yours in its place.")
        super().__init__(said % {"who": release.written_by})
        self.release = release


def write(release: Release, writing: Writing) -> None:
    """Put what was written into its fields. Raises ValidationError by field for what is too long."""
    said = _("At most %(limit)s characters: this has %(length)s.")
    lengths = {name: len(getattr(writing, name)) for name in _LIMITS}
    faults = {
        name: said % {"limit": _LIMITS[name], "length": length}
        for name, length in lengths.items()
        if length > _LIMITS[name]
    }
    if faults:
        raise ValidationError(faults)
    for name in _LIMITS:
        setattr(release, name, getattr(writing, name))


def with_phrase(text: str, phrase: str) -> str:
    """A text with the words for a figure in the first place that is marked for one; without such a place at its end."""
    if not phrase:
        return text
    if PLACE_OF_FIGURE in text:
        return text.replace(PLACE_OF_FIGURE, phrase, 1)
    gap = " " if text and not text[-1].isspace() else ""
    return text + gap + phrase


def version_of(release: Release, *, by: str, at: datetime) -> ReleaseVersion:
    """The text as it stands, kept as a version; the last version, if that says the same."""
    last = last_version(release)
    if last is not None and Writing.of(last) == Writing.of(release):
        return last
    number = last.number + 1 if last else 1
    return ReleaseVersion.objects.create(release=release, number=number, by=by, at=at, **asdict(Writing.of(release)))


def last_version(release: Release) -> ReleaseVersion | None:
    """The newest kept text of a release; None before there is one."""
    return release.versions.order_by("-number").first()
