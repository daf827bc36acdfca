"""Is the agreement kept? Inspections, what they found, and what was ordered to be remedied."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zonebook.agreements.models import Agreement
from zonebook.archive.models import Attached


class Inspection(models.Model):
    """An inspection of how an agreement is kept, planned or held."""

    class Kind(models.TextChoices):
        PLANNED = "planned", _("Planned inspection")
        UNPLANNED = "unplanned", _("Unplanned inspection")

    class Result(models.TextChoices):
        KEPT = "kept", _("The agreement is kept")
        BREACHES = "breaches", _("Breaches were found")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PLANNED)
    ground = models.CharField(max_length=500, blank=True)
    planned_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result, blank=True)
    findings = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("-planned_on", "pk")

    def __str__(self) -> str:
        return f"{self.agreement} / {self.planned_on}"


class InspectionPaper(Attached):
    """The act of an inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="papers")

    class Meta:
        ordering = ("added_at", "pk")


class Order(models.Model):
    """An order to remedy a breach by a day."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="orders")
    text = models.TextField()
    due = models.DateField()
    remedied_on = models.DateField(null=True, blank=True)
    remedy = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return f"{self.inspection} / {self.due}"
