"""What does a curator send of clusters, and what are they told when it cannot be used?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.portal.fields import CompanyField, EntryField, TextField
from zonebook.portal.forms.entries import DatedForm, EntryForm, NamedForm
from zonebook.registry.models import Cluster, Company, Membership

_NO_MEMBER = {"invalid_choice": _("Choose a member of the cluster.")}


class ClusterForm(NamedForm):
    """A cluster as the curator enters it."""

    kind = forms.ChoiceField(label=_("Kind of cluster"), choices=Cluster.Kind.choices)
    coordinator = TextField(label=_("Co-ordinator"), max_length=300)


class MembershipForm(EntryForm, DatedForm):
    """Who belongs to a cluster, from when to when."""

    only_new = ("company",)
    field_order = ("company", "first_day", "last_day")

    company = CompanyField(
        label=_("Company"), help_text=_("Name, taxpayer number or code. It need not be in the zone.")
    )


class ContractForm(DatedForm):
    """Which member of a cluster supplies which."""

    field_order = ("supplier", "customer", "subject", "first_day", "last_day")

    supplier = EntryField(Company, label=_("Supplier"), missing=_("Choose who supplies."), error_messages=_NO_MEMBER)
    customer = EntryField(Company, label=_("Customer"), missing=_("Choose who is supplied."), error_messages=_NO_MEMBER)
    subject = TextField(label=_("What is supplied"), max_length=300, missing=_("Write what is supplied."))

    def __init__(self, *arguments: Any, cluster: Cluster, **options: Any) -> None:
        super().__init__(*arguments, **options)
        members = Company.objects.filter(pk__in=Membership.objects.filter(cluster=cluster).values("company"))
        for name in ("supplier", "customer"):
            self.fields[name].queryset = members
