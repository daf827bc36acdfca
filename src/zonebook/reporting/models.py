"""What was filed, what was accepted: the way of a number from a workbook into the ledger."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zonebook.archive.models import StoredFile
from zonebook.campaigns.models import Campaign
from zonebook.registry.models import Company


class Submission(models.Model):
    """One company's report in a campaign, in versions."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="submissions")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="submissions")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("campaign", "company"), name="one_submission_a_company"),)

    def __str__(self) -> str:
        return f"{self.campaign} / {self.company}"


class Version(models.Model):
    """One filing of a report: its workbook, its cells, what was found, and what was decided when by whom.

    The company is done with it from `completed_at` on: nothing that was found blocks it any more. Until then it awaits
    the company, from then on the zone. Where a campaign has two levels of review it is agreed before it is accepted.
    """

    class State(models.TextChoices):
        FILED = "filed", _("awaits review")
        AGREED = "agreed", _("agreed, awaits the second level")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")
        SUPERSEDED = "superseded", _("replaced by a correction")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="versions")
    cells_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.FILED)
    filed_by = models.CharField(max_length=150)
    filed_at = models.DateTimeField()
    reason = models.TextField(blank=True, help_text="Why an accepted report is corrected.")
    completed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=150, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("submission", "number")
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="one_version_a_number"),
            models.UniqueConstraint(
                fields=("submission",), condition=models.Q(state="accepted"), name="one_accepted_version"
            ),
            models.UniqueConstraint(
                fields=("submission",), condition=models.Q(state__in=("filed", "agreed")), name="one_version_in_review"
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission} v{self.number}"

    @property
    def receipt(self) -> str:
        """The number on the receipt: submission, version, and the beginning of the file's hash."""
        return f"{self.submission_id}-{self.number}-{self.file_id[:8]}"

    @property
    def remark(self) -> str:
        """What was said of the whole report when it was returned; blank where nothing was."""
        return next((one.text for one in self.remarks.all() if not one.line), "")


class FiledCell(models.Model):
    """One number at one address; `amount` is in the line's unit as stores keep it, null where the cell is blank."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="cells")
    line = models.CharField(max_length=60)
    site_code = models.CharField(max_length=60)
    address = models.CharField(max_length=60)
    amount = models.BigIntegerField(null=True)
    written = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("version", "line", "site_code"), name="one_cell_a_line_and_site"),
        )

    def __str__(self) -> str:
        return f"{self.address} {self.line}"


class FiledFinding(models.Model):
    """What a check said of a version; a warning carries its explanation along with the figure."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="findings")
    rule = models.CharField(max_length=80)
    severity = models.CharField(max_length=10)
    address = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=300, blank=True)
    message_ru = models.TextField()
    message_en = models.TextField()
    advice_ru = models.TextField()
    advice_en = models.TextField()
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.severity} {self.rule} {self.address}"


class Remark(models.Model):
    """What a reviewer asks to mend when a version is returned: in one cell, or (`line` blank) in the whole report.

    A cell is named by line and site, so that the same cell is found in the version that is filed next.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="remarks")
    line = models.CharField(max_length=60, blank=True)
    site_code = models.CharField(max_length=60, blank=True)
    text = models.TextField(max_length=2000)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("version", "line", "site_code"), name="one_remark_a_cell"),
            models.CheckConstraint(
                condition=models.Q(line="", site_code="") | (~models.Q(line="") & ~models.Q(site_code="")),
                name="remark_is_of_a_cell_or_of_all",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} {self.line} {self.site_code}"


class Observation(models.Model):
    """The ledger: accepted numbers on two clocks. Rows are added, and closed once by `known_to`; nothing else."""

    zone_code = models.CharField(max_length=60)
    site_code = models.CharField(max_length=60)
    company_code = models.CharField(max_length=60)
    line = models.CharField(max_length=60)
    period_from = models.DateField()
    period_to = models.DateField()
    amount = models.BigIntegerField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="observations")
    cell = models.CharField(max_length=60)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("company_code", "period_to"), name="observation_of_company"),)
        constraints = (
            models.UniqueConstraint(
                fields=("zone_code", "company_code", "site_code", "line", "period_to"),
                condition=models.Q(known_to__isnull=True),
                name="one_current_observation_a_quarter_end",
            ),
            models.CheckConstraint(
                condition=models.Q(known_to__isnull=True) | models.Q(known_to__gt=models.F("known_from")),
                name="observation_known_to_after_from",
            ),
        )

    def __str__(self) -> str:
        return f"{self.company_code} {self.line} {self.period_from}..{self.period_to}"
