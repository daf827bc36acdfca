"""What is asked: one form, for one period, of whom, from when, until when, and who looks after whom.

Days are whole. A deadline moved for one company is an `Extension`: all of them are kept, the last one that nobody has
withdrawn counts.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from zonebook.measures import Period
from zonebook.registry.models import Company, Dated, Zone

MOST_LEVELS = 2


class Campaign(models.Model):
    """One form, one period, all who must report.

    `asked_on` is the day on which whoever was in the zone is asked; empty: whoever was there at any time of the
    quarter. `levels` is how many review a report: the managing company, then the city.
    """

    class Asks(models.TextChoices):
        COMPANIES = "companies", _("all companies in the zone")
        RESIDENTS = "residents", _("residents only")

    code = models.SlugField(max_length=80, unique=True)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="campaigns")
    form_code = models.CharField(max_length=60)
    form_version = models.PositiveIntegerField()
    period_code = models.CharField(max_length=30)
    opens = models.DateField()
    due = models.DateField()
    asks = models.CharField(max_length=10, choices=Asks, default=Asks.COMPANIES)
    asked_on = models.DateField(null=True, blank=True)
    levels = models.PositiveSmallIntegerField(
        default=1, validators=(MinValueValidator(1), MaxValueValidator(MOST_LEVELS))
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-due", "code")
        constraints = (
            models.UniqueConstraint(fields=("zone", "form_code", "period_code"), name="one_campaign_a_form_and_period"),
            models.CheckConstraint(
                condition=models.Q(due__gte=models.F("opens")),
                name="campaign_is_due_after_it_opens",
                violation_error_message=_("The last day for reports is before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(levels__gte=1, levels__lte=MOST_LEVELS), name="campaign_has_one_or_two_levels"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(closed_by="")),
                name="campaign_is_closed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def period(self) -> Period:
        """From the start of the year to the end of the quarter reported on, or everything before the book."""
        return Period.parse(self.period_code)

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is taken, except by an extension or as a correction of the zone's own."""
        return self.closed_at is not None


class Extension(models.Model):
    """A later last day for one company, with its reason; one given by mistake is withdrawn, with a reason too."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="extensions")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="extensions")
    due = models.DateField()
    reason = models.TextField(max_length=1000)
    granted_by = models.CharField(max_length=150)
    granted_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_because="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by="") & ~models.Q(withdrawn_because="")),
                name="extension_is_withdrawn_by_somebody_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.company} — {self.due}"


class Curatorship(Dated):
    """Which curator, by user name, looks after a company; one at a time."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="curatorships")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="curatorships")
    username = models.CharField(max_length=150)
    first_day = models.DateField()

    class Meta(Dated.Meta):
        ordering = ("company", "first_day")
        constraints = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=("zone", "company"), condition=models.Q(last_day__isnull=True), name="one_curator_a_company"
            ),
        )

    def __str__(self) -> str:
        return f"{self.company} — {self.username}"
