"""Survey scales, their reliability, and what changed between waves, site by site.

From Python, `read` gives a survey, and `describe`, `compare`, `reliability` and the other commands
are functions of it. Each name below is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lpsstats.api.changes import compare, compare_all_waves, contrast
    from lpsstats.api.counts import counts, retention
    from lpsstats.api.describing import describe
    from lpsstats.api.measuring import dimensions, influence, invariance, reliability
    from lpsstats.api.planning import plan
    from lpsstats.api.reading import check, read
    from lpsstats.api.relations import drivers, relate
    from lpsstats.api.report import report
    from lpsstats.api.result import Result
    from lpsstats.api.scores import ScaleScores, score
    from lpsstats.api.themes import themes
    from lpsstats.dictionary.reading import read_dictionary
    from lpsstats.documents.all_waves import all_waves_document
    from lpsstats.documents.checking import check_document
    from lpsstats.documents.comparison import comparison_document
    from lpsstats.documents.contrast import contrast_document
    from lpsstats.documents.counts import counts_document
    from lpsstats.documents.counts_retention import retention_document
    from lpsstats.documents.description import description_document
    from lpsstats.documents.drivers import drivers_document
    from lpsstats.documents.frames import to_frame
    from lpsstats.documents.measurement import (
        dimensions_document,
        influence_document,
        invariance_document,
    )
    from lpsstats.documents.plan import first_plan_document, plan_document
    from lpsstats.documents.plan_assumptions import Assumed, Expected
    from lpsstats.documents.relate import relate_document
    from lpsstats.documents.reliability import reliability_document
    from lpsstats.documents.report import report_document
    from lpsstats.documents.themes import themes_document
    from lpsstats.errors import DataError, DictionaryError, LpsStatsError, OutputError, UsageError
    from lpsstats.files.options import ReadOptions
    from lpsstats.files.reading import read_export
    from lpsstats.files.scored import read_scored, write_scored
    from lpsstats.files.survey import read_portions, read_survey
    from lpsstats.survey.scoring import score as scale_scores

__version__ = "0.1.0"

__all__ = [
    "Assumed",
    "DataError",
    "DictionaryError",
    "Expected",
    "LpsStatsError",
    "OutputError",
    "ReadOptions",
    "Result",
    "ScaleScores",
    "UsageError",
    "all_waves_document",
    "check",
    "check_document",
    "compare",
    "compare_all_waves",
    "comparison_document",
    "contrast",
    "contrast_document",
    "counts",
    "counts_document",
    "describe",
    "description_document",
    "dimensions",
    "dimensions_document",
    "drivers",
    "drivers_document",
    "first_plan_document",
    "influence",
    "influence_document",
    "invariance",
    "invariance_document",
    "plan",
    "plan_document",
    "read",
    "read_dictionary",
    "read_export",
    "read_portions",
    "read_scored",
    "read_survey",
    "relate",
    "relate_document",
    "reliability",
    "reliability_document",
    "report",
    "report_document",
    "retention",
    "retention_document",
    "scale_scores",
    "score",
    "themes",
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
    "Result": "lpsstats.api.result",
    "ScaleScores": "lpsstats.api.scores",
    "UsageError": "lpsstats.errors",
    "all_waves_document": "lpsstats.documents.all_waves",
    "check": "lpsstats.api.reading",
    "check_document": "lpsstats.documents.checking",
    "compare": "lpsstats.api.changes",
    "compare_all_waves": "lpsstats.api.changes",
    "comparison_document": "lpsstats.documents.comparison",
    "contrast": "lpsstats.api.changes",
    "contrast_document": "lpsstats.documents.contrast",
    "counts": "lpsstats.api.counts",
    "counts_document": "lpsstats.documents.counts",
    "describe": "lpsstats.api.describing",
    "description_document": "lpsstats.documents.description",
    "dimensions": "lpsstats.api.measuring",
    "dimensions_document": "lpsstats.documents.measurement",
    "drivers": "lpsstats.api.relations",
    "drivers_document": "lpsstats.documents.drivers",
    "first_plan_document": "lpsstats.documents.plan",
    "influence": "lpsstats.api.measuring",
    "influence_document": "lpsstats.documents.measurement",
    "invariance": "lpsstats.api.measuring",
    "invariance_document": "lpsstats.documents.measurement",
    "plan": "lpsstats.api.planning",
    "plan_document": "lpsstats.documents.plan",
    "read": "lpsstats.api.reading",
    "read_dictionary": "lpsstats.dictionary.reading",
    "read_export": "lpsstats.files.reading",
    "read_portions": "lpsstats.files.survey",
    "read_scored": "lpsstats.files.scored",
    "read_survey": "lpsstats.files.survey",
    "relate": "lpsstats.api.relations",
    "relate_document": "lpsstats.documents.relate",
    "reliability": "lpsstats.api.measuring",
    "reliability_document": "lpsstats.documents.reliability",
    "report": "lpsstats.api.report",
    "report_document": "lpsstats.documents.report",
    "retention": "lpsstats.api.counts",
    "retention_document": "lpsstats.documents.counts_retention",
    "scale_scores": "lpsstats.survey.scoring:score",
    "score": "lpsstats.api.scores",
    "themes": "lpsstats.api.themes",
    "themes_document": "lpsstats.documents.themes",
    "to_frame": "lpsstats.documents.frames",
    "write_scored": "lpsstats.files.scored",
}


def __getattr__(name: str) -> object:
    """Import a public name on its first use (PEP 562), so that `import lpsstats` costs nothing."""
    if name in _HOMES:
        home, _, called = _HOMES[name].partition(":")
        return getattr(import_module(home), called or name)
    message = f"module 'lpsstats' has no attribute '{name}'"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return [*__all__, "__version__"]
