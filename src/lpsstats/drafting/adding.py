"""A new wave added to a dictionary that people have written in: every byte of theirs stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ruamel.yaml.nodes import MappingNode

from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.drafting.adding_columns import Located, locate_columns
from lpsstats.drafting.adding_names import name_edits
from lpsstats.drafting.adding_sites import SiteChanges, site_changes
from lpsstats.drafting.adding_variables import new_variables
from lpsstats.drafting.adding_wave import NewWave, new_wave, refuse_known_file
from lpsstats.drafting.insertion import Edit, add_entries, apply_edits, compose, descend
from lpsstats.errors import DictionaryError
from lpsstats.survey.export import Export


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A dictionary with a wave more.

    Attributes
    ----------
    text : str
        The file: what was there, with additions.
    notes : tuple of str
        What was done and what to look at, a sentence each.
    """

    text: str
    notes: tuple[str, ...]


def extend(
    text: str,
    dictionary: Dictionary,
    reference: Export | None,
    addition: Export,
    *,
    key: str | None = None,
    label: str | None = None,
    file: str,
) -> Extension:
    """Add the wave that a file holds to a dictionary, textually.

    The wave goes below the others, with a name pattern where its columns follow one; variables
    whose column is called otherwise get a name for the wave, those without a column `null`. A
    scale is asked whole or not at all: where a wave lacks one of its items, all of them get
    `null`. New sites, site codes that changed and new columns are added, too. Every guess bears
    `# CHECK`.

    Parameters
    ----------
    text : str
        The dictionary file as it stands, without a byte order mark.
    dictionary : Dictionary
        The same, read.
    reference : Export, optional
        The file of the last wave, all columns: its labels find renamed ones. Without it the labels
        in the dictionary do.
    addition : Export
        The new file, all columns read.
    key, label : str, optional
        What to call the wave; by default the keys in use are continued (T4 after T3, the year in
        the file's name after years).
    file : str
        Where the new file lies, relative to the dictionary, with forward slashes.

    Raises
    ------
    UsageError
        If the wave or the file is in the dictionary already, or the file holds several waves.
    DictionaryError
        If something to be added to is written with a YAML alias or anchor.
    """
    refuse_known_file(dictionary, reference, addition, file)
    located = locate_columns(dictionary, reference, addition)
    wave = new_wave(text, dictionary, located, addition, key=key, label=label, file=file)
    sites = site_changes(text, dictionary, located, addition, wave.key)
    edits, notes = _edits(text, dictionary, (located, wave, sites), addition)
    extended = apply_edits(text, edits)
    _verify(extended, dictionary, wave, located)
    return Extension(text=extended, notes=tuple(notes))


def _edits(
    text: str,
    dictionary: Dictionary,
    found: tuple[Located, NewWave, SiteChanges],
    addition: Export,
) -> tuple[list[Edit], list[str]]:
    """Gather the edits of all parts, and the notes in the order of the file."""
    located, wave, sites = found
    root = compose(text)
    fresh = new_variables(dictionary, located, addition, wave)
    edits = add_entries(text, descend(root, "waves", "values"), [wave.entry])
    edits += sites.edits
    edits += name_edits(text, root, dictionary, located, wave)
    edits += add_entries(text, _variables(root), fresh.entries)
    return edits, [*wave.notes, *sites.notes, *located.notes(wave.key), *fresh.notes]


def _variables(root: MappingNode) -> MappingNode:
    return descend(root, "variables")


def _verify(text: str, before: Dictionary, wave: NewWave, located: Located) -> None:
    """Read the result: it must be valid, say of earlier waves what it said, and of this one ours.

    Raises
    ------
    RuntimeError
        If not; that would be a fault of this program, and nothing must be written.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / before.path.name
        path.write_bytes(text.encode())
        try:
            after = read_dictionary(path)
        except DictionaryError as error:
            message = f"the dictionary would not be valid with the wave added: {error}"
            raise RuntimeError(message) from error
    for difference in _differences(before, after, wave, located):
        message = f"adding the wave would change {difference}"
        raise RuntimeError(message)


def _differences(
    before: Dictionary, after: Dictionary, wave: NewWave, located: Located
) -> Iterator[str]:
    earlier = [w.key for w in before.waves]
    if [w.key for w in after.waves] != [*earlier, wave.key]:
        yield "the waves"
    for key, variable in before.variables.items():
        names = dict(after.variables[key].names)
        ours = names.pop(wave.key, None)
        if names != dict(variable.names):
            yield f"the names of '{key}'"
        if key in located.columns and ours != located.columns[key].column:
            yield f"the name of '{key}' in '{wave.key}'"
    for site, old in zip(after.sites, before.sites, strict=False):
        if [site.codes.get(w) for w in earlier] != [old.codes.get(w) for w in earlier]:
            yield f"the codes of '{site.key}'"
    if dict(after.scales) != dict(before.scales):
        yield "the scales"
