"""People and their roles. A user belongs to a zone, a resident's user to one company; both are named by code."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in the zone."""

    RESIDENT = "resident", _("Reporting officer of a company")
    CURATOR = "curator", _("Curator")
    CITY_REVIEWER = "city_reviewer", _("Reviewer of the city")
    ANALYST = "analyst", _("Analyst")
    PRESS_OFFICER = "press_officer", _("Press officer")
    VIEWER = "viewer", _("Viewer")
    APPLICANT = "applicant", _("Applicant for the status")


class User(AbstractUser):
    """A person with one role in one zone; superusers stand above the roles.

    `language` is the one in which the book writes to them; blank until they choose one: that of the installation.
    """

    role = models.CharField(max_length=20, choices=Role, default=Role.VIEWER)
    zone_code = models.CharField(max_length=60, blank=True)
    company_code = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(role=Role.RESIDENT) | ~models.Q(company_code=""),
                name="reporting_officer_has_a_company",
            ),
        )

    def __str__(self) -> str:
        return self.username

    @property
    def reads_in(self) -> str:
        """In which language they are written to."""
        return self.language or settings.LANGUAGE_CODE


class SavedView(models.Model):
    """A list as one person likes to see it: the page's name and its query, under a name of their own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    page = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("user", "page", "name"), name="one_view_a_name"),)

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """Somebody is away, and somebody of the same role and zone decides in their place.

    It hands over work, never powers: what a deputy may do follows from the deputy's own role.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stands_in")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-first_day", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="absence_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("deputy")),
                name="deputy_is_somebody_else",
                violation_error_message=_("Nobody is their own deputy: name somebody else."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} → {self.deputy}, {self.first_day}"
