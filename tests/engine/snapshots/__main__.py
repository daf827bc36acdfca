"""`python -m tests.engine.snapshots` writes the snapshots anew; read the difference before you commit it."""

from tests.engine.snapshots import write

if __name__ == "__main__":
    write()
