"""The bytes of every file that the book speaks of, named by their hash."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """The bytes of a file; the same bytes are kept once and for good."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256


class Attached(models.Model):
    """A kept file under the name that a person gave it, attached to something else in the book."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
