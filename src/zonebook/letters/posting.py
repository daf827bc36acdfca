"""One letter and the mail server: what goes over the line, and what does the server's answer mean?"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.charset import BASE64, Charset
from email.header import Header
from email.utils import format_datetime
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import localtime

from zonebook.letters.models import Letter
from zonebook.letters.smtp import Backend

_PERMANENT = 500
_UNAVAILABLE = 421


class Trouble(StrEnum):
    """What to do with a letter that did not go."""

    REFUSED = "refused"
    """The server will never take this letter to this address."""
    LATER = "later"
    """The server does not take this letter now."""
    SERVER = "server"
    """The server takes no letter now, or not from us: this letter is not to blame."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a letter did not go. `is_certain`: the server said so, so that the letter has surely not been taken."""

    trouble: Trouble
    said: str
    is_certain: bool


@contextmanager
def mail_server() -> Iterator[BaseEmailBackend]:
    """The mail server of this installation; connected to when the first letter goes, left quietly."""
    server = get_connection()
    try:
        yield server
    finally:
        hang_up(server)


def hang_up(server: BaseEmailBackend) -> None:
    """Leave the server, whatever state the connection is in; the next letter connects anew."""
    with suppress(OSError, smtplib.SMTPException):
        server.close()


def post(server: BaseEmailBackend, letter: Letter, *, before_content: Callable[[], None]) -> None:
    """Hand a letter over. Returns when the server has taken it; raises OSError (as all of smtplib's errors are)."""
    message = message_of(letter)
    if isinstance(server, Backend):
        server.send_telling(message, before_content=before_content)
    else:  # a file, the console, the memory of a test: nothing can happen between
        before_content()
        server.send_messages([message])


def message_of(letter: Letter) -> EmailMessage:
    """The letter as it goes over the line: seven-bit clean, so that no server on its way can spoil its Russian."""
    message = EmailMessage(
        subject=_subject_line(letter.subject),
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to],
        headers={
            "Message-ID": letter.message_id,
            "Date": format_datetime(localtime(letter.written_at)),
            "Content-Language": letter.language,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no answering machine answers to it
        },
    )
    charset = Charset("utf-8")
    charset.body_encoding = BASE64
    message.encoding = charset
    return message


def _subject_line(subject: str) -> str:
    """The subject in encoded words of which the first fits beside the name of the field.

    Folded without regard to that name, as Django does, the field would begin with an empty line.
    """
    return Header(subject, "utf-8", header_name="Subject").encode().replace("\n", "")


def failure_of(error: Exception) -> Failure:
    """What an error of sending says.

    Only a 5xx answer about the recipient or the content is about this letter for good. A refusal of our sender, our
    name or our password is a matter of the settings: letters wait until it is mended.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return _answered(code, answer)
    if isinstance(error, smtplib.SMTPDataError):
        return _answered(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):  # no line of mail can carry it
        return Failure(Trouble.REFUSED, str(error), is_certain=True)
    if isinstance(error, smtplib.SMTPResponseException):
        return Failure(Trouble.SERVER, _in_words(error.smtp_code, error.smtp_error), is_certain=True)
    return Failure(Trouble.SERVER, f"{type(error).__name__}: {error}", is_certain=False)


def _answered(code: int, answer: bytes | str) -> Failure:
    said = _in_words(code, answer)
    if code >= _PERMANENT:
        return Failure(Trouble.REFUSED, said, is_certain=True)
    return Failure(Trouble.SERVER if code == _UNAVAILABLE else Trouble.LATER, said, is_certain=True)


def _in_words(code: int, answer: bytes | str) -> str:
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {said}"
