"""What does the regime of a zone ask of its residents, and what does it give them?

The pure rules of the status: which step may be taken now and by when must who act (`life`, `deadlines`); what was
promised and what was done (`obligations`); what needs watching (`watch`); what the benefits amount to (`benefits`);
what a member of a cluster has to meet (`membership`); when a form is asked and is due (`schedule`). Each rule is a
dated definition; only its arithmetic is here.
"""

from zonebook.regime.benefit_plan import Base, BenefitPlan, PlanError
from zonebook.regime.benefits import BenefitRates, Tax, TaxOfYear, YearOfBenefits, reckon, totals
from zonebook.regime.council import CouncilRule
from zonebook.regime.deadlines import Counting, Deadline, LastDay, due_day, is_provisional
from zonebook.regime.definition import NamedLine, Reference, RegimeDefinitionError
from zonebook.regime.life import (
    Actor,
    FactMissing,
    Ground,
    Guard,
    Life,
    Paper,
    Party,
    State,
    Subject,
    Transition,
    UnknownTransition,
)
from zonebook.regime.membership import ClusterKind, MemberFacts, Requirement, RequirementDefinition, checked
from zonebook.regime.obligations import (
    Attained,
    Attainment,
    Done,
    ForecastRule,
    ObligationError,
    Promise,
    attainments,
)
from zonebook.regime.schedule import (
    Addressee,
    CampaignDays,
    ReminderStep,
    Schedule,
    campaign_days,
    reminder_day,
)
from zonebook.regime.watch import WatchResult, watch
from zonebook.regime.watch_rule import Alert, Basis, Severity, Unclear, Watched, WatchFor, WatchRule
from zonebook.regime.working_days import WorkingDays, russian_working_days

__all__ = [
    "Actor",
    "Addressee",
    "Alert",
    "Attained",
    "Attainment",
    "Base",
    "Basis",
    "BenefitPlan",
    "BenefitRates",
    "CampaignDays",
    "ClusterKind",
    "CouncilRule",
    "Counting",
    "Deadline",
    "Done",
    "FactMissing",
    "ForecastRule",
    "Ground",
    "Guard",
    "LastDay",
    "Life",
    "MemberFacts",
    "NamedLine",
    "ObligationError",
    "Paper",
    "Party",
    "PlanError",
    "Promise",
    "Reference",
    "RegimeDefinitionError",
    "ReminderStep",
    "Requirement",
    "RequirementDefinition",
    "Schedule",
    "Severity",
    "State",
    "Subject",
    "Tax",
    "TaxOfYear",
    "Transition",
    "Unclear",
    "UnknownTransition",
    "WatchFor",
    "WatchResult",
    "WatchRule",
    "Watched",
    "WorkingDays",
    "YearOfBenefits",
    "attainments",
    "campaign_days",
    "checked",
    "due_day",
    "is_provisional",
    "reckon",
    "reminder_day",
    "russian_working_days",
    "totals",
    "watch",
]
