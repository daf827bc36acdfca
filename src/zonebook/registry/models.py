"""Who is in the zone, on what ground, since when, and since when does the register say so?

Two clocks. Days are whole: `first_day` and `last_day` are both included, an open `last_day` means still in force, an
open `first_day` means that nobody recorded the beginning. What the register said before a change is kept by
`history`, with who changed it, when and why.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

OTHER_NAMES = "Other names that texts use, parted by semicolons."
OUTLINE = "Corners in their order, each [longitude, latitude]; the last is joined to the first."
SHARE = (MinValueValidator(0), MaxValueValidator(100))
AS_PUBLISHED = "As precisely as it was published: 2005, 2005-12, 2005-12-21."


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
                violation_error_message=_("The last day is before the first."),
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
    established = models.CharField(max_length=10, blank=True, help_text=AS_PUBLISHED)
    ends = models.CharField(max_length=10, blank=True, help_text=AS_PUBLISHED)
    managing_company = models.CharField(max_length=300, blank=True)
    authorised_body = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    keeps_book = models.BooleanField(default=False, help_text="Reports of this zone are kept in this book.")
    is_demonstration = models.BooleanField(default=False)
    trail_is_public = models.BooleanField(
        default=False, help_text="Anybody may walk from a figure down to the cells of the reports."
    )
    history = HistoricalRecords()

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
    outline = models.JSONField(null=True, blank=True, help_text=OUTLINE)
    specialisation = models.CharField(max_length=300, blank=True)
    is_planned = models.BooleanField(default=False, help_text="Announced, and not part of the zone yet.")
    source_url = models.URLField(max_length=500, blank=True)
    history = HistoricalRecords()

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
    """A firm. Numbers are blank where nobody published them; `is_fictional` firms exist in this book only.

    `search_name` holds all by which it is looked for. `foreign_share` is in per cent, empty where it is not known.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    other_names = models.CharField(max_length=500, blank=True, help_text=OTHER_NAMES)
    search_name = models.CharField(max_length=1000, db_index=True, editable=False)
    inn = models.CharField(max_length=12, blank=True)
    ogrn = models.CharField(max_length=15, blank=True)
    kpp = models.CharField(max_length=9, blank=True)
    legal_form = models.CharField(max_length=60, blank=True)
    okved = models.CharField(max_length=8, blank=True)
    foreign_share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True, validators=SHARE)
    address = models.CharField(max_length=300, blank=True)
    industry = models.ForeignKey(Industry, on_delete=models.PROTECT, null=True, blank=True)
    product = models.CharField(max_length=300, blank=True)
    is_fictional = models.BooleanField(default=False)
    source_url = models.URLField(max_length=500, blank=True)
    history = HistoricalRecords(excluded_fields=["search_name"])

    class Meta:
        ordering = ("search_name",)
        verbose_name_plural = "companies"
        constraints = (
            models.UniqueConstraint(fields=("inn",), condition=~models.Q(inn=""), name="one_company_an_inn"),
        )

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person of the company whom the zone writes to; seen only by those who may see papers."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Presence(Dated):
    """A company works on a site."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="presences")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="presences")
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ("first_day",)

    def __str__(self) -> str:
        return f"{self.company} — {self.site}"


class Residency(Dated):
    """A company holds the status of a resident by an agreement."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="residencies")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="residencies")
    agreement = models.CharField(max_length=100, blank=True)
    register_number = models.CharField(max_length=60, blank=True)
    ground_of_end = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ("first_day",)
        verbose_name_plural = "residencies"

    def __str__(self) -> str:
        return f"{self.company} — {self.zone}"


class Cluster(models.Model):
    """Firms tied by co-operation in one field; they need not be residents, nor sit in the zone."""

    class Kind(models.TextChoices):
        INTERINDUSTRY = "interindustry", _("Inter-industry cluster")
        INDUSTRIAL = "industrial", _("Industrial cluster")

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="clusters")
    code = models.SlugField(max_length=60, unique=True)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    other_names = models.CharField(max_length=500, blank=True, help_text=OTHER_NAMES)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.INTERINDUSTRY)
    coordinator = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("name_ru",)

    def __str__(self) -> str:
        return self.name_ru


class Membership(Dated):
    """A company belongs to a cluster."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="memberships")
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="memberships")
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ("first_day",)

    def __str__(self) -> str:
        return f"{self.company} — {self.cluster}"


class Cooperation(Dated):
    """One member of a cluster supplies another by a contract."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="cooperations")
    supplier = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="supplies")
    customer = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="purchases")
    subject = models.CharField(max_length=300)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ("first_day",)

    def __str__(self) -> str:
        return f"{self.supplier} → {self.customer}: {self.subject}"


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
