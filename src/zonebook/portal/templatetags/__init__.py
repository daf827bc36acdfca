"""Filters and tags of the pages; the settings make them known to every template."""
