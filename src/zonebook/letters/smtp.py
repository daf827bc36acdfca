"""Django's SMTP connection, with one addition: it tells when the content of a letter is about to leave.

Before that moment a letter has surely not been sent, whatever happens; after it only the server's answer says.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class _Telling:
    """Calls `before_content` when the server has taken sender and recipient and the content comes next."""

    before_content: Callable[[], None]

    def data(self, message: bytes | str) -> tuple[int, bytes]:
        self.before_content()
        return super().data(message)  # type: ignore[misc]  # smtplib's class comes next in both mixtures below


class _Plain(_Telling, smtplib.SMTP):
    """Plain, or raised to TLS by STARTTLS."""


class _Encrypted(_Telling, smtplib.SMTP_SSL):
    """TLS from the first byte."""


class Backend(EmailBackend):
    """Django's backend over a connection that tells."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Encrypted if self.use_ssl else _Plain

    def send_telling(self, message: Any, *, before_content: Callable[[], None]) -> None:
        """Send one message over the open connection, opened if need be; raises what smtplib raises."""
        self.open()
        self.connection.before_content = before_content
        self.send_messages([message])
