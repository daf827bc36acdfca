"""Law and method as data: by which definition, valid since when and on whose authority, is a number made?"""

from zonebook.methodology.definition import (
    Example,
    MeasureDefinition,
    MethodologyError,
    Reference,
    Status,
)
from zonebook.methodology.extracts import ExtractDefinition
from zonebook.methodology.loader import Methodology, load_methodology
from zonebook.methodology.regime import RegimeDefinitions
from zonebook.methodology.summary import BridgeDefinition, SummaryTable

__all__ = [
    "BridgeDefinition",
    "Example",
    "ExtractDefinition",
    "MeasureDefinition",
    "Methodology",
    "MethodologyError",
    "Reference",
    "RegimeDefinitions",
    "Status",
    "SummaryTable",
    "load_methodology",
]
