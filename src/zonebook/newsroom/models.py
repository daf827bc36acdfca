"""Who said which figures in public, what the book says to them, and the zone's own releases on their way out.

A release is written, checked, approved by somebody else, and published. Each text that goes a step further stays as a
version, each step as a row, each publication with its evidence, and each one that was taken back: these tables only
grow. What is published is a kept statement like any other, so that one look through the statements finds whatever
holds no longer.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zonebook.registry.models import Zone


class VerdictKind(models.TextChoices):
    """What the book says to a claim, as pages name it."""

    HOLDS = "holds", _("holds")
    CONTRADICTED = "contradicted", _("contradicted")
    STALE = "stale", _("stale")
    AMBIGUOUS = "ambiguous", _("ambiguous")
    CANNOT_CHECK = "cannot_check", _("cannot check")


class Statement(models.Model):
    """A public text, or a single published figure, with its speaker and its place of publication.

    `visible_from`: nobody outside sees it before that moment; blank: it can be seen. `replaced_at`: a correction takes
    its place then. `looked_at` names the state of the book that it was last held against, see `queries.state_of_book`.
    Whether everybody may see it with its verdicts, it says itself or leaves to the zone, see `showing`.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        FIGURE = "figure", _("published figure")

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=200, blank=True)
    rubric = models.CharField(max_length=100, blank=True)
    published = models.DateField(null=True, blank=True)
    published_as_written = models.CharField(max_length=20, blank=True)
    link = models.URLField(max_length=500, blank=True)
    kept_by = models.CharField(max_length=150, blank=True)
    is_public = models.BooleanField(
        null=True, blank=True, help_text="Whether everybody may see the verdicts on it; unknown: as the zone has it."
    )
    visible_from = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-published", "pk")
        indexes = (models.Index(fields=("zone", "kind", "looked_at"), name="statement_to_look_at"),)

    def __str__(self) -> str:
        return self.title


class StatedClaim(models.Model):
    """One numeric claim of a statement with the verdict when it was kept, and what the book had then.

    `read` is the claim as the reader gave it, whole, so that it can be judged again without being read again.
    """

    Kind = VerdictKind

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="claims")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.CharField(max_length=300)
    measure = models.CharField(max_length=80)
    unit = models.CharField(max_length=20)
    hedge = models.CharField(max_length=12)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    period = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=300, blank=True)
    read = models.JSONField()
    verdict = models.CharField(max_length=14, choices=VerdictKind)
    why_ru = models.TextField()
    why_en = models.TextField()
    figure = models.JSONField(null=True, help_text="The book's figure that decided, as the command line gives it.")
    judged_at = models.DateTimeField()

    class Meta:
        ordering = ("start", "pk")
        indexes = (models.Index(fields=("measure", "verdict"), name="claim_by_measure"),)

    def __str__(self) -> str:
        return self.quote


class FoundChange(models.Model):
    """A claim of a published text whose figure, or the verdict on which, is not what it was when last looked at."""

    claim = models.ForeignKey(StatedClaim, on_delete=models.PROTECT, related_name="changes")
    found_at = models.DateTimeField()
    before = models.JSONField(null=True, help_text="The figure as it was last known.")
    after = models.JSONField(null=True, help_text="The same question, answered now; nothing where there is no answer.")
    verdict_before = models.CharField(max_length=14, choices=VerdictKind)
    verdict = models.CharField(max_length=14, choices=VerdictKind)
    why_ru = models.TextField()
    why_en = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.claim}: {self.verdict_before} → {self.verdict}"


class Release(models.Model):
    """A text of the zone's own press office: what is being written, and how far it has come.

    `seen` counts the writings, so that a page knows whether somebody wrote meanwhile. `notice` says at the head of a
    correction what was corrected.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        CHECKED = "checked", _("checked, awaits approval")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        CORRECTED = "corrected", _("published with a correction")
        WITHDRAWN = "withdrawn", _("withdrawn")

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="releases")
    title = models.CharField(max_length=300)
    rubric = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    notice = models.TextField(blank=True)
    author = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    seen = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ("-written_at", "-pk")

    def __str__(self) -> str:
        return self.title


class ReleaseVersion(models.Model):
    """A text of a release as it was when it went a step further, or when somebody else wrote over it."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    rubric = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    notice = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("release", "number"), name="one_number_a_version"),)

    def __str__(self) -> str:
        return f"{self.release_id} v{self.number}"


class ReleaseStep(models.Model):
    """A step on a release's way: what, by whom, when, with which words."""

    class Kind(models.TextChoices):
        BEGUN = "begun", _("begun")
        SET_ASIDE = "set_aside", _("a text was written over; it is kept")
        CHECKED = "checked", _("held against the book")
        RETURNED = "returned", _("returned to be written on")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        RECALLED = "recalled", _("recalled before anybody saw it")
        WITHDRAWN = "withdrawn", _("withdrawn from the public")
        REOPENED = "reopened", _("taken back to be written on")

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="steps")
    version = models.ForeignKey(ReleaseVersion, on_delete=models.PROTECT, null=True, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    note = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.release_id}: {self.kind}"


class Publication(models.Model):
    """A version of a release as the world was told it, with the evidence of that moment.

    `evidence` is JSON as it was written, of which `sha256` is taken: text, claims, verdicts, figures, snapshot.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(ReleaseVersion, on_delete=models.PROTECT, related_name="publications")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="publication")
    visible_from = models.DateTimeField()
    reason = models.TextField(blank=True, help_text="Why it went out although not every figure was borne out.")
    evidence = models.TextField()
    sha256 = models.CharField(max_length=64)
    approved_by = models.CharField(max_length=150)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=("visible_from",), name="publication_by_moment"),)
        constraints = (models.UniqueConstraint(fields=("release", "number"), name="one_number_a_publication"),)

    def __str__(self) -> str:
        return f"{self.version.title} ({self.number})"


class Withdrawal(models.Model):
    """A publication that its office took back: before its moment nobody saw it, later its page says why it is gone."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.reason}"


class Showing(models.Model):
    """Whether a zone shows everybody what others said of it with the verdicts, where a statement says nothing itself.

    A zone that never chose shows it.
    """

    zone = models.OneToOneField(Zone, on_delete=models.PROTECT, related_name="showing")
    is_public = models.BooleanField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.zone}: {'public' if self.is_public else 'kept'}"


class AskedInMinute(models.Model):
    """How often a program asked the API in a minute, counted for all processes of the server together.

    `asker` is a keyed hash of where it asked from: it tells askers apart and says nothing of them.
    """

    asker = models.CharField(max_length=64)
    minute = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("asker", "minute"), name="one_count_a_minute"),)

    def __str__(self) -> str:
        return f"{self.minute}: {self.count}"


class ReadOnDay(models.Model):
    """How often a release was opened on a day. Nothing is kept of who opened it."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="readings")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("release", "day"), name="one_count_a_day"),)

    def __str__(self) -> str:
        return f"{self.release_id} {self.day}: {self.count}"
