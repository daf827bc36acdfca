"""How does a company come by the status, what did it promise, and how does the status end?

The steps and who may take them are data (`methodology`, the life of a status); here is what the steps leave behind.
Money is kopecks. States, kinds of papers, parties and grounds are the codes of that table. A `Step` has both clocks:
since which `day` its state holds, and `at` which moment it was recorded.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zonebook.archive.models import Attached, StoredFile
from zonebook.registry.models import Company, Dated, Industry, Residency, Site, Zone

YEARS = range(2000, 2101)
"""The years that anything is planned or promised for."""


class PlannedLine(models.TextChoices):
    """What is planned and promised by year: the lines of reports that answer to it."""

    INVESTMENT = "investment", _("Investment")
    CAPITAL_INVESTMENT = "capital_investment", _("of which capital investment")
    JOBS_CREATED = "jobs_created", _("Jobs created")
    REVENUE = "revenue", _("Revenue")


class Application(models.Model):
    """An application for the status, from its draft to the agreement or to a refusal.

    `due` is the day by which whoever acts next must have acted, counted by the deadline `due_code`.
    """

    class Place(models.TextChoices):
        PREMISES = "premises", _("Premises")
        PLOT = "plot", _("Plot")

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="applications")
    number = models.CharField(max_length=60, unique=True, null=True, blank=True)
    state = models.CharField(max_length=20)
    applicant = models.CharField(max_length=150, help_text="User name of whoever applies.")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="applications", null=True, blank=True)
    name = models.CharField(max_length=300)
    legal_form = models.CharField(max_length=60, blank=True)
    inn = models.CharField(max_length=12, blank=True)
    ogrn = models.CharField(max_length=15, blank=True)
    kpp = models.CharField(max_length=9, blank=True)
    address = models.CharField(max_length=300, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    industry = models.ForeignKey(Industry, on_delete=models.PROTECT, null=True, blank=True)
    activity = models.TextField(blank=True)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="applications", null=True, blank=True)
    place = models.CharField(max_length=10, choices=Place, blank=True)
    area_sqm = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=(MinValueValidator(1),)
    )
    power_kw = models.DecimalField(
        max_digits=8, decimal_places=1, null=True, blank=True, validators=(MinValueValidator(0),)
    )
    wishes = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    due_code = models.CharField(max_length=60, blank=True)
    is_fictional = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.number} {self.name}" if self.number else self.name


class AmountOfYear(models.Model):
    """So much of one line in one year; kopecks, or jobs."""

    year = models.PositiveSmallIntegerField(validators=(MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[-1])))
    line = models.CharField(max_length=30, choices=PlannedLine)
    amount = models.BigIntegerField(validators=(MinValueValidator(0),))

    class Meta:
        abstract = True
        ordering = ("year", "line")


class PlannedAmount(AmountOfYear):
    """What the applicant plans."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="planned")

    class Meta(AmountOfYear.Meta):
        constraints = (
            models.UniqueConstraint(fields=("application", "year", "line"), name="one_plan_a_year_and_line"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.line}"


class Paper(Attached):
    """A paper of an application; of several of one kind the newest counts."""

    class Verdict(models.TextChoices):
        IN_ORDER = "in_order", _("in order")
        DEFECTIVE = "defective", _("has defects")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("kind", "-pk")


class CouncilMember(Dated):
    """Somebody who votes in the expert council."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="council")
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """A meeting of the expert council."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="meetings")
    number = models.CharField(max_length=40)
    day = models.DateField()
    is_held = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ("-day", "-pk")
        constraints = (models.UniqueConstraint(fields=("zone", "number"), name="one_meeting_a_number"),)

    def __str__(self) -> str:
        return self.number


class Minutes(Attached):
    """The minutes of a meeting; of several the newest counts."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "minutes"


class AgendaItem(models.Model):
    """An application on the agenda of a meeting, and what became of it there."""

    class Decision(models.TextChoices):
        SUPPORTED = "supported", _("supported")
        DECLINED = "declined", _("not supported")
        POSTPONED = "postponed", _("postponed")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reasons = models.TextField(blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "application"), name="one_item_an_application_and_meeting"),
        )

    def __str__(self) -> str:
        return f"{self.meeting} / {self.position}"


class Vote(models.Model):
    """How a member of the council voted on an item."""

    class Choice(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAINED = "abstained", _("abstained")

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(CouncilMember, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10, choices=Choice)

    class Meta:
        ordering = ("member",)
        constraints = (models.UniqueConstraint(fields=("item", "member"), name="one_vote_a_member"),)

    def __str__(self) -> str:
        return f"{self.member}: {self.choice}"


class Agreement(models.Model):
    """The agreement of three parties; from its entry in the register on it carries a residency."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="agreements")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="agreements")
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="agreement", null=True, blank=True
    )
    residency = models.OneToOneField(
        Residency, on_delete=models.PROTECT, related_name="agreement_entry", null=True, blank=True
    )
    number = models.CharField(max_length=100)
    activity = models.TextField(blank=True)
    state = models.CharField(max_length=20)
    signed_on = models.DateField(null=True, blank=True, help_text="The day of the last of the three signatures.")
    entered_on = models.DateField(null=True, blank=True)
    register_number = models.CharField(max_length=60, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    certificate = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day of the status.")
    ground = models.CharField(max_length=60, blank=True)
    end_document = models.CharField(max_length=200, blank=True, help_text="The document that ended it.")
    due = models.DateField(null=True, blank=True)
    due_code = models.CharField(max_length=60, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("zone", "number"), name="one_agreement_a_number"),
            models.UniqueConstraint(
                fields=("zone", "register_number"),
                condition=~models.Q(register_number=""),
                name="one_entry_a_register_number",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Signature(models.Model):
    """One of the three parties has signed."""

    class Party(models.TextChoices):
        RESIDENT = "resident", _("Resident")
        AUTHORISED_BODY = "authorised_body", _("Authorised body")
        MANAGING_COMPANY = "managing_company", _("Managing company")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=20, choices=Party)
    signatory = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField()

    class Meta:
        ordering = ("signed_on", "pk")
        constraints = (models.UniqueConstraint(fields=("agreement", "party"), name="one_signature_a_party"),)

    def __str__(self) -> str:
        return f"{self.party}: {self.signatory}"


class Terms(models.Model):
    """What was agreed: number 0 with the agreement, each later one an amendment. They only grow.

    Number 0 has no `agreed_on`: it was agreed when the last of the three parties signed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    activity = models.TextField(blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "terms"
        constraints = (models.UniqueConstraint(fields=("agreement", "number"), name="one_terms_a_number"),)

    def __str__(self) -> str:
        return f"{self.agreement} / {self.number}"


class Obligation(AmountOfYear):
    """What the resident promised."""

    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="obligations")

    class Meta(AmountOfYear.Meta):
        constraints = (
            models.UniqueConstraint(fields=("terms", "year", "line"), name="one_obligation_a_year_and_line"),
        )

    def __str__(self) -> str:
        return f"{self.terms} {self.year} {self.line}"


class Suspension(Dated):
    """The status is suspended, on a ground of the table; the company stays in the register."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="suspensions")
    ground = models.CharField(max_length=60)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ("first_day",)

    def __str__(self) -> str:
        return f"{self.agreement} / {self.first_day}"


class Step(models.Model):
    """One step of a life: which, from where to where, who recorded it, when and why. Steps only grow.

    `day` is the first day on which the state it leads to holds; `due` the day by which the next one must be taken.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps", null=True, blank=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="steps", null=True, blank=True)
    transition = models.CharField(max_length=40)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    day = models.DateField()
    ground = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(application__isnull=False) ^ models.Q(agreement__isnull=False),
                name="a_step_is_of_one_life",
            ),
        )

    def __str__(self) -> str:
        return f"{self.transition}: {self.from_state} → {self.to_state}"
