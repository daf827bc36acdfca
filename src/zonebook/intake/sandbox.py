"""How is a file of unknown making read without danger to the server?

Unpacking happens in a few long-lived child processes with a ceiling on memory, on processor time for each
file and on the wall clock. A child that dies or hangs is replaced, and its file gets a finding. The child
gets no environment of the server (no keys, no database address) and answers in JSON, so nothing it says can
run in the server.

Unix only: the ceilings are kept by the kernel (`setrlimit`).
"""

from __future__ import annotations

import contextlib
import os
import queue
import resource
import struct
import subprocess
import sys
import threading
from typing import IO

from zonebook.intake.form import Form, Identity
from zonebook.intake.interpreting import interpret
from zonebook.intake.raw import RawWorkbook, decode, encode
from zonebook.intake.reading import Reading
from zonebook.intake.unpacking import OUT_OF_LIMITS, Extent, refused_outside, unpack

CHILDREN = 2
ADDRESS_SPACE_BYTES = 256 * 1024 * 1024
CPU_SECONDS = 3
WALL_SECONDS = 30.0
MAX_MESSAGE_BYTES = 64 * 1024 * 1024

# A table of the register has more cells than any form. One row and column beyond what a table may have, so that
# `tables` sees that there are too many; texts longer than any field, so that it sees that they are too long.
TABLE_ROWS, TABLE_COLUMNS, TABLE_HEADER_ROWS = 20_000, 60, 100
TABLE = Extent(TABLE_ROWS + TABLE_HEADER_ROWS + 2, TABLE_COLUMNS + 1, text=2_000, unpacked_bytes=80 * 1024 * 1024)
_TABLE_TIMES = 6  # as much processor time and wall clock as a form
_TABLE_ADDRESS_SPACE_BYTES = 1024 * 1024 * 1024
_FOR_FORM, _FOR_TABLE = b"F", b"T"

_LENGTH = struct.Struct(">Q")
# numpy and lxml would only be loaded because openpyxl finds them; without them the child stays small and
# starts fast
_CHILD = """
import sys
sys.modules["numpy"] = sys.modules["lxml"] = None
from zonebook.intake.sandbox import serve
serve()
"""


def read_safely(content: bytes, form: Form, *, expected: Identity | None = None) -> Reading:
    """As `read_workbook`, for files of unknown making. Raises for no content; any thread may call it."""
    return interpret(_POOL.unpack(content), form, expected=expected)


def unpack_table_safely(content: bytes) -> RawWorkbook:
    """The cells of a workbook's first sheet that holds a table, or why there are none."""
    return _POOL.unpack(content, is_table=True)


class Pool:
    """Children that unpack, at most `size` at a time; each is started when first needed."""

    def __init__(self, size: int = CHILDREN) -> None:
        self._size = size
        self.forget()

    def forget(self) -> None:
        """Starts anew without touching the children: a forked process must not share its parent's."""
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(self._size):
            self._idle.put(None)

    def unpack(self, content: bytes, *, is_table: bool = False) -> RawWorkbook:
        """The workbook's cells, or the reason why there are none. Waits while all children are busy.

        A child that has read other files before may end for their sake, so a fresh one has the last word on this one.
        """
        refusal = refused_outside(content)
        if refusal is not None:
            return RawWorkbook(refusal=refusal)
        child = self._idle.get()
        try:
            is_fresh = child is None or not child.is_alive
            child = _Child() if is_fresh or child is None else child
            answer = child.ask(content, is_table=is_table)
            if not is_fresh and (answer is None or answer.refusal == OUT_OF_LIMITS):
                child = _Child()
                answer = child.ask(content, is_table=is_table)
        finally:
            self._idle.put(child)
        return answer if answer is not None else RawWorkbook(refusal=OUT_OF_LIMITS)

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

    def ask(self, content: bytes, *, is_table: bool = False) -> RawWorkbook | None:
        """The child's answer; None when it died or ran out of time, after which it is gone."""
        # Killing the child ends a blocked write and a blocked read: one timer covers every way to hang.
        alarm = threading.Timer(WALL_SECONDS * (_TABLE_TIMES if is_table else 1), self._process.kill)
        alarm.start()
        try:
            answer = self._exchange((_FOR_TABLE if is_table else _FOR_FORM) + content)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            answer = None  # a broken pipe or a mangled answer
        finally:
            alarm.cancel()
        if answer is None or answer.refusal == OUT_OF_LIMITS:
            self.end()  # it is not to be trusted with another file
        return answer

    def _exchange(self, message: bytes) -> RawWorkbook | None:
        pipes = self._process
        if pipes.stdin is None or pipes.stdout is None:
            return None
        _send(pipes.stdin, message)
        answer = _receive(pipes.stdout)
        return None if answer is None else decode(answer)

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
    """The child's life: unpack what comes in, under the ceilings, until the server is gone."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while (message := _receive(incoming)) is not None:
        is_table, content = message.startswith(_FOR_TABLE), message[1:]
        memory = _TABLE_ADDRESS_SPACE_BYTES if is_table else ADDRESS_SPACE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (memory, _TABLE_ADDRESS_SPACE_BYTES))
        _allow_processor_time(CPU_SECONDS * (_TABLE_TIMES if is_table else 1))
        _send(outgoing, encode(unpack(content, TABLE) if is_table else unpack(content)))


def _allow_processor_time(seconds: int) -> None:
    """Moves the ceiling to some seconds from now; behind it the kernel kills the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    ceiling = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (ceiling, resource.RLIM_INFINITY))
