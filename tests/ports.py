"""Where a server of the tests may listen, and waiting until it does."""

from __future__ import annotations

import socket
import time
from typing import Final

_STARTS_WITHIN: Final = 60  # seconds


def free_port() -> int:
    """A port of the loopback on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until somebody listens on the port. Raises ConnectionError when nobody does for a minute."""
    deadline = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
