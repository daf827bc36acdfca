"""From observations to figures: the same expressions over the Parquet lake, on DuckDB here and on Spark elsewhere."""

from zonebook.engine.book import Book
from zonebook.engine.lake import Lake, LakeError, Partition
from zonebook.engine.schema import OPEN_DAY, OPEN_MOMENT, TABLES, UNKNOWN_DAY

__all__ = ["OPEN_DAY", "OPEN_MOMENT", "TABLES", "UNKNOWN_DAY", "Book", "Lake", "LakeError", "Partition"]
