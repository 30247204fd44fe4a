"""Where a new file has each variable: by name, by its pattern, by the label of an earlier wave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.survey.export import Export
from lpsstats.survey.name_patterns import PLAIN
from lpsstats.survey.pairing import OTHER_QUESTION, Pair, name_patterns, pair_columns

ROLES = ("id", "waves.column", "sites.column", "weight")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a file has a variable.

    Attributes
    ----------
    column : str, optional
        Its column; `None` where there is none, or where it goes unused.
    pair : Pair, optional
        How it was found.
    whole : str, optional
        The scale because of which an existing column, `unused`, is not taken.
    """

    column: str | None
    pair: Pair | None = None
    unused: str | None = None
    whole: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """All variables and identifying columns in a new file.

    Attributes
    ----------
    pattern : str
        How the file builds its names of the dictionary's keys.
    columns : mapping of str to Place
        By variable; those without a column of their own (multiple responses) are not in it.
    identifying : mapping of str to Place
        By role (`id`, `waves.column`, `sites.column`, `weight`), where the dictionary names one.
    used : frozenset of str
        Columns that are accounted for.
    """

    pattern: str
    columns: Mapping[str, Place]
    identifying: Mapping[str, Place]
    used: frozenset[str]

    def notes(self, wave: str) -> Iterator[str]:
        """Say what is to be looked at."""
        renamed = [
            k for k, p in self.columns.items() if p.column and p.pair and p.pair.by == "label"
        ]
        if renamed:
            yield f"{_counted(renamed)} found by label: {_listed(renamed)}."
        for role, place in self.identifying.items():
            if place.column is None and role != "waves.column":
                yield (
                    f"No column of '{wave}' was recognised for {role}; declare it as a variable "
                    "with `names` before reading the wave."
                )
        absent = [k for k, p in self.columns.items() if p.column is None and p.whole is None]
        if absent:
            yield f"{_counted(absent)} without a column in '{wave}': {_listed(absent)}."
        scales = dict.fromkeys(p.whole for p in self.columns.values() if p.whole)
        for scale in scales:
            yield (
                f"Scale '{scale}' lacks an item in '{wave}' and counts as not asked there, all its "
                "items as null. If it should rather do without that item, take the item out of "
                "the scale and delete the nulls of the others."
            )


def _counted(keys: list[str]) -> str:
    return f"{len(keys)} variable{'' if len(keys) == 1 else 's'}"


def _listed(keys: list[str]) -> str:
    more = f" and {len(keys) - 6} more" if len(keys) > 6 else ""
    return ", ".join(f"'{key}'" for key in keys[:6]) + more


def locate_columns(dictionary: Dictionary, reference: Export | None, addition: Export) -> Located:
    """Find every variable's column in a new file.

    Parameters
    ----------
    dictionary : Dictionary
        The variables and what their columns were called.
    reference : Export, optional
        The file of the last wave, for its labels.
    addition : Export
        The new file.
    """
    stored = {k: v for k, v in dictionary.variables.items() if not v.columns}
    known = {key: _last_name(variable) for key, variable in stored.items()}
    roles = _role_columns(dictionary)
    pattern = _pattern([*stored, *roles.values()], addition)
    # Columns of the last wave that nobody declared were left out on purpose, and stay so.
    others = reference.column_names if reference else ()
    names = list(dict.fromkeys([*known.values(), *roles.values(), *others]))
    pairs = {p.first: p for p in _pairs(names, dictionary, reference, addition, known)}
    columns = {key: _place(pairs.get(name)) for key, name in known.items()}
    identifying = {role: _place(pairs.get(name)) for role, name in roles.items()}
    used = {p.second for p in pairs.values()}
    for key, place in columns.items():
        expected = pattern.replace(PLAIN, key)
        if place.column is None and expected in addition.column_names and expected not in used:
            columns[key] = Place(column=expected)
            used.add(expected)
    several = {c for v in dictionary.variables.values() for c in v.columns}
    used |= several | {pattern.replace(PLAIN, column) for column in several}
    kept = {**columns, **_not_asked_whole(dictionary, columns)}
    for role, key in _identifying_variables(dictionary).items():
        identifying[role] = kept[key]
        if kept[key].column is None:  # every wave needs it: `null` would not be valid
            del kept[key]
    return Located(
        pattern=pattern,
        columns=MappingProxyType(kept),
        identifying=MappingProxyType(identifying),
        used=frozenset(used),
    )


def _place(pair: Pair | None) -> Place:
    return Place(column=pair.second if pair else None, pair=pair)


def _last_name(variable: Variable) -> str:
    """Give what a variable's column was called last."""
    return list(variable.names.values())[-1] if variable.names else variable.key


def _named(dictionary: Dictionary) -> dict[str, tuple[str | None, Mapping[str, str]]]:
    """Give the names of the identifying columns, as written and by wave."""
    weight = dictionary.raking.start if dictionary.raking else dictionary.weight
    return {
        "id": (dictionary.id, dictionary.id_names),
        "waves.column": (None, dictionary.wave_names or {}),
        "sites.column": (None, dictionary.site_names or {}),
        "weight": (weight, dictionary.weight_names),
        "cluster": (dictionary.cluster, dictionary.cluster_names),
    }


def _role_columns(dictionary: Dictionary) -> dict[str, str]:
    """Give the columns that identify rows and are no declared variables, by role."""
    declared = _identifying_variables(dictionary)
    return {
        role: list(names.values())[-1]
        for role, (_, names) in _named(dictionary).items()
        if names and role not in declared
    }


def _identifying_variables(dictionary: Dictionary) -> dict[str, str]:
    """Give the declared variables that identify rows, by role: those with the same names."""
    found: dict[str, str] = {}
    for role, (written, names) in _named(dictionary).items():
        for key, variable in dictionary.variables.items():
            alike = dict(variable.names) == dict(names) and bool(names)
            if alike and (written is None or written == key):
                found.setdefault(role, key)
    return found


def _pattern(keys: list[str], addition: Export) -> str:
    """Find how the new file builds its names of the dictionary's keys."""
    ours, theirs = name_patterns([keys, addition.column_names])
    return theirs if ours == PLAIN else PLAIN


def _pairs(
    names: list[str],
    dictionary: Dictionary,
    reference: Export | None,
    addition: Export,
    known: Mapping[str, str],
) -> tuple[Pair, ...]:
    """Pair what the columns were called last with the new file's."""
    labels = {known[key]: dictionary.variables[key].label for key in known}
    labels = {name: label for name, label in labels.items() if label != name}
    answers: dict[str, Mapping[float | str, str]] = {
        known[key]: dict(dictionary.variables[key].labels) for key in known
    }
    if reference is not None:
        labels |= {name: label for name, label in reference.labels.items() if label}
        answers |= dict(reference.value_labels)
    earlier = replace(
        addition, column_names=tuple(names), labels=labels, value_labels=answers, columns={}
    )
    patterns = name_patterns([names, addition.column_names])
    return pair_columns(earlier, addition, (patterns[0], patterns[1]))


def _not_asked_whole(dictionary: Dictionary, columns: Mapping[str, Place]) -> dict[str, Place]:
    """Take a scale as not asked where one of its items is not; that may reach further scales."""
    changed: dict[str, Place] = {}
    lacking = {key for key, place in columns.items() if place.column is None}
    again = True
    while again:
        again = False
        for scale in dictionary.scales.values():
            rest = [item for item in scale.items if item not in lacking]
            if rest and len(rest) < len(scale.items):
                again = True
                lacking.update(rest)
                changed |= {
                    item: Place(column=None, unused=columns[item].column, whole=scale.key)
                    for item in rest
                }
    return changed


def doubtful(place: Place) -> bool:
    """Say whether a column kept its name and seems to hold another question."""
    pair = place.pair
    return pair is not None and pair.by != "label" and pair.score < OTHER_QUESTION
