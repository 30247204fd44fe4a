"""From the dictionary and its files to a survey."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from lpsstats.dictionary.model import Dictionary
from lpsstats.errors import DictionaryError, UsageError
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.survey.assembling import Portion, assemble, columns_needed
from lpsstats.survey.model import Survey


def read_survey(
    dictionary: Dictionary,
    files: Sequence[Path] = (),
    options: ReadOptions | None = None,
    *,
    tolerant: bool = False,
    codes: bool = False,
) -> Survey:
    """Read the survey that a dictionary describes.

    Parameters
    ----------
    dictionary : Dictionary
        It names the files unless `files` does.
    files : sequence of Path
        One file with all waves; or one per wave, in the order of the waves; or files that take
        the place of declared ones of the same name.
    options : ReadOptions, optional
        How to read them.
    tolerant : bool
        Take answers outside their range as missing, counted, instead of refusing the data.
    codes : bool
        Keep the codes of declared missing answers.

    Raises
    ------
    DictionaryError
        If the dictionary names no file.
    UsageError
        If the files cannot be told apart.
    DataError
        If a file cannot be read or does not fit.
    """
    portions = read_portions(dictionary, files, options)
    return assemble(dictionary, portions, tolerant=tolerant, codes=codes)


def read_portions(
    dictionary: Dictionary,
    files: Sequence[Path] = (),
    options: ReadOptions | None = None,
    *,
    extra: Iterable[str] = (),
) -> list[Portion]:
    """Read the exports of a survey, each with the waves that it holds.

    Parameters
    ----------
    dictionary, files, options
        As in `read_survey`.
    extra : iterable of str
        Columns to read besides those that the dictionary needs; a file need not have them.

    Raises
    ------
    DictionaryError, UsageError, DataError
        As in `read_survey`, but nothing is held against the dictionary yet.
    """
    return [
        Portion(
            export=read_export(
                path, columns_needed(dictionary, waves) | set(extra), options or ReadOptions()
            ),
            waves=waves,
        )
        for path, waves in _plan(dictionary, files)
    ]


def _plan(dictionary: Dictionary, files: Sequence[Path]) -> list[tuple[Path, tuple[int, ...]]]:
    """Say which file holds which waves."""
    waves = dictionary.waves
    everything = tuple(range(len(waves)))
    declared = {wave.file.name for wave in waves if wave.file is not None}
    replacements = {path.name: path for path in files}
    # Files of one name in several folders cannot be told by it; then their order counts.
    if files and replacements.keys() <= declared and len(replacements) == len(files):
        return _by_wave(
            [replacements.get(w.file.name, w.file) if w.file else None for w in waves], dictionary
        )
    if len(files) == 1:
        return [(files[0], everything)]
    if files and len(files) != len(waves):
        keys = ", ".join(wave.key for wave in waves)
        message = (
            f"{len(files)} files for {len(waves)} waves ({keys}); give one file with all waves, or "
            "one per wave in that order"
        )
        raise UsageError(message)
    return _by_wave(list(files) or [wave.file for wave in waves], dictionary)


def _by_wave(
    paths: Sequence[Path | None], dictionary: Dictionary
) -> list[tuple[Path, tuple[int, ...]]]:
    """Gather the waves that share a file."""
    held: dict[Path, list[int]] = {}
    for position, path in enumerate(paths):
        if path is None:
            key = dictionary.waves[position].key
            message = (
                f"{dictionary.where('waves', 'values', key)}: wave '{key}' names no `file`; "
                "add it, or give the data files on the command line"
            )
            raise DictionaryError(message)
        held.setdefault(path, []).append(position)
    return [(path, tuple(positions)) for path, positions in held.items()]
