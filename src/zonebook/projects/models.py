"""What is being built or made, by whom, how far is it, and what does it cost?

Money is kopecks. Shares are per cent; those of one project never exceed a hundred. Days of stages are given as
precisely as they were published (`2024-12`, `2024-12-05`).
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zonebook.archive.models import Attached
from zonebook.registry.models import AS_PUBLISHED, Cluster, Company, Site, Zone

_NOT_NEGATIVE = (MinValueValidator(0),)


class Project(models.Model):
    """An investment project of a company, or of several when it is a joint one."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="projects")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="projects", null=True, blank=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="projects", null=True, blank=True)
    code = models.SlugField(max_length=60, unique=True)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    product = models.CharField(max_length=300, blank=True)
    planned_investment = models.BigIntegerField(null=True, blank=True, validators=_NOT_NEGATIVE)
    actual_investment = models.BigIntegerField(null=True, blank=True, validators=_NOT_NEGATIVE)
    planned_jobs = models.PositiveIntegerField(null=True, blank=True)
    actual_jobs = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="What was published without an exact number.")
    is_fictional = models.BooleanField(default=False)
    source_url = models.URLField(max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title_ru


class Participation(models.Model):
    """A company takes part in a project; its share is in per cent, empty where it is not agreed."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="participations")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="participations")
    share = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, validators=(MinValueValidator(0), MaxValueValidator(100))
    )
    part = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("project", "company"), name="one_participation_a_company"),)

    def __str__(self) -> str:
        return f"{self.company} — {self.project}"


class Stage(models.Model):
    """A stage of a project, planned or reached."""

    class Kind(models.TextChoices):
        DESIGN = "design", _("Design")
        PERMIT = "permit", _("Building permit")
        CONSTRUCTION = "construction", _("Construction")
        EQUIPMENT = "equipment", _("Equipment installed")
        PILOT = "pilot", _("Pilot production launched")
        COMMISSIONED = "commissioned", _("Commissioned")
        OTHER = "other", _("Other stage")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="stages")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    planned = models.CharField(max_length=10, blank=True, help_text=AS_PUBLISHED)
    actual = models.CharField(max_length=10, blank=True, help_text=AS_PUBLISHED)
    history = HistoricalRecords()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title_ru


class Attachment(Attached):
    """A photograph or a file of a project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="attachments")
    caption = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("added_at", "pk")
