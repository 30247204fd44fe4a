"""Which columns say who, when and where: recognised by name or label, and by what they hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.drafting.answer_words import ordering
from lpsstats.drafting.batteries import is_one_of_many, words_of
from lpsstats.drafting.folds import word_set
from lpsstats.drafting.labelled import NO, YES
from lpsstats.drafting.observing import Observed, observe
from lpsstats.errors import UsageError
from lpsstats.survey.export import Export, NumberColumn
from lpsstats.survey.pairing import stem

WAVE_WORDS = word_set("wave waves time timepoint round sweep year t occasion phase")
SITE_WORDS = word_set(
    "site sites area region ward district neighbourhood neighborhood community locality "
    "town division borough village city county parish estate precinct location beat sector"
)
ID_NAME = re.compile(
    r".*id|.*id_?(no|num|number)|serial(_?(no|number))?|case(_?(no|number))?|"
    r"(unique_)?(respondent|participant)('?s)?(_?(no|nr|num|number|code|identifier))?|"
    r"person|record(_?(no|number))?|urn|uuid|key"
)
WEIGHT_NAME = re.compile(
    r"(.*[_ ])?(w|wt|wgt|wts|weights?|weighting|weight_?\d*)([_ ].*)?|wts[a-z]+"
)
NOT_A_WAVE = word_set("born birth spent arrived moved since age start end duration")
MOST_WAVES = 12
MOST_SITES = 60
LONGEST_LABEL = 4  # words; a longer label is a question


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A column with a role: its name without the wave's suffix, and as each file has it."""

    name: str
    columns: tuple[str, ...]


def candidates(
    exports: Sequence[Export], patterns: Sequence[str], words: frozenset[str]
) -> Iterator[Role]:
    """Find columns of all files that one of these words names; names before labels."""
    named, labelled = [], []
    for role in common_columns(exports, patterns):
        label = words_of(exports[0].labels.get(role.columns[0], ""))
        own = words_of(role.name)
        if not (words & {*own, *label}) or is_one_of_many(exports[0], role.columns[0], words):
            continue
        if len(own) <= LONGEST_LABEL and words & set(own):
            named.append(role)
        elif 0 < len(label) <= LONGEST_LABEL and words & set(label):
            labelled.append(role)
    # `site` rather than `site_visit`; the order of the file otherwise.
    yield from sorted(named, key=lambda role: len(words_of(role.name)))
    yield from labelled


def common_columns(exports: Sequence[Export], patterns: Sequence[str]) -> Iterator[Role]:
    """Go through the columns of the first file that all others have too, by name or pattern."""
    by_stem = [
        {stem(name, pattern) or name: name for name in export.column_names if name}
        for export, pattern in zip(exports, patterns, strict=True)
    ]
    for name in (name for name in exports[0].column_names if name):
        if all(name in export.columns for export in exports):
            yield Role(name=name, columns=(name,) * len(exports))
            continue
        own = stem(name, patterns[0]) or name
        if all(own in names for names in by_stem):
            yield Role(name=own, columns=tuple(names[own] for names in by_stem))


def named_role(
    wanted: str, option: str, exports: Sequence[Export], patterns: Sequence[str]
) -> Role:
    """Find the column that the command line names.

    Raises
    ------
    UsageError
        If some file has no such column.
    """
    for role in common_columns(exports, patterns):
        if wanted in {role.name, role.columns[0]}:
            return role
    lacking = next((e for e in exports if wanted not in e.column_names), exports[0])
    near = did_you_mean(wanted, lacking.column_names)
    message = f"{option} {wanted}: {lacking.name} has no such column{near}"
    raise UsageError(message)


def find_wave(exports: Sequence[Export], patterns: Sequence[str]) -> Role | None:
    """Find the column that tells waves apart: few values, in several files one in each."""
    for role in candidates(exports, patterns, WAVE_WORDS):
        if NOT_A_WAVE & set(words_of(role.name)):
            continue
        seen = [observe(e, c) for e, c in zip(exports, role.columns, strict=True)]
        if len(exports) == 1 and 2 <= len(seen[0].counts) <= MOST_WAVES and _shown(seen[0]):
            return role
        if len(exports) > 1 and _one_each(seen):
            return role
    return None


def _one_each(seen: Sequence[Observed]) -> bool:
    """Say whether every file has one value, another one in each."""
    values = [next(iter(one.counts)) for one in seen if len(one.counts) == 1]
    return len(set(values)) == len(seen) and all(_shown(one) for one in seen)


def _shown(seen: Observed) -> bool:
    """Say whether values may stand in a draft: codes, or texts that several rows have."""
    texts = [code for code in seen.counts if isinstance(code, str)]
    rare = any(seen.counts[text] < 3 or len(text) > 60 for text in texts)
    return seen.whole and not rare


def find_site(exports: Sequence[Export], patterns: Sequence[str]) -> Role | None:
    """Find the column that tells sites apart: 2 to 60 values that are no ordered answers."""
    for role in candidates(exports, patterns, SITE_WORDS):
        seen = [observe(e, c) for e, c in zip(exports, role.columns, strict=True)]
        if all(_may_be_sites(one) for one in seen):
            return role
    return None


def _may_be_sites(seen: Observed) -> bool:
    labels = [seen.labels.get(code, str(code)) for code in seen.counts]
    if not 2 <= len(labels) <= MOST_SITES or not seen.whole:
        return False
    texts = [code for code in seen.counts if isinstance(code, str)]
    if any(len(text) > 60 for text in texts) or {fold(label) for label in labels} & (YES | NO):
        return False
    words = [label for label in labels if not label.replace(".", "").isdigit()]
    return len(words) < 2 or ordering(words) is None


def _is_id(name: str, label: str) -> bool:
    """Say whether a column's name, or its label, is that of a respondent's number."""
    return any(
        ID_NAME.fullmatch("_".join(fold(text).rstrip(" ?:.").split())) for text in (name, label)
    )


def find_id(exports: Sequence[Export], patterns: Sequence[str], n_waves: int) -> Role | None:
    """Find the column that identifies respondents: nobody is without, nobody twice in a wave."""
    for role in common_columns(exports, patterns):
        if not _is_id(role.name, exports[0].labels.get(role.columns[0], "")):
            continue
        files = zip(exports, role.columns, strict=True)
        repeats = n_waves if len(exports) == 1 else 1
        if all(_identifies(export, column, repeats) for export, column in files):
            return role
    return None


def _identifies(export: Export, name: str, repeats: int) -> bool:
    column = export.columns[name]
    if isinstance(column, NumberColumn):
        if np.isnan(column.values).any():
            return False
        counts = np.unique(column.values, return_counts=True)[1]
    else:
        counts = np.bincount(column.codes, minlength=len(column.levels))
        if any(not level.strip() and n for level, n in zip(column.levels, counts, strict=True)):
            return False
    return bool(len(counts) > 1 and counts.max() <= repeats)


def looks_like_weight(name: str, label: str, seen: Observed) -> bool:
    """Say whether a column looks like a weight: by its name, and by fractions around one."""
    named = WEIGHT_NAME.fullmatch(fold(name)) or "weight" in words_of(label)
    fractions = seen.kind == "number" and not seen.whole and seen.low is not None and seen.low >= 0
    return bool(named and fractions and seen.high is not None and seen.high < 1000)
