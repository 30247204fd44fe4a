"""What syntax is made from: the dictionary, the exports, and the names that it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lpsstats.dictionary.model import Dictionary
from lpsstats.documents.syntax.files import FileForm, unreadable
from lpsstats.documents.syntax.writing import free_names
from lpsstats.survey.assembling import Portion

WAVE, SITE, ID, WEIGHT = "lps_wave", "lps_site", "lps_id", "lps_weight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What syntax is made from.

    Attributes
    ----------
    dictionary : Dictionary
        What the columns mean.
    portions : sequence of Portion
        The exports, as they were read, with the waves that each holds.
    forms : mapping of str to FileForm
        How each is written, by its path.
    names : mapping of str to str
        What each variable and scale is called in syntax, by its key.
    """

    dictionary: Dictionary
    portions: Sequence[Portion]
    forms: Mapping[str, FileForm]
    names: Mapping[str, str]

    @classmethod
    def of(
        cls, dictionary: Dictionary, portions: Sequence[Portion], forms: Mapping[str, FileForm]
    ) -> "Sources":
        """Name every variable and scale."""
        keys = [*dictionary.variables, *dictionary.scales]
        return cls(
            dictionary=dictionary,
            portions=portions,
            forms=forms,
            names=free_names(keys, "lps_v"),
        )

    def portion_of(self, wave: int) -> Portion:
        """Find the file of a wave."""
        return next(portion for portion in self.portions if wave in portion.waves)

    def label_of(self, key: str) -> str:
        """Give the words of a scale or a question."""
        scale = self.dictionary.scales.get(key)
        return self.dictionary.variables[key].label if scale is None else scale.label

    def obstacles(self, waves: Sequence[int]) -> dict[str, str]:
        """Give the files of some waves that syntax cannot read, and why."""
        exports = {self.portion_of(wave).export.name: self.portion_of(wave) for wave in waves}
        found = {
            name: unreadable(portion.export, self.forms[str(portion.export.path)])
            for name, portion in exports.items()
        }
        return {name: why for name, why in found.items() if why is not None}
