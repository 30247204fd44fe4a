"""From exports to a draft of their dictionary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lpsstats.dictionary.source import check_marks
from lpsstats.drafting.drafted import Drafted
from lpsstats.drafting.file_runs import run_marks
from lpsstats.drafting.formats import shared_formats
from lpsstats.drafting.groups import find_groups
from lpsstats.drafting.meaning import Meaning
from lpsstats.drafting.observing import Observed, merge, observe
from lpsstats.drafting.page import page
from lpsstats.drafting.people import draft_design
from lpsstats.drafting.private import without_values
from lpsstats.drafting.quoting import one_line
from lpsstats.drafting.reading import read_questions
from lpsstats.drafting.roles import (
    Role,
    common_columns,
    find_id,
    find_site,
    find_wave,
    looks_like_weight,
    named_role,
)
from lpsstats.drafting.scales import draft_scales
from lpsstats.drafting.sites import draft_sites
from lpsstats.drafting.variables import Question, draft_questions
from lpsstats.drafting.waves import draft_waves
from lpsstats.errors import DataError
from lpsstats.survey.export import Export
from lpsstats.survey.pairing import name_patterns

UNWEIGHTED = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOptions:
    """What the command line says about the survey.

    Attributes
    ----------
    title : str, optional
        Its name.
    wave, site : str, optional
        The columns that tell waves and sites apart, instead of those that are recognised.
    modeline : bool
        Whether a JSON Schema will stand beside the dictionary.
    """

    title: str | None = None
    wave: str | None = None
    site: str | None = None
    modeline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A drafted dictionary.

    Attributes
    ----------
    text : str
        The YAML.
    n_marks : int
        How many guesses bear a mark.
    summary : str
        What was recognised, in one sentence.
    """

    text: str
    n_marks: int
    summary: str


def draft_dictionary(
    exports: Sequence[Export], files: Sequence[str], options: DraftOptions
) -> Draft:
    """Draft the dictionary of one or several exports.

    Parameters
    ----------
    exports : sequence of Export
        The files with all their columns, in order of time.
    files : sequence of str
        How the dictionary is to name them.
    options : DraftOptions
        What need not be recognised.

    Raises
    ------
    UsageError
        If an option names a column that some file does not have.
    DataError
        If the files hold no question.
    """
    drafted = recognise(exports, files, options)
    text = page(drafted, modeline=options.modeline)
    return Draft(text=text, n_marks=len(check_marks(text)), summary=_summary(drafted))


def recognise(exports: Sequence[Export], files: Sequence[str], options: DraftOptions) -> Drafted:
    """Recognise all that a draft says, before it is written; as `draft_dictionary`."""
    patterns = name_patterns([export.column_names for export in exports])
    wave = (
        named_role(options.wave, "--wave", exports, patterns)
        if options.wave
        else find_wave(exports, patterns)
    )
    waves = draft_waves(exports, wave)
    site = (
        named_role(options.site, "--site", exports, patterns)
        if options.site
        else find_site(exports, patterns)
    )
    sites = draft_sites(exports, site, waves.waves) if site else None
    person = find_id(exports, patterns, len(waves.waves))
    weight, why, weight_role = _weight(exports, patterns)
    roles = [role for role in (wave, sites and sites.column, person, weight_role) if role]
    questions = draft_questions(exports, patterns, roles)
    if not questions:
        name = one_line(exports[0].name)
        raise DataError(f"{name}: holds no question, only columns that identify rows.")
    names = {wave.source: wave.key for wave in reversed(waves.waves)}
    parts = {q.key: _parts(q, exports, names) for q in questions}
    seen = {key: merge(list(own.values())) for key, own in parts.items()}
    groups = find_groups(questions, seen, exports[0].sets)
    members = {member.key for group in groups for member in group.members}
    single = [question for question in questions if question.key not in members]
    runs = {q.key: run_marks(parts[q.key]) for q in single}
    shifted = {key for key, marks in runs.items() if marks}
    meanings = read_questions({q.key: seen[q.key] for q in single}, shifted)
    meanings = {q.key: _looked_at(q, meanings[q.key], runs[q.key]) for q in single}
    return Drafted(
        exports=tuple(exports),
        files=tuple(files),
        patterns=tuple(patterns),
        title=options.title,
        waves=waves,
        sites=sites,
        id=person,
        design=draft_design(exports, person, waves),
        weight=(weight, why or _seen_weights(single, seen)),
        questions=tuple(questions),
        groups=tuple(groups),
        meanings=meanings,
        formats=shared_formats(meanings[q.key].answers for q in single),
        scales=draft_scales(exports, _items(single, roles), meanings),
    )


def _parts(
    question: Question, exports: Sequence[Export], names: Mapping[int, str]
) -> dict[str, Observed]:
    """Look at a question in each file, called after its first wave."""
    found = enumerate(zip(exports, question.columns, strict=True))
    return {
        names.get(source, exports[source].name): observe(export, column)
        for source, (export, column) in found
        if column is not None
    }


def _looked_at(question: Question, meaning: Meaning, marks: Sequence[str]) -> Meaning:
    """Add what the files tell apart, and keep what is private out."""
    marked = replace(meaning, marks=(*marks, *meaning.marks))
    return without_values(marked, question.key, question.label)


def _items(questions: Sequence[Question], roles: Sequence[Role]) -> list[Question]:
    """Leave columns that identify rows out of the search for scales."""
    taken = {role.columns for role in roles}
    return [question for question in questions if question.columns not in taken]


def _weight(exports: Sequence[Export], patterns: Sequence[str]) -> tuple[str, str, Role | None]:
    """Take over the weight that the files were saved with, where all of them have it."""
    saved = [export.weight for export in exports]
    if not any(saved):
        return UNWEIGHTED, "", None
    for role in common_columns(exports, patterns):
        if any(column == weight for column, weight in zip(role.columns, saved, strict=True)):
            columns = dict.fromkeys(one_line(weight) for weight in saved if weight)
            return role.name, f"saved with WEIGHT BY {', '.join(columns)}", role
    name = next(export.name for export in exports if export.weight)
    return UNWEIGHTED, f"{one_line(name)} was saved with a weight that not every file has", None


def _seen_weights(questions: Sequence[Question], seen: Mapping[str, Observed]) -> str:
    """Point to columns that look like weights."""
    found = [q.key for q in questions if looks_like_weight(q.key, q.label, seen[q.key])]
    if not found:
        return ""
    columns = " and ".join(f"'{one_line(key)}'" for key in found[:3])
    return f"{columns} may be a weight: to use it, write its name here"


def _summary(drafted: Drafted) -> str:
    def counted(n: int, what: str) -> str:
        return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"

    waves, sites = drafted.waves, drafted.sites
    rows = sum(export.n_rows for export in drafted.exports)
    by_wave = f" (by '{waves.column.name}')" if waves.column else ""
    by_site = f"{counted(len(sites.sites), 'site')} (by '{sites.column.name}')" if sites else None
    parts = [
        counted(len(drafted.exports), "file"),
        counted(rows, "row"),
        counted(len(waves.waves), "wave") + by_wave,
        by_site or "no site column recognised",
        counted(len(drafted.meanings) + len(drafted.groups), "question"),
        counted(len(drafted.scales), "proposed scale"),
    ]
    return one_line(", ".join(parts))
