"""Figures that others published about zones: kept as they were said, never changed, never merged with the book's."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zonebook.measures.published import Basis, DatedTo, SourceKind


class Fact(models.Model):
    """One published number. `zone` is empty for a group of zones, such as a country's. Only added, never changed."""

    zone = models.ForeignKey(
        "registry.Zone", on_delete=models.PROTECT, related_name="published_facts", null=True, blank=True
    )
    about = models.CharField(max_length=60, help_text="The zone's code, or that of a group of zones.")
    part = models.CharField(max_length=120, blank=True, help_text="A site, cluster or firm; empty for the whole.")
    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=60, blank=True, help_text="As the reader of claims writes it.")
    period_as_written = models.CharField(max_length=60, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    digits = models.CharField(max_length=40, help_text="The number as it was written.")
    value = models.DecimalField(max_digits=30, decimal_places=6, help_text="In the unit's base.")
    last_digit = models.DecimalField(max_digits=30, decimal_places=6, help_text="The worth of the last written digit.")
    step = models.DecimalField(max_digits=30, decimal_places=6, help_text="The rounding that the writing betrays.")
    hedge = models.CharField(max_length=12)
    unit = models.CharField(max_length=20)
    basis = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Basis])
    source_kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in SourceKind])
    source_name = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    said_on = models.DateField(null=True, blank=True, help_text="The last day that the source's date may be.")
    said_as_written = models.CharField(max_length=20, blank=True)
    dated_to = models.CharField(max_length=10, choices=[(one.value, one.value) for one in DatedTo])
    note = models.CharField(max_length=500, blank=True)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("published figure")
        indexes = (models.Index(fields=("about", "indicator"), name="fact_by_indicator"),)

    def __str__(self) -> str:
        return f"{self.about}: {self.indicator} {self.period}"


class Ruling(models.Model):
    """What an analyst says of two facts that contradict each other. Only added: the last one counts, the rest stay."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", _("They do contradict each other")
        EXPLAINED = "explained", _("They do not: there is an explanation")

    first = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    cause = models.CharField(max_length=40, blank=True, help_text="The cause as a person sees it, by its code.")
    wrong = models.ForeignKey(
        Fact, on_delete=models.PROTECT, related_name="+", null=True, blank=True, help_text="Which of the two is wrong."
    )
    text = models.TextField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(wrong=None) | Q(wrong=F("first")) | Q(wrong=F("second")), name="wrong_is_one_of_the_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_id} · {self.second_id}: {self.kind}"
