"""The draft as YAML: every part of data_dictionary.yaml in its order."""

from collections.abc import Iterator, Mapping

from lpsstats.drafting.drafted import Drafted
from lpsstats.drafting.lines import Field, entry, marked
from lpsstats.drafting.quoting import code_text, comment, flow_list, flow_map, quoted
from lpsstats.drafting.scale_page import scale_lines
from lpsstats.drafting.sites import SiteDraft
from lpsstats.drafting.variable_page import default_lines, variable_lines
from lpsstats.drafting.waves import WaveDraft

MODELINE = "# yaml-language-server: $schema=data_dictionary.schema.json"


def page(drafted: Drafted, *, modeline: bool) -> str:
    """Write a draft.

    Parameters
    ----------
    drafted : Drafted
        What was recognised.
    modeline : bool
        Whether to point editors to the JSON Schema beside the dictionary.

    Returns
    -------
    str
        A dictionary that can be read as it stands.
    """
    parts = [
        [*([MODELINE] if modeline else []), *_head(drafted)],
        ["format: 1"],
        [*_survey(drafted)],
        [*_waves(drafted)],
        [*_sites(drafted)],
        [*default_lines(drafted)],
        [*variable_lines(drafted)],
        [*scale_lines(drafted)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _head(drafted: Drafted) -> Iterator[str]:
    yield "# Draft of a data dictionary, made by `lpsstats init` from:"
    for export in drafted.exports:
        yield f"#   {comment(export.name)}, {export.n_rows:,} rows"
    yield "# What the files say of themselves is taken over; a guess has a mark, CHECK, in a"
    yield "# comment: look at it, correct it, delete the mark. `lpsstats check` lists what is left."


def _survey(drafted: Drafted) -> Iterator[str]:
    title = drafted.title or _common_name([e.path.stem for e in drafted.exports])
    yield "survey:"
    mark = "" if drafted.title else "the survey's name, as reports print it"
    yield marked(f"  title: {quoted(title)}", mark)
    yield marked(f"  design: {drafted.design.design}", drafted.design.mark)
    column, why = drafted.weight
    yield marked(f"  weight: {quoted(column)}", why)
    if drafted.id is not None:
        yield marked(f"  id: {quoted(drafted.id.name)}", "the respondent's number?")


def _common_name(stems: list[str]) -> str:
    """Give what the files' names have in common at their start, or the first one."""
    parted = [comment(stem.replace("_", " ")).split() for stem in stems]
    words = [each[0] for each in zip(*parted, strict=False)]
    same = next(
        (i for i, each in enumerate(zip(*parted, strict=False)) if len(set(each)) > 1), None
    )
    kept = words if len(stems) == 1 else words[:same]
    return " ".join(kept) or " ".join(parted[0]) or "Survey"


def _waves(drafted: Drafted) -> Iterator[str]:
    waves, column = drafted.waves.waves, drafted.waves.column
    yield "waves:"
    if column is not None:
        yield f"  column: {quoted(column.name)}"
    several = "what changed is asked from here to the endline" if len(waves) > 1 else ""
    yield marked(f"  baseline: {quoted(waves[0].key)}", drafted.waves.mark, note=several)
    yield f"  endline: {quoted(waves[-1].key)}"
    yield "  values:"
    for wave in waves:
        yield marked(f"    {quoted(wave.key)}: {flow_map(_wave(wave, drafted))}", wave.mark)


def _wave(wave: WaveDraft, drafted: Drafted) -> Iterator[tuple[str, str]]:
    if wave.code is not None:
        yield "code", code_text(wave.code)
    if wave.label:
        yield "label", quoted(wave.label)
    if wave.date:
        yield "date", wave.date
    yield "file", quoted(drafted.files[wave.source])
    pattern = drafted.patterns[wave.source]
    if pattern != "{name}":
        yield "names", quoted(pattern)


def _sites(drafted: Drafted) -> Iterator[str]:
    sites = drafted.sites
    if sites is None:
        yield "# CHECK no site column recognised, so all are in one site; --site COLUMN names one"
        return
    yield "sites:"
    column = f"  column: {quoted(sites.column.name)}"
    where = "is this where people live? `role` may be added to each site"
    yield marked(column, sites.mark, where)
    if sites.left_out:
        values = "value is" if sites.left_out == 1 else "values are"
        mark = f"{sites.left_out} {values} not listed: too few respondents, too long or no answer"
        yield marked("  other: leave_out", mark)
    yield "  values:"
    for site in sites.sites:
        fields = [*_site(site, plain=_one_code(site, sites.sites))]
        yield from entry(quoted(site.key), fields, indent=2, marks=[site.mark])


def _one_code(site: SiteDraft, sites: tuple[SiteDraft, ...]) -> bool:
    """Say whether a site has the same codes in all its waves, and no other site has them ever."""
    own = set(site.codes.values())
    others = {
        code
        for other in sites
        if other is not site
        for codes in other.codes.values()
        for code in codes
    }
    return len(own) == 1 and not any(code in others for codes in own for code in codes)


def _site(site: SiteDraft, *, plain: bool) -> Iterator[Field]:
    codes: Mapping[str, str] = {
        wave: code_text(own[0]) if len(own) == 1 else flow_list(map(code_text, own))
        for wave, own in site.codes.items()
        if own
    }
    if codes and plain:
        yield Field(key="code", value=next(iter(codes.values())))
    elif codes:
        value = flow_map((quoted(wave), text) for wave, text in codes.items())
        yield Field(key="code", value=value)
    label = site.label or f"Site {site.key.removeprefix('site_')}"
    yield Field(key="label", value=quoted(label))
