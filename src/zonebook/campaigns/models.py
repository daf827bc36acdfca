"""What is asked: one form, for one period, of whom, from when, until when."""

from __future__ import annotations

from django.db import models

from zonebook.measures import Period
from zonebook.registry.models import Zone


class Campaign(models.Model):
    """One form, one period, all who must report."""

    code = models.SlugField(max_length=80, unique=True)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="campaigns")
    form_code = models.CharField(max_length=60)
    form_version = models.PositiveIntegerField()
    period_code = models.CharField(max_length=30)
    opens = models.DateField()
    due = models.DateField()

    class Meta:
        ordering = ("-due", "code")
        constraints = (
            models.UniqueConstraint(fields=("zone", "form_code", "period_code"), name="one_campaign_a_form_and_period"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def period(self) -> Period:
        """From the start of the year to the end of the quarter reported on, or everything before the book."""
        return Period.parse(self.period_code)
