"""Who is in the zone, on what ground, since when.

Days are whole: `first_day` and `last_day` are both included, an open `last_day` means still in force, an open
`first_day` means that nobody recorded the beginning.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

OTHER_NAMES = "Other names that texts use, parted by semicolons."


class Dated(models.Model):
    """A fact that holds from its first to its last day."""

    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True)
                | models.Q(first_day__isnull=True)
                | models.Q(last_day__gte=models.F("first_day")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        )


class Zone(models.Model):
    """A special economic zone; the zones of the country are listed, one or more keep their book here."""

    class Kind(models.TextChoices):
        TECHNOLOGY = "technology", _("Technology zone")
        INDUSTRIAL = "industrial", _("Industrial zone")
        TOURISM = "tourism", _("Tourism zone")
        PORT = "port", _("Port zone")

    code = models.SlugField(max_length=60, unique=True)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    other_names = models.CharField(max_length=500, blank=True, help_text=OTHER_NAMES)
    kind = models.CharField(max_length=20, choices=Kind)
    region = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=40, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    keeps_book = models.BooleanField(default=False, help_text="Reports of this zone are kept in this book.")
    is_demonstration = models.BooleanField(default=False)
    trail_is_public = models.BooleanField(
        default=False, help_text="Anybody may walk from a figure down to the cells of the reports."
    )

    class Meta:
        ordering = ("name_ru",)

    def __str__(self) -> str:
        return self.name_ru


class Site(models.Model):
    """A place of the zone where companies work; coordinates and area as published."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="sites")
    code = models.SlugField(max_length=60, unique=True)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    other_names = models.CharField(max_length=500, blank=True, help_text=OTHER_NAMES)
    latitude = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    area_ha = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    area_note = models.CharField(max_length=300, blank=True)
    specialisation = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("name_ru",)

    def __str__(self) -> str:
        return self.name_ru


class Industry(models.Model):
    """What a company makes, in one word of the register."""

    code = models.SlugField(max_length=60, unique=True)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ("name_ru",)
        verbose_name_plural = "industries"

    def __str__(self) -> str:
        return self.name_ru


class Company(models.Model):
    """A firm. ИНН and ОГРН are blank where nobody published them; `is_fictional` firms exist in this book only."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    other_names = models.CharField(max_length=500, blank=True, help_text=OTHER_NAMES)
    search_name = models.CharField(max_length=300, db_index=True, editable=False)
    inn = models.CharField(max_length=12, blank=True)
    ogrn = models.CharField(max_length=15, blank=True)
    industry = models.ForeignKey(Industry, on_delete=models.PROTECT, null=True, blank=True)
    product = models.CharField(max_length=300, blank=True)
    is_fictional = models.BooleanField(default=False)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("search_name",)
        verbose_name_plural = "companies"
        constraints = (
            models.UniqueConstraint(fields=("inn",), condition=~models.Q(inn=""), name="one_company_an_inn"),
        )

    def __str__(self) -> str:
        return self.name


class Presence(Dated):
    """A company works on a site."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="presences")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="presences")

    class Meta(Dated.Meta):
        ordering = ("first_day",)

    def __str__(self) -> str:
        return f"{self.company} — {self.site}"


class Residency(Dated):
    """A company holds the status of a resident by an agreement."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="residencies")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="residencies")
    agreement = models.CharField(max_length=100, blank=True)
    ground_of_end = models.CharField(max_length=300, blank=True)

    class Meta(Dated.Meta):
        ordering = ("first_day",)
        verbose_name_plural = "residencies"

    def __str__(self) -> str:
        return f"{self.company} — {self.zone}"


class Cluster(models.Model):
    """Firms tied by co-operation in one field; they need not be residents, nor sit in the zone."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="clusters")
    code = models.SlugField(max_length=60, unique=True)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    other_names = models.CharField(max_length=500, blank=True, help_text=OTHER_NAMES)

    class Meta:
        ordering = ("name_ru",)

    def __str__(self) -> str:
        return self.name_ru


class Membership(Dated):
    """A company belongs to a cluster."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="memberships")
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="memberships")

    class Meta(Dated.Meta):
        ordering = ("first_day",)

    def __str__(self) -> str:
        return f"{self.company} — {self.cluster}"


class Project(models.Model):
    """An investment project of a company, or of several when it is a joint one."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="projects")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="projects", null=True, blank=True)
    code = models.SlugField(max_length=60, unique=True)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title_ru


class Milestone(models.Model):
    """A stage of a project; days are given as precisely as they were published (`2024-12`, `2024-12-05`)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    planned = models.CharField(max_length=10, blank=True)
    actual = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title_ru


class LakePartition(models.Model):
    """Is the engine's copy of a table up to date? A change raises `generation` in its own transaction."""

    table = models.CharField(max_length=40)
    zone_code = models.CharField(max_length=60)
    generation = models.PositiveBigIntegerField(default=1)
    filled_generation = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("table", "zone_code"), name="one_row_a_partition"),)

    def __str__(self) -> str:
        return f"{self.table}/zone={self.zone_code}"
