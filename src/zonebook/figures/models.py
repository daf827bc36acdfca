"""What was said for good: snapshots of the ledger, released figures, and the editions of ratings."""

from __future__ import annotations

from django.db import models

from zonebook.registry.models import Zone


class Snapshot(models.Model):
    """A state of the lake that a released figure was computed over: the hash of each partition."""

    name = models.CharField(max_length=64, unique=True)
    taken_at = models.DateTimeField()
    partitions = models.JSONField()

    def __str__(self) -> str:
        return self.name


class ReleasedFigure(models.Model):
    """A figure that the zone stands by, with everything needed to compute it again."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="released_figures")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="released_figures")
    measure = models.CharField(max_length=60)
    definition = models.CharField(max_length=80)
    scope = models.JSONField()
    population = models.CharField(max_length=20)
    period_code = models.CharField(max_length=40)
    answered_period_code = models.CharField(max_length=40)
    known_at = models.DateTimeField()
    amount = models.BigIntegerField(help_text="In the unit's integer: kopecks for roubles.")
    unit = models.CharField(max_length=20)
    reported = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    released_by = models.CharField(max_length=150)
    is_headline = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.measure} {self.period_code}"


class Edition(models.Model):
    """One edition of our own rating of a class of zones, frozen: the definition, the numbers that went in, the answer.

    Made again for the same year it gets the next number; the earlier one stays. Never merged with what others publish.
    """

    rating = models.SlugField(max_length=60)
    definition = models.CharField(max_length=80, help_text="Code and day of validity: zone-balance@2023-01-01.")
    definition_written = models.TextField(help_text="The definition as it was, in YAML.")
    zone_class = models.CharField(max_length=20, help_text="The kind of zone that is compared: technology, industrial.")
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField(default=1)
    as_of = models.DateField(help_text="The last day that a number may speak of.")
    seed = models.PositiveIntegerField()
    draws = models.PositiveIntegerField()
    matrix = models.JSONField(help_text="Zones, columns and values as they went in; null is missing.")
    taken = models.JSONField(help_text="For each zone and column: the figure taken, the rule, the others left aside.")
    result = models.JSONField(help_text="As `zonebook rate --format json` prints it, with chances and parts.")
    sha256 = models.CharField(max_length=64, help_text="Of definition, matrix, taken and result as written.")
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True, help_text="Why a year's edition was made again.")

    class Meta:
        ordering = ("rating", "zone_class", "-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=("rating", "zone_class", "year", "number"), name="one_number_an_edition"),
        )

    def __str__(self) -> str:
        return f"{self.rating} {self.zone_class} {self.year} ({self.number})"


class RatingEdition(models.Model):
    """One edition of a rating by others, recorded as published; different ratings are never merged."""

    rating = models.SlugField(max_length=60)
    year = models.PositiveIntegerField()
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    published = models.DateField()
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("rating", "-year")
        constraints = (models.UniqueConstraint(fields=("rating", "year"), name="one_edition_a_year"),)

    def __str__(self) -> str:
        return f"{self.rating} {self.year}"


class RatingPlace(models.Model):
    """A zone's place in its class in an edition; blank where only a score was published."""

    edition = models.ForeignKey(RatingEdition, on_delete=models.PROTECT, related_name="places")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="rating_places")
    place = models.PositiveIntegerField(null=True, blank=True)
    score = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "zone"), name="one_place_a_zone"),)

    def __str__(self) -> str:
        return f"{self.zone}: {self.place}"
