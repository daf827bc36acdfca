"""What can be let, what it is like, and to whom it is let since when?

Rates are kopecks for a square metre and year. Whether premises are let on a day follows from the leases; `state` says
only what no lease can.
"""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zonebook.registry.models import OUTLINE, Company, Dated, Site


class Building(models.Model):
    """A building on a site."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="buildings")
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    floors = models.PositiveSmallIntegerField(null=True, blank=True)
    is_fictional = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ("site", "name")

    def __str__(self) -> str:
        return self.name


class Premises(models.Model):
    """Premises in a building, or a plot of ground: what one lease is about. Area in m², height in m, power in kW."""

    class Kind(models.TextChoices):
        PREMISES = "premises", _("Premises")
        PLOT = "plot", _("Plot")

    class State(models.TextChoices):
        FREE = "free", _("Free")
        RESERVED = "reserved", _("Reserved")
        UNDER_CONSTRUCTION = "under_construction", _("Under construction")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="premises")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="premises", null=True, blank=True)
    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PREMISES)
    number = models.CharField(max_length=60)
    floor = models.SmallIntegerField(null=True, blank=True)
    area_sqm = models.DecimalField(max_digits=12, decimal_places=2, validators=(MinValueValidator(1),))
    height_m = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    power_kw = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.FREE)
    ready_on = models.DateField(null=True, blank=True)
    rate = models.BigIntegerField(null=True, blank=True, validators=(MinValueValidator(0),))
    outline = models.JSONField(null=True, blank=True, help_text=OUTLINE)
    is_fictional = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ("site", "building", "number")
        verbose_name_plural = "premises"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="premises") | models.Q(building__isnull=True), name="a_plot_is_in_no_building"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Lease(Dated):
    """A company rents premises. The last day and the rate in force are those of the newest amendment."""

    premises = models.ForeignKey(Premises, on_delete=models.PROTECT, related_name="leases")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="leases")
    number = models.CharField(max_length=60)
    signed_on = models.DateField(null=True, blank=True)
    rate = models.BigIntegerField(null=True, blank=True, validators=(MinValueValidator(0),))
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ("first_day",)

    def __str__(self) -> str:
        return self.number


class LeaseAmendment(models.Model):
    """What was agreed later: the rate and the last day before and after, and why."""

    lease = models.ForeignKey(Lease, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField()
    rate_before = models.BigIntegerField(null=True, blank=True)
    rate_after = models.BigIntegerField(null=True, blank=True)
    last_day_before = models.DateField(null=True, blank=True)
    last_day_after = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("lease", "number"), name="one_lease_amendment_a_number"),)

    def __str__(self) -> str:
        return f"{self.lease} / {self.number}"
