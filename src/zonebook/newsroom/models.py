"""Who said which figures in public, and what the book says to them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zonebook.registry.models import Zone


class Statement(models.Model):
    """A public text, or a single published figure, with its speaker and its place of publication."""

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

    class Meta:
        ordering = ("-published", "pk")

    def __str__(self) -> str:
        return self.title


class StatedClaim(models.Model):
    """One numeric claim of a statement with its last verdict and what the book had then."""

    class Kind(models.TextChoices):
        HOLDS = "holds", _("holds")
        CONTRADICTED = "contradicted", _("contradicted")
        STALE = "stale", _("stale")
        AMBIGUOUS = "ambiguous", _("ambiguous")
        CANNOT_CHECK = "cannot_check", _("cannot check")

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
    verdict = models.CharField(max_length=14, choices=Kind)
    why_ru = models.TextField()
    why_en = models.TextField()
    figure = models.JSONField(null=True, help_text="The book's figure that decided, as the command line gives it.")
    judged_at = models.DateTimeField()

    class Meta:
        ordering = ("start", "pk")
        indexes = (models.Index(fields=("measure", "verdict"), name="claim_by_measure"),)

    def __str__(self) -> str:
        return self.quote
