"""Which tables were taken into the register, what did each write, and how are a file's columns called?"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zonebook.archive.models import StoredFile
from zonebook.registry.models import Zone


class Upload(models.Model):
    """A file that somebody brought for a kind of entries; until it is imported it has changed nothing."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="uploads")
    kind = models.CharField(max_length=30)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    uploaded_by = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("zone", "kind", "file"), name="one_upload_a_file_and_kind"),)

    def __str__(self) -> str:
        return self.name


class RememberedMapping(models.Model):
    """How the columns of files with these headers were read the last time.

    `columns`: header -> code of the definition's column, empty for a header that is left out.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="mappings")
    kind = models.CharField(max_length=30)
    headers_sha256 = models.CharField(max_length=64)
    columns = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("zone", "kind", "headers_sha256"), name="one_mapping_a_set_of_headers"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.headers_sha256[:8]}"


class Batch(models.Model):
    """One table taken into the register, whole."""

    class State(models.TextChoices):
        IMPORTED = "imported", _("imported")
        UNDONE = "undone", _("undone")

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="batches")
    kind = models.CharField(max_length=30)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    columns = models.JSONField()
    row_count = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.IMPORTED)
    imported_by = models.CharField(max_length=150)
    imported_at = models.DateTimeField()
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class BatchEntry(models.Model):
    """One entry of the register that a batch made, named as `registry.company:12`'s two halves."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="entries")
    row = models.PositiveIntegerField()
    model = models.CharField(max_length=60)
    key = models.BigIntegerField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.model}:{self.key}"
