"""An installation of Zonebook in a folder of its own, with its server and its worker as processes."""

from __future__ import annotations

import os
import shutil
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
_LONGEST = 300  # seconds


@dataclass
class Installation:
    """A home, its database (PostgreSQL where the run has one) and the processes over it.

    `like` is the home that it is a copy of; `also` is what its environment has beside home and database.
    """

    home: Path
    like: Path | None = None
    also: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of everything that runs in this installation."""
        others = ("ZONEBOOK_", "DATABASE_URL", "EMAIL_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
        own = {"ZONEBOOK_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "zonebook.config.settings"}
        return kept | database_of(self.home, like=self.like) | own | dict(self.also)

    def set_up(self) -> None:
        """Make the home, with its key."""
        self.home.mkdir(exist_ok=True)
        self.run("zonebook.config.setup")

    def copied_to(self, home: Path) -> Installation:
        """Another installation that begins with what this one has; nobody may have this one's database open."""
        shutil.copytree(self.home, home)
        return Installation(home, like=self.home, also=self.also)

    def run(self, *module_and_arguments: str) -> str:
        """What a module prints that is run to its end. Raises CalledProcessError."""
        return self.tell(sys.executable, "-m", *module_and_arguments)

    def python(self, program: str) -> str:
        """What a program prints, with Django set up. Raises CalledProcessError."""
        return self.tell(sys.executable, "-c", f"import django; django.setup()\n{program}")

    def zonebook(self, *arguments: str) -> str:
        """What the command prints. Raises CalledProcessError."""
        return self.tell(ZONEBOOK, *arguments)

    def tell(self, *command: str) -> str:
        """What a command prints that ends well, within a minute or so. Raises CalledProcessError."""
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=_LONGEST
        )
        return done.stdout

    def verify(self) -> tuple[bool, str]:
        """Whether `zonebook verify` finds the book whole, and what it says."""
        command = [ZONEBOOK, "verify"]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, check=False, capture_output=True, text=True)
        return done.returncode == 0, f"{done.stdout}{done.stderr}".strip()

    def start(self) -> None:
        """Start the server and the worker, and wait until the server listens."""
        self.begin()
        wait_for(self.port)

    def begin(self) -> None:
        """Start the server and the worker."""
        self.begin_serving()
        self.processes["worker"] = self.begun(ZONEBOOK, "worker")

    def begin_serving(self) -> None:
        """Start the server alone."""
        self.port = self.port or free_port()
        served = ("--port", str(self.port), "zonebook.config.wsgi:application")
        self.processes["server"] = self.begun(sys.executable, "-m", *_SERVER, *served)

    def begun(self, *command: str) -> subprocess.Popen[bytes]:
        """A process in this installation, in a group of its own. It is nobody's but the caller's."""
        return subprocess.Popen(
            command, env=self.environment, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL
        )

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
