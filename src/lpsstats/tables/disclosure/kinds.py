"""What is said of each kind of row: which of its keys count respondents, and what rests on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lpsstats.tables.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A key of a row that counts respondents, or a percentage that tells such a count.

    Attributes
    ----------
    what : str
        Whom it counts; equal words, measure, answer, place and wave mean the same respondents.
    wave : str
        The key that names the wave; empty where it is of several waves.
    of : str
        The key of the count that it is a part of; the rest of that is protected like itself.
    per : float
        Of a percentage, its value for everybody: 100, or 1 of a share. 0: the key is a count.
    rests : tuple of str
        Keys whose values rest on it.
    joint : bool
        Whether everything of the row rests on it that rests on no other count alone.
    soft : bool
        Whether it counts people without an answer: it is withheld only where it cannot be worked
        out from numbers that are shown, and never at the cost of one that rests on more.
    zero : bool
        Whether nobody, too, is told of no small group.
    whole : bool
        Whether it is of all sites of the wave, or of all waves where the row is of all sites.
    answer : bool
        Whether it is about the row's answer; else about all who answered.
    after : bool
        Whether it goes with any other count of the row that is joint: it is nearly their sum.
    """

    what: str
    wave: str = "wave"
    of: str = ""
    per: float = 0.0
    rests: tuple[str, ...] = ()
    joint: bool = True
    soft: bool = False
    zero: bool = True
    whole: bool = False
    answer: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of row.

    Attributes
    ----------
    name : str
        The name of its type.
    marks : frozenset of str
        Keys that only such rows have together.
    answers : bool, optional
        Whether it is a row of an answer (a category); `None`: either.
    counts : mapping of str to Count
        Its counts.
    sums : mapping of str to str
        Means, by the count of which they are: times that, they add up.
    measure, place : str
        The keys that name the measure and the site or group.
    apart : tuple of str
        Keys that tell rows apart which are alike in everything else.
    public : frozenset of str
        Numbers that tell nothing about respondents.
    nested : mapping of str to Kind
        Lists of rows inside it.
    totals : tuple of str
        Counts that are the sums of those of the rows inside it.
    follows : tuple of str
        Keys by which a row without counts follows another that is alike in them.
    leader : str
        The name of the kind of that other.
    parts : mapping of str to str
        Texts that list answers, by the list of rows that they are of.
    """

    name: str
    marks: frozenset[str]
    answers: bool | None = None
    counts: Mapping[str, Count] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)
    measure: str = "measure"
    place: str = "site"
    apart: tuple[str, ...] = ()
    public: frozenset[str] = frozenset()
    nested: Mapping[str, "Kind"] = field(default_factory=dict)
    totals: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    leader: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)

    def fits(self, record: Record) -> bool:
        """Say whether a record is a row of this kind."""
        if not self.marks <= record.keys():
            return False
        return self.answers is None or self.answers is (record.get("category") is not None)


# Numbers that no respondent stands behind: settings, and how many things there are.
PUBLIC = frozenset(
    {
        *("confidence", "n_tests", "n_sites", "n_items", "n_waves", "n_groups", "n_measures"),
        *("n_themes", "n_intervention", "n_comparison", "n_splits", "n_factors"),
        *("shared_items", "small", "turned", "reversed", "weighted", "position"),
        *("reliability", "other_reliability", "rare"),
    }
)
# Words that are said of numbers, and would tell of them.
TOLD = frozenset(
    {
        *("verdict", "verdict_unweighted", "status", "reason", "robustness", "sentence", "judged"),
        *("check", "direction", "together", "letters", "rank_reason", "answers", "reasons"),
        *("worst_item", "omega_reason", "ordinal_reason", "fit_reason", "corrected_reason"),
        *("partial_reason", "differs", "shifted_item", "shifted_wave", "clear_in", "unclear_in"),
    }
)
