"""May everybody see what was said of a zone, with what the book says to it?

Of what others said the zone decides once, for every statement that does not say itself. Its own releases are public
with their figures from the moment they go out: that is why they were held against the book. A statement may be shown
or kept by itself, either way. What was taken back, and what goes out later, nobody outside sees.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from zonebook.newsroom.models import Publication, Showing, Statement
from zonebook.registry.models import Zone


def shows_statements(zone: Zone) -> bool:
    """Whether a zone shows what others said of it, where a statement does not say itself; who never chose, does."""
    chosen = Showing.objects.filter(zone=zone).first()
    return chosen is None or chosen.is_public


def shown(zone: Zone) -> QuerySet[Statement]:
    """The statements about a zone that everybody may see, with their verdicts."""
    is_out = Q(visible_from__isnull=True) | Q(visible_from__lte=timezone.now())
    zone_shows = Q(zone__showing__isnull=True) | Q(zone__showing__is_public=True)
    is_wanted = Q(is_public=True) | (Q(is_public__isnull=True) & (zone_shows | Q(publication__isnull=False)))
    return Statement.objects.filter(is_out, is_wanted, zone=zone, publication__withdrawal__isnull=True)


def shows_its_figures(publication: Publication) -> bool:
    """Whether the page of a release leads from its figures to the book: it does unless its office keeps them back."""
    return publication.statement.is_public is not False
