"""Where in the files the respondents of a survey stand."""

from functools import cached_property

from lpsstats.checking.context import Context
from lpsstats.survey.placing import Placement, place_rows


class FileRows:
    """Finds the row of a file that a respondent comes from.

    Parameters
    ----------
    context : Context
        The survey, and the files that it was assembled from.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def _placements(self) -> list[Placement]:
        """Place the rows once more, as the survey was assembled; only where they are asked for."""
        placements: list[Placement] = []
        for portion in self._context.portions:
            placements += place_rows(self._context.dictionary, portion.export, portion.waves)[0]
        return placements

    def name(self, respondent: int) -> str:
        """Name a respondent's row, such as `lps_t1.sav case 17`."""
        row = respondent
        for placement in self._placements:
            if row < placement.n:
                source = row if placement.rows is None else int(placement.rows[row])
                export = placement.export
                return f"{export.name} {export.row_word} {source + export.first_row:,}"
            row -= placement.n
        return f"respondent {respondent + 1:,}"
