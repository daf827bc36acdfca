"""An installation of Zonebook in a folder of its own, with its server and its worker as processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.backends.databases import database_of
from tests.ports import free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
_SERVER = (
    "granian",
    "--interface",
    "wsgi",
    "--workers",
    "2",
    "--blocking-threads",
    "1",
    "--no-ws",
    "--log-level",
    "error",
)
"""As `zonebook serve` runs it, on a port of its own."""
ZONEBOOK = str(Path(sys.executable).with_name("zonebook"))


@dataclass
class Installation:
    """A home, its database (PostgreSQL where the run has one) and the processes over it."""

    home: Path
    port: int = 0
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of everything that runs in this installation."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZONEBOOK_", "DATABASE_URL"))}
        own = {"ZONEBOOK_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "zonebook.config.settings"}
        return kept | database_of(self.home) | own

    def run(self, *module_and_arguments: str) -> str:
        """What a module prints that is run to its end. Raises CalledProcessError."""
        command = [sys.executable, "-m", *module_and_arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def start(self) -> None:
        """Start the server and the worker, and wait until the server listens."""
        self.port = self.port or free_port()
        self._start(
            "server", sys.executable, "-m", *_SERVER, "--port", str(self.port), "zonebook.config.wsgi:application"
        )
        self._start("worker", ZONEBOOK, "worker")
        wait_for(self.port)

    def stop(self) -> None:
        """Ask everything to end, and wait."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(30)
        self.processes.clear()

    def kill(self) -> None:
        """End everything at once, the way a power cut does: nobody is asked, nothing is flushed."""
        for process in self.processes.values():
            os.killpg(process.pid, signal.SIGKILL)
        for process in self.processes.values():
            process.wait(30)
        self.processes.clear()

    def _start(self, name: str, *command: str) -> None:
        self.processes[name] = subprocess.Popen(command, env=self.environment, cwd=ROOT, start_new_session=True)
