"""How is a file of unknown making read without danger to the server?

Opening it happens in a few long-lived child processes with a ceiling on memory, on processor time for each
file and on the wall clock. A child that dies or hangs is replaced, and its file gets a finding. The child
gets no environment of the server (no keys, no database address) and answers in JSON, or with a workbook that is
only handed on, so nothing it says can run in the server.

Linux only: the kernel keeps the ceilings (`setrlimit`) and says how large a child is (`/proc`).
"""

from __future__ import annotations

import contextlib
import json
import logging
import math
import os
import queue
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TypeVar

from zonebook.intake.form import Form, Identity
from zonebook.intake.interpreting import interpret
from zonebook.intake.marking import Language, findings_alone, mark_workbook
from zonebook.intake.raw import RawWorkbook, Refusal, decode, encode
from zonebook.intake.reading import Finding, Reading, Severity
from zonebook.intake.unpacking import OUT_OF_LIMITS, Extent, refused_outside, unpack
from zonebook.measures import Text

CHILDREN = 2
ADDRESS_SPACE_BYTES = 256 * 1024 * 1024
CPU_SECONDS = 6  # more than twice what the longest sheet within the limits took, for a machine half as fast
WALL_SECONDS = 30.0
MAX_MESSAGE_BYTES = 64 * 1024 * 1024
INTERRUPTED = Refusal("file.interrupted")

# A table of the register has more cells than any form. One row and column beyond what a table may have, so that
# `tables` sees that there are too many; texts longer than any field, so that it sees that they are too long.
TABLE_ROWS, TABLE_COLUMNS, TABLE_HEADER_ROWS = 20_000, 60, 100
TABLE = Extent(TABLE_ROWS + TABLE_HEADER_ROWS + 2, TABLE_COLUMNS + 1, text=2_000, unpacked_bytes=80 * 1024 * 1024)
_TABLE_TIMES = 6  # as much processor time and wall clock as a form
_TABLE_ADDRESS_SPACE_BYTES = 1024 * 1024 * 1024
_RETIRES_AT_BYTES = ADDRESS_SPACE_BYTES // 2  # a child that still holds so much would give the next file too little
_FOR_FORM, _FOR_TABLE, _FOR_MARKS = b"F", b"T", b"M"
_OUT_OF_MEMORY = 77  # how a child ends that could not hold a file
_DYING_SECONDS = 1.0
_OWN_SIZE = Path("/proc/self/statm")

_Answer = TypeVar("_Answer")

_LENGTH = struct.Struct(">Q")
# numpy and lxml would only be loaded because openpyxl finds them; without them the child stays small and
# starts fast
_CHILD = """
import sys
sys.modules["numpy"] = sys.modules["lxml"] = None
from zonebook.intake.sandbox import serve
serve()
"""


_LOG = logging.getLogger(__name__)


def read_safely(content: bytes, form: Form, *, expected: Identity | None = None) -> Reading:
    """As `read_workbook`, for files of unknown making. Raises for no content; any thread may call it."""
    return interpret(_POOL.unpack(content), form, expected=expected)


def unpack_table_safely(content: bytes) -> RawWorkbook:
    """The cells of a workbook's first sheet that holds a table, or why there are none."""
    return _POOL.unpack(content, is_table=True)


def mark_safely(content: bytes, findings: Sequence[Finding], *, language: Language) -> bytes:
    """As `mark_workbook`, for files of unknown making. Where the file cannot be opened, the list of findings alone."""
    marked = None if refused_outside(content) else _POOL.mark(content, findings, language=language)
    return marked or findings_alone(findings, language=language)


class _Ended(Exception):
    """A child ended without an answer that can be used."""

    def __init__(self, *, is_fault_of_file: bool, is_certain: bool = False) -> None:
        super().__init__()
        self.is_fault_of_file = is_fault_of_file
        self.is_certain = is_certain  # whatever the child had read before


class Pool:
    """Children that open files, at most `size` at a time; each is started when first needed."""

    def __init__(self, size: int = CHILDREN) -> None:
        self._size = size
        self.forget()

    def forget(self) -> None:
        """Starts anew without touching the children: a forked process must not share its parent's."""
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(self._size):
            self._idle.put(None)

    def unpack(self, content: bytes, *, is_table: bool = False) -> RawWorkbook:
        """The workbook's cells, or the reason why there are none. Waits while all children are busy."""
        refusal = refused_outside(content)
        if refusal is not None:
            return RawWorkbook(refusal=refusal)
        try:
            return self._ask((_FOR_TABLE if is_table else _FOR_FORM) + content, decode)
        except _Ended as end:
            return RawWorkbook(refusal=OUT_OF_LIMITS if end.is_fault_of_file else INTERRUPTED)

    def mark(self, content: bytes, findings: Sequence[Finding], *, language: Language) -> bytes | None:
        """The workbook with its findings in it; None where it cannot be opened within the ceilings."""
        told = _told(findings, language)
        try:
            return self._ask(_FOR_MARKS + _LENGTH.pack(len(told)) + told + content, _as_workbook)
        except _Ended:
            return None

    def _ask(self, message: bytes, understand: Callable[[bytes], _Answer]) -> _Answer:
        """What a child answers. Raises _Ended where none can.

        One that has opened other files may end for their sake, and any may be killed from outside: what is not plainly
        the fault of this file is asked once more, of a fresh child.
        """
        child = self._idle.get()
        try:
            is_fresh = child is None or not child.is_alive
            child = _Child() if is_fresh or child is None else child
            try:
                return child.ask(message, understand)
            except _Ended as end:
                if end.is_certain or (is_fresh and end.is_fault_of_file):
                    raise
            child = _Child()
            return child.ask(message, understand)
        finally:
            self._idle.put(child)

    def close(self) -> None:
        """Ends the children, once they have answered. Without it they end when this process does."""
        children = [self._idle.get() for _ in range(self._size)]
        for child in children:
            if child is not None:
                child.end()
            self._idle.put(None)


class _Child:
    """One child process. Not shared between threads while it works."""

    def __init__(self) -> None:
        code_path = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and code; nothing from outside
            [sys.executable, "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": code_path, "PYTHONDONTWRITEBYTECODE": "1"},
        )

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, message: bytes, understand: Callable[[bytes], _Answer]) -> _Answer:
        """The child's answer. Raises _Ended when it died, ran out of time or said nonsense, after which it is gone."""
        # Killing the child ends a blocked write and a blocked read: one timer covers every way to hang.
        alarm = threading.Timer(WALL_SECONDS * _times(message), self._process.kill)
        alarm.start()
        try:
            answer = self._exchange(message)
        except OSError:
            answer = None  # a broken pipe
        finally:
            is_late = alarm.finished.is_set()
            alarm.cancel()
        if answer is None:
            raise self._ended(is_fault_of_file=is_late)
        try:
            return understand(answer)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise self._ended(is_fault_of_file=True) from None

    def _exchange(self, message: bytes) -> bytes | None:
        if self._process.stdin is None or self._process.stdout is None:
            return None
        _send(self._process.stdin, message)
        return _receive(self._process.stdout)

    def _ended(self, *, is_fault_of_file: bool) -> _Ended:
        """Ends the child, if it has not ended by itself, and says whose fault it was."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_DYING_SECONDS)
        self.end()
        status = self._process.returncode
        _LOG.warning("a child that opens workbooks ended with %s", status)
        is_out_of_time = status == -signal.SIGXCPU  # which is counted for each file by itself
        is_fault_of_file = is_fault_of_file or is_out_of_time or status == _OUT_OF_MEMORY
        return _Ended(is_fault_of_file=is_fault_of_file, is_certain=is_out_of_time)

    def end(self) -> None:
        """Kills the process and closes its pipes."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # what was still to be written has no reader any more
                    pipe.close()
        self._process.wait()


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None when the other side is gone or means no good."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MAX_MESSAGE_BYTES:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None


_POOL = Pool()
os.register_at_fork(after_in_child=_POOL.forget)


def serve() -> None:
    """The child's life: open what comes in, under the ceilings, until the server is gone or it has grown too large."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while (message := _receive(incoming)) is not None:
        memory = _TABLE_ADDRESS_SPACE_BYTES if message.startswith(_FOR_TABLE) else ADDRESS_SPACE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (memory, _TABLE_ADDRESS_SPACE_BYTES))
        _allow_processor_time(CPU_SECONDS * _times(message))
        _send(outgoing, _answer(message))
        if _address_space() > _RETIRES_AT_BYTES:
            return


def _answer(message: bytes) -> bytes:
    content = message[1:]
    if message.startswith(_FOR_MARKS):
        start = _LENGTH.size
        (length,) = _LENGTH.unpack(content[:start])
        findings, language = _heard(content[start : start + length])
        return mark_workbook(content[start + length :], findings, language=language)
    workbook = unpack(content, TABLE) if message.startswith(_FOR_TABLE) else unpack(content)
    if workbook.refusal == OUT_OF_LIMITS:
        sys.exit(_OUT_OF_MEMORY)
    return encode(workbook)


def _times(message: bytes) -> int:
    return _TABLE_TIMES if message.startswith(_FOR_TABLE) else 1


def _address_space() -> int:
    pages = int(_OWN_SIZE.read_text().split()[0])
    return pages * resource.getpagesize()


def _told(findings: Sequence[Finding], language: Language) -> bytes:
    """The findings as the child hears them."""
    plain = [
        [
            one.rule,
            one.severity,
            one.address,
            one.value,
            [one.message.ru, one.message.en],
            [one.advice.ru, one.advice.en],
        ]
        for one in findings
    ]
    return json.dumps([language, plain]).encode()


def _heard(told: bytes) -> tuple[list[Finding], Language]:
    language, plain = json.loads(told)
    findings = [
        Finding(rule, Severity(severity), address, value, Text(*message), Text(*advice))
        for rule, severity, address, value, message, advice in plain
    ]
    return findings, language


def _as_workbook(answer: bytes) -> bytes:
    """The answer, if it is an archive at least. Raises ValueError."""
    if not answer.startswith(b"PK"):
        raise ValueError("no workbook")
    return answer


def _allow_processor_time(seconds: int) -> None:
    """Moves the ceiling to some seconds from now; behind it the kernel kills the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    ceiling = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (ceiling, resource.RLIM_INFINITY))
