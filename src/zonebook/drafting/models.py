"""A report while it is being written: what stands in each cell, and everything that ever stood there."""

from __future__ import annotations

from django.db import models

from zonebook.campaigns.models import Campaign
from zonebook.registry.models import Company
from zonebook.reporting.models import Version

MAX_WRITTEN = 300
"""As many characters as a cell of a filed report keeps."""
MAX_EXPLANATION = 2000


class Draft(models.Model):
    """A company's report in a campaign before it is sent; `version` is what it was sent as.

    There is one open draft of a report at a time, which everybody of the company writes in. A report that has to be
    mended gets a new one.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="drafts")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="drafts")
    begun_by = models.CharField(max_length=150)
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="draft", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "company"),
                condition=models.Q(submitted_at__isnull=True),
                name="one_open_draft_a_report",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True, version__isnull=True)
                | models.Q(submitted_at__isnull=False, version__isnull=False),
                name="submitted_draft_has_its_version",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign} / {self.company}"


class DraftCell(models.Model):
    """What stands in a cell now, as its last writer left it; a cell that was emptied says so by a blank."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="cells")
    line = models.CharField(max_length=60)
    site_code = models.CharField(max_length=60)
    written = models.CharField(max_length=MAX_WRITTEN, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("draft", "line", "site_code"), name="one_draft_cell_a_place"),)

    def __str__(self) -> str:
        return f"{self.line} {self.site_code}: {self.written}"


class DraftEntry(models.Model):
    """One writing of one cell: nothing that anybody wrote is lost, whoever wrote after them. Rows are only added.

    `seal` is the hash over the writing and the seal of the one before it in the draft.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="entries")
    line = models.CharField(max_length=60)
    site_code = models.CharField(max_length=60)
    before = models.CharField(max_length=MAX_WRITTEN, blank=True)
    after = models.CharField(max_length=MAX_WRITTEN, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("draft", "line", "site_code"), name="entries_of_a_draft_cell"),)
        verbose_name_plural = "draft entries"

    def __str__(self) -> str:
        return f"{self.line} {self.site_code}: {self.before} → {self.after}"


class DraftExplanation(models.Model):
    """Why a number is right though a check warns of it, written before the report is sent.

    Rows are only added: of those about one finding the last counts. They are sealed as the writings of cells are.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="explanations")
    rule = models.CharField(max_length=80)
    address = models.CharField(max_length=60, blank=True)
    text = models.TextField(max_length=MAX_EXPLANATION, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.rule} {self.address}"
