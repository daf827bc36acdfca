"""How what a resident promised is called."""

from __future__ import annotations

from django import template

from zonebook.agreements.models import PlannedLine

register = template.Library()


@register.filter
def planned_line(code: str) -> str:
    """A line of an agreement's obligations in words."""
    return str(PlannedLine(code).label)
