"""Survey scales, their reliability, and what changed between waves, site by site.

The names below are the Python interface; each is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lpsstats.dictionary.reading import read_dictionary
    from lpsstats.documents.checking import check_document
    from lpsstats.documents.comparison import comparison_document
    from lpsstats.documents.contrast import contrast_document
    from lpsstats.documents.counts import counts_document
    from lpsstats.documents.counts_retention import retention_document
    from lpsstats.documents.description import description_document
    from lpsstats.documents.drivers import drivers_document
    from lpsstats.documents.frames import to_frame
    from lpsstats.documents.plan import first_plan_document, plan_document
    from lpsstats.documents.plan_assumptions import Assumed, Expected
    from lpsstats.documents.relate import relate_document
    from lpsstats.documents.reliability import reliability_document
    from lpsstats.documents.themes import themes_document
    from lpsstats.errors import DataError, DictionaryError, LpsStatsError, OutputError, UsageError
    from lpsstats.files.options import ReadOptions
    from lpsstats.files.reading import read_export
    from lpsstats.files.scored import read_scored, write_scored
    from lpsstats.files.survey import read_portions, read_survey
    from lpsstats.survey.scoring import score

__version__ = "0.1.0"

__all__ = [
    "Assumed",
    "DataError",
    "DictionaryError",
    "Expected",
    "LpsStatsError",
    "OutputError",
    "ReadOptions",
    "UsageError",
    "check_document",
    "comparison_document",
    "contrast_document",
    "counts_document",
    "description_document",
    "drivers_document",
    "first_plan_document",
    "plan_document",
    "read_dictionary",
    "read_export",
    "read_portions",
    "read_scored",
    "read_survey",
    "relate_document",
    "reliability_document",
    "retention_document",
    "score",
    "themes_document",
    "to_frame",
    "write_scored",
]

_HOMES = {
    "Assumed": "lpsstats.documents.plan_assumptions",
    "DataError": "lpsstats.errors",
    "DictionaryError": "lpsstats.errors",
    "Expected": "lpsstats.documents.plan_assumptions",
    "LpsStatsError": "lpsstats.errors",
    "OutputError": "lpsstats.errors",
    "ReadOptions": "lpsstats.files.options",
    "UsageError": "lpsstats.errors",
    "check_document": "lpsstats.documents.checking",
    "comparison_document": "lpsstats.documents.comparison",
    "contrast_document": "lpsstats.documents.contrast",
    "counts_document": "lpsstats.documents.counts",
    "description_document": "lpsstats.documents.description",
    "drivers_document": "lpsstats.documents.drivers",
    "first_plan_document": "lpsstats.documents.plan",
    "plan_document": "lpsstats.documents.plan",
    "read_dictionary": "lpsstats.dictionary.reading",
    "read_export": "lpsstats.files.reading",
    "read_portions": "lpsstats.files.survey",
    "read_scored": "lpsstats.files.scored",
    "read_survey": "lpsstats.files.survey",
    "relate_document": "lpsstats.documents.relate",
    "reliability_document": "lpsstats.documents.reliability",
    "retention_document": "lpsstats.documents.counts_retention",
    "score": "lpsstats.survey.scoring",
    "themes_document": "lpsstats.documents.themes",
    "to_frame": "lpsstats.documents.frames",
    "write_scored": "lpsstats.files.scored",
}


def __getattr__(name: str) -> object:
    """Import a public name on its first use (PEP 562), so that `import lpsstats` costs nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    message = f"module 'lpsstats' has no attribute '{name}'"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return [*__all__, "__version__"]
