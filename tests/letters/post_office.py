"""A real mail server for tests: it listens on the loopback, takes letters over SMTP and answers as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port


@dataclass
class PostOffice:
    """What the server has taken, and what it answers instead of taking: by address, and to all.

    `thinks_for` are seconds between taking a letter and saying so; of so many letters that it `swallows` it never says.
    """

    taken: list[bytes] = field(default_factory=list)
    to_address: dict[str, str] = field(default_factory=dict)
    to_content: str = ""
    to_sender: str = ""
    swallows: int = 0
    thinks_for: float = 0.0
    port: int = 0

    @property
    def url(self) -> str:
        """What an installation is told in EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def letters(self) -> list[EmailMessage]:
        """The letters as a mailbox would show them."""
        return [message_from_bytes(content, policy=modern) for content in self.taken]

    @property
    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]

    # the protocol of aiosmtpd's handlers

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        return "250 sender ok"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.to_address:
            return self.to_address[address]
        envelope.rcpt_tos.append(address)
        return "250 recipient ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        if self.to_content:
            return self.to_content
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        await asyncio.sleep(self.thinks_for)
        if self.swallows:  # taken, but the line breaks before the answer
            self.swallows -= 1
            assert server.transport is not None
            server.transport.abort()
        return "250 taken"


@contextmanager
def open_post_office(port: int = 0) -> Iterator[PostOffice]:
    """A mail server on a free port of the loopback, or on the one named."""
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()
