"""Letters on their way out of the book, and the workers that carry them.

A letter is written in the transaction of what it is about and sent later, by whoever claims it. Its `key` says what it
is: a letter of the same key is the same letter, and is written once.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One letter to one address.

    `about` names what it is about as the audit chain names its subjects; `company_code` is blank for a letter to the
    zone's own people. A letter in state SENDING belongs to the worker `claimed_by`; `handed_at` is set right before its
    content goes to the mail server, so that without it the letter has surely not been sent. `may_repeat` says that the
    server may have taken an earlier try whose answer nobody lived to hear.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be sent")
        SENDING = "sending", _("is being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not delivered")

    key = models.CharField(max_length=500, unique=True)
    zone_code = models.CharField(max_length=60)
    company_code = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=200)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=10)
    message_id = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=120, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    may_repeat = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("state", "next_try_at"), name="letter_to_send"),
            models.Index(fields=("zone_code", "about"), name="letter_about"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="sending") | models.Q(claimed_at__isnull=False), name="sending_is_claimed"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="sent_has_its_moment"
            ),
        )

    def __str__(self) -> str:
        return self.key


class Worker(models.Model):
    """A process that carries letters and does the book's errands, and when it last gave a sign of life."""

    name = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField()
    breathed_at = models.DateTimeField()

    class Meta:
        ordering = ("-breathed_at",)

    def __str__(self) -> str:
        return self.name
