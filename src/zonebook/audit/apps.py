"""How Django knows this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """The app `zonebook.audit`."""

    name = "zonebook.audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        from zonebook.audit.tasks import make_triggers

        # once after a migration, not once for each app: all tables are there when the first app is told
        post_migrate.connect(make_triggers, sender=self, dispatch_uid="zonebook.audit.triggers")
