"""Law and method as data: by which definition, valid since when and on whose authority, is a number made?"""

from zonebook.methodology.definition import (
    Example,
    MeasureDefinition,
    MethodologyError,
    Reference,
    Status,
)
from zonebook.methodology.loader import Methodology, load_methodology
from zonebook.methodology.regime import RegimeDefinitions

__all__ = [
    "Example",
    "MeasureDefinition",
    "Methodology",
    "MethodologyError",
    "Reference",
    "RegimeDefinitions",
    "Status",
    "load_methodology",
]
