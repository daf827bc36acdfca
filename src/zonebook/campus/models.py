"""What the sites offer to those who work there."""

from django.db import models

from zonebook.registry.models import Site


class Amenity(models.Model):
    """A place or a service on a site; `site` is blank where the source names the zone only."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="amenities", null=True, blank=True)
    name = models.CharField(max_length=300)
    category = models.CharField(max_length=60)
    details = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=60)
    opened = models.CharField(max_length=60, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("category", "name")
        verbose_name_plural = "amenities"

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.status == "open"
