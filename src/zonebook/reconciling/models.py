"""Which extracts were taken, what did each say row by row, and where it differs from the book, what became of that?"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from zonebook.archive.models import StoredFile
from zonebook.measures import Period, Text
from zonebook.methodology import ExtractDefinition, load_methodology
from zonebook.registry.models import Company, Zone

SAID = ("ours", "theirs", "ours_written", "theirs_written")
"""The fields of what both sides say."""


class Extract(models.Model):
    """A file that a source made on a day, for a period (blank: of the register's facts on that day).

    Brought, it changes nothing; taken, its rows are kept and its differences are disputes. `columns`: the place of each
    column of the definition in the file, counted from 0.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="extracts")
    source = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    period_code = models.CharField(max_length=30, blank=True)
    as_of = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    columns = models.JSONField(default=dict, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    brought_by = models.CharField(max_length=150)
    brought_at = models.DateTimeField()
    taken_by = models.CharField(max_length=150, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-as_of", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("zone", "source", "period_code", "file"), name="one_extract_a_file"),
            models.CheckConstraint(
                condition=models.Q(taken_at__isnull=True, taken_by="")
                | (models.Q(taken_at__isnull=False) & ~models.Q(taken_by="")),
                name="extract_is_taken_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def definition(self) -> ExtractDefinition:
        """How this extract is read and compared."""
        return load_methodology().extract(self.source, version=self.version)

    @property
    def period(self) -> Period | None:
        """The period that its numbers are for; none where it tells facts of a day."""
        return Period.parse(self.period_code) if self.period_code else None

    @property
    def day(self) -> date:
        """The day on which the register is asked who ought to be in it."""
        return self.period.last if self.period else self.as_of

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None


class ExtractRow(models.Model):
    """What one row of the file says of one line, or of one fact; every row is kept, whoever it is about.

    `amount` is in the line's unit as stores keep it, null where the cell is blank or cannot be read; `fault` is the
    rule that the cell, or the row, breaks. `month`: the first day of the month where the source tells months.
    """

    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()
    inn = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=300, blank=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, related_name="extract_rows")
    line = models.CharField(max_length=60)
    month = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)
    written = models.CharField(max_length=300, blank=True)
    fault = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("extract", "row", "line"), name="one_row_of_extract_a_line"),)

    def __str__(self) -> str:
        return f"{self.extract} {self.row} {self.line}"

    @property
    def has_no_such_inn(self) -> bool:
        """Whether the number that is written cannot be anybody's."""
        return self.fault.startswith("inn.")


class Said(models.Model):
    """What both sides said: numbers in the line's unit as stores keep it, or words where a fact is compared."""

    ours = models.BigIntegerField(null=True)
    theirs = models.BigIntegerField(null=True)
    ours_written = models.CharField(max_length=300, blank=True)
    theirs_written = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def said(self) -> dict[str, int | str | None]:
        """What both sides say, field by field."""
        return {name: getattr(self, name) for name in SAID}


class Dispute(Said):
    """A difference between a source and the book in one line, or fact, of a company for a period, whatever the extract.

    `row` is the newest that told it. `difference` is theirs minus ours, null where words differ.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ASKED = "asked", _("the company was asked")
        EXPLAINED = "explained", _("explained")
        CORRECTED = "corrected", _("corrected")
        CLOSED = "closed", _("closed")

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="disputes")
    source = models.CharField(max_length=24)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="disputes")
    line = models.CharField(max_length=60)
    period_code = models.CharField(max_length=30, blank=True)
    row = models.ForeignKey(ExtractRow, on_delete=models.PROTECT, related_name="disputes")
    difference = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("zone", "source", "company", "line", "period_code"), name="one_dispute_a_line_and_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.company} {self.line} {self.period_code}".strip()

    @property
    def title(self) -> Text:
        """What is disputed, as the extract calls it."""
        return self.row.extract.definition.title_of(self.line)

    @property
    def period(self) -> Period | None:
        return Period.parse(self.period_code) if self.period_code else None


class DisputeStep(Said):
    """One step of a dispute: what both sides said then, what was done, by whom, in which words."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("The difference was found")
        CHANGED = "changed", _("The difference is another now")
        REOPENED = "reopened", _("The difference is there again")
        ASKED = "asked", _("The company was asked")
        EXPLAINED = "explained", _("Explained")
        CORRECTED = "corrected", _("The difference is gone")
        CLOSED = "closed", _("Closed")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(max_length=2000, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.dispute} {self.kind}"
