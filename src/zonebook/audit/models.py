"""One entry for each action, each sealed to the one before it."""

from django.db import models


class Entry(models.Model):
    """Who did what to what, when, with which details; `seal` hashes all of it and the seal before."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, db_index=True)
    details = models.JSONField()
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.pk} {self.actor} {self.action} {self.subject}"
