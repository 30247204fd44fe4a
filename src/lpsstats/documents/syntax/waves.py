"""One wave after the other, read from its file and put below each other, as commands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.documents.syntax.columns import Codes, answers, places, recode, trimmed
from lpsstats.documents.syntax.files import names_in, read
from lpsstats.documents.syntax.sources import ID, SITE, WAVE, WEIGHT, Sources
from lpsstats.documents.syntax.writing import command, comment, label
from lpsstats.survey.assembling import Portion
from lpsstats.survey.export import Export, NumberColumn, TextColumn
from lpsstats.survey.placing import Placement, place_rows

STORED = frozenset({"likert", "ordinal", "categorical", "number"})


def stacked(sources: Sources, waves: Sequence[int], keys: Sequence[str]) -> Iterator[str]:
    """Write the commands that read some waves and put their respondents below each other.

    Parameters
    ----------
    sources : Sources
        The files; none of them among the `obstacles`.
    waves : sequence of int
        Positions of the waves.
    keys : sequence of str
        The variables that are needed.
    """
    stored = [key for key in keys if sources.dictionary.variables[key].type in STORED]
    for wave in waves:
        yield ""
        yield from _wave(sources, wave, stored)
    yield ""
    files = [f"/FILE=lps_in{wave + 1}" for wave in waves]
    yield from command("ADD FILES", *files)
    yield from command("EXECUTE")
    for wave in waves:
        yield from command("DATASET CLOSE", f"lps_in{wave + 1}")
    yield from _labelled(sources, waves, stored)


def _others(dictionary: Dictionary) -> list[str]:
    """Name the columns that are neither answers nor places."""
    panel = [ID] if dictionary.design == "panel" else []
    return [*panel, *([WEIGHT] if dictionary.weight_names else [])]


def _wave(sources: Sources, wave: int, keys: Sequence[str]) -> Iterator[str]:
    """Read one wave's rows and make the variables of its columns."""
    dictionary, portion = sources.dictionary, sources.portion_of(wave)
    export, key = portion.export, dictionary.waves[wave].key
    form = sources.forms[str(export.path)]
    yield from comment(f"{dictionary.waves[wave].label}: {export.name}, sha256 {export.sha256}")
    yield from read(export, form)
    known = names_in(export, form)
    renamed = _renamed(sources, export, wave, keys)
    columns = {
        name: renamed.get(name, known[name]) for name in _columns(dictionary, export, key, keys)
    }
    if columns:
        yield from command("MATCH FILES", "/FILE=*", "/KEEP=", *(known[name] for name in columns))
    if renamed:
        pairs = [f"({known[name]}={new})" for name, new in renamed.items()]
        yield from command("RENAME VARIABLES", *pairs)
    texts = [own for name, own in columns.items() if isinstance(export.columns[name], TextColumn)]
    yield from trimmed(texts)
    yield from _placed(dictionary, portion, wave, columns)
    yield from _numbers(sources, export, wave, columns)
    for each in keys:
        variable, target = dictionary.variables[each], sources.names[each]
        column = variable.names.get(key)
        if column is None or column not in columns:
            yield from command("COMPUTE", f"{target}=$SYSMIS")
        else:
            yield from answers(variable, export, column, key, (columns[column], target))
    kept = [WAVE, SITE, *_others(dictionary), *(sources.names[each] for each in keys)]
    yield from command("MATCH FILES", "/FILE=*", "/KEEP=", *kept)
    yield from command("EXECUTE")
    yield from command("DATASET COPY", f"lps_in{wave + 1}")


def _renamed(sources: Sources, export: Export, wave: int, keys: Sequence[str]) -> dict[str, str]:
    """Give another name to the columns that stand in the way of a variable's own.

    A column of numbers that bears the name of the one variable it holds is recoded in its place.
    """
    dictionary, key = sources.dictionary, sources.dictionary.waves[wave].key
    held = {each: dictionary.variables[each].names.get(key) for each in keys}
    used = Counter(held.values())
    targets = {sources.names[each].casefold() for each in keys}
    own = {
        name
        for each, name in held.items()
        if name == sources.names[each]
        and used[name] == 1
        and isinstance(export.columns.get(name), NumberColumn)
    }
    others = [name for name in _columns(dictionary, export, key, keys) if name not in own]
    return {
        name: f"lps_s{position}"
        for position, name in enumerate(others, start=1)
        if name.casefold() in targets or name.casefold().startswith("lps_")
    }


def _columns(
    dictionary: Dictionary, export: Export, wave: str, keys: Sequence[str]
) -> dict[str, None]:
    """List the columns of a file that a wave needs, each once."""
    people = dictionary.id_names if dictionary.design == "panel" else {}
    others = (dictionary.wave_names, dictionary.site_names, dictionary.weight_names, people)
    names = [dictionary.variables[key].names.get(wave) for key in keys]
    names += [identifying.get(wave) if identifying else None for identifying in others]
    return dict.fromkeys(name for name in names if name is not None and name in export.columns)


def _placed(
    dictionary: Dictionary, portion: Portion, wave: int, columns: Mapping[str, str]
) -> Iterator[str]:
    """Keep the rows of a wave that have a declared site, and number both."""
    placement = _placement(dictionary, portion, wave)
    here = np.flatnonzero(placement.wave == wave)
    rows = placement.source_rows(here)
    key = dictionary.waves[wave].key
    for names, place, target in (
        (dictionary.wave_names, placement.wave[here], WAVE),
        (dictionary.site_names, placement.site[here], SITE),
    ):
        column = columns.get(names[key]) if names is not None else None
        if names is None or column is None:
            constant = wave + 1 if target == WAVE else 1
            yield from command("COMPUTE", f"{target}={constant}")
            continue
        codes: Codes = places(portion.export, names[key], rows, place)
        yield from recode(column, {value: float(to) for value, to in codes.items()}, target)
    yield from command(f"SELECT IF NOT MISSING({WAVE}) AND NOT MISSING({SITE})")


def _placement(dictionary: Dictionary, portion: Portion, wave: int) -> Placement:
    """Find the rows of a wave; where waves lie side by side each has its own."""
    placements, _ = place_rows(dictionary, portion.export, portion.waves)
    return next((p for p in placements if (p.wave == wave).any()), placements[0])


def _numbers(
    sources: Sources, export: Export, wave: int, columns: Mapping[str, str]
) -> Iterator[str]:
    """Take over the weight, and in a panel the number of the person."""
    dictionary, key = sources.dictionary, sources.dictionary.waves[wave].key
    weight = dictionary.weight_names.get(key, "")
    if weight in columns:
        name = columns[weight]
        text = f"REPLACE({name}, ',', '.')" if export.decimal == "," else name
        is_text = isinstance(export.columns[weight], TextColumn)
        yield from command("COMPUTE", f"{WEIGHT}={f'NUMBER({text}, F40)' if is_text else name}")
    person = dictionary.id_names.get(key, "")
    if dictionary.design == "panel" and person in columns:
        name = columns[person]
        is_text = isinstance(export.columns[person], TextColumn)
        yield from command("STRING", f"{ID} (A64)")
        value = f"LTRIM(RTRIM({name}))" if is_text else f"LTRIM(STRING({name}, F20.0))"
        yield from command("COMPUTE", f"{ID}={value}")
        if not is_text:
            yield from command(f"IF MISSING({name}) {ID}=''")


def _labelled(sources: Sources, waves: Sequence[int], keys: Sequence[str]) -> Iterator[str]:
    """Give waves, sites and questions their words."""
    dictionary = sources.dictionary
    pairs = [f"{wave + 1} {label(dictionary.waves[wave].label)}" for wave in waves]
    yield from command("VALUE LABELS", WAVE, *pairs)
    sites = [f"{i} {label(site.label)}" for i, site in enumerate(dictionary.sites, start=1)]
    yield from command("VALUE LABELS", SITE, *sites)
    for key in keys:
        variable, name = dictionary.variables[key], sources.names[key]
        yield from command("VARIABLE LABELS", name, label(variable.label))
        yield from _answer_labels(variable, name)


def _answer_labels(variable: Variable, name: str) -> Iterator[str]:
    pairs = [
        f"{code} {label(words)}"
        for code, words in variable.labels.items()
        if isinstance(code, int | float)
    ]
    if pairs:
        yield from command("VALUE LABELS", name, *pairs)
