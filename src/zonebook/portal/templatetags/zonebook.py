"""How numbers, periods and texts are shown on the pages."""

from django import template

register = template.Library()
