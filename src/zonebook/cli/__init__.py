"""The command line: a stable surface that others script against.

Every command takes `--format table|json`; exit code 0 is success, 1 a negative answer, 2 input that cannot be used,
with one clear line on the error stream.
"""

from zonebook.cli.app import main

__all__ = ["main"]
