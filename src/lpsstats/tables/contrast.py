"""Lay a contrast of sites out: one row per measure under the sites that are set apart."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.contrast_rows import Contrast
from lpsstats.analysis.measures import Measure
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.contrast_notes import complete_notes, contrast_notes
from lpsstats.tables.contrast_sentences import sentences
from lpsstats.tables.dictionary_facts import dated
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record

WIDEST_PROSE = 100


def contrast_tables(
    rows: Sequence[Contrast],
    measures: Sequence[Measure],
    dictionary: Dictionary,
    complete: Sequence[Contrast] = (),
) -> tuple[Table, ...]:
    """Build the tables of a contrast.

    Parameters
    ----------
    rows : sequence of Contrast
        The rows to show, at least one, contrast by contrast.
    measures : sequence of Measure
        What they are about.
    dictionary : Dictionary
        Names of waves; what was declared to matter.
    complete : sequence of Contrast
        The same rows from respondents who answered every item, for a note on what differs.

    Returns
    -------
    tuple of Table
        The contrasts; where one site's change is clear and another's is not, whether the sites
        differ at all; the sentences that may be printed.
    """
    waves = {wave.key: wave for wave in dictionary.waves}
    before, after = waves[rows[0].wave_from], waves[rows[0].wave_to]
    title = f"{dated(before)} to {dated(after)}"
    written = sentences(rows, measures, (before.label, after.label))
    records = tuple(record(row, sentence=s) for row, s in zip(rows, written, strict=True))
    notes = (*contrast_notes(rows, measures, dictionary), *complete_notes(rows, complete))
    main = Table(
        key="contrast",
        title=f"{dictionary.title}: intervention against comparison sites, {title}",
        records=records,
        columns=tuple(_columns(rows)),
        group="contrast_label",
        notes=notes,
    )
    headline = [line for line, row in zip(records, rows, strict=True) if row.contrast == "all"]
    return (main, *_interaction_table(rows), _sentence_table(headline))


def _columns(rows: Sequence[Contrast]) -> Iterator[Column]:
    """Order the columns: who, where both sides started, how they changed, the test, the doubts."""
    wide, standard, narrow = Layout.WIDE, Layout.STANDARD, Layout.NARROW
    first, level = rows[0], f"{100 * rows[0].confidence:g}% CI"
    yield Column(heading="Measure", keys=("measure_label",), format="text", wraps=True)
    yield Column(heading="Better", keys=("better",), format="text", first=wide)
    for side in ("intervention", "comparison"):
        start = (f"baseline_{side}",)
        yield Column(
            heading=f"{side.capitalize()} {first.wave_from}",
            keys=start,
            format="number",
            first=wide,
        )
        change = (f"change_{side}",)
        yield Column(heading=side.capitalize(), keys=change, format="signed", first=standard)
    yield Column(heading="Diff.", keys=("estimate",), format="signed")
    yield Column(heading=level, keys=("conf_low", "conf_high"), format="interval", first=narrow)
    yield Column(heading="g", keys=("effect",), format="signed", first=wide)
    effect = ("effect_low", "effect_high")
    yield Column(heading=f"g {level}", keys=effect, format="interval", first=wide)
    yield Column(heading="t", keys=("statistic",), format="number", first=wide)
    yield Column(heading="df", keys=("df",), format="df", first=wide)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=wide)
    yield Column(heading="p adj", keys=("p_adjusted",), format="p_value", first=narrow)
    yield Column(heading="Split", keys=("split_rank", "n_splits"), format="rank", first=narrow)
    yield Column(heading="Shock", keys=("tipping_shock",), format="number", first=standard)
    yield Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)


def _interaction_table(rows: Sequence[Contrast]) -> Iterator[Table]:
    """Test the sites against each other, where some changed clearly and others not."""
    records = [
        {
            "measure_label": row.measure_label,
            "clear_in": _sites(row, clear=True),
            "unclear_in": _sites(row, clear=False),
            "interaction_f": row.interaction_f,
            "interaction_df": row.interaction_df,
            "interaction_df_error": row.interaction_df_error,
            "interaction_p": row.interaction_p,
        }
        for row in rows
        if row.contrast == "all" and _sites(row, clear=True) and _sites(row, clear=False)
    ]
    if not records:
        return
    yield Table(
        key="interaction",
        title="Did the sites change differently at all?",
        records=tuple(records),
        columns=(
            Column(heading="Measure", keys=("measure_label",), format="text", wraps=True),
            Column(heading="Clear in", keys=("clear_in",), format="text", wraps=True),
            Column(heading="Not clear in", keys=("unclear_in",), format="text", wraps=True),
            Column(heading="F", keys=("interaction_f",), format="number"),
            Column(heading="df", keys=("interaction_df",), format="df", first=Layout.NARROW),
            Column(
                heading="df error",
                keys=("interaction_df_error",),
                format="df",
                first=Layout.NARROW,
            ),
            Column(heading="p", keys=("interaction_p",), format="p_value"),
        ),
        notes=tuple(_interaction_notes(rows[0])),
    )


def _interaction_notes(row: Contrast) -> Iterator[str]:
    yield (
        "A change that is clear in one place and not in another is no sign that the places differ "
        "(Gelman & Stern 2006). F tests just that: the site by wave interaction, p not adjusted."
    )
    how = "HC3 standard errors" if row.verdict_unweighted is None else "design-based variances"
    yield f"Clear: p adj of the site's own change below 1 - confidence. Wald F with {how}."


def _sites(row: Contrast, *, clear: bool) -> str:
    """Name the sites whose own change is clear, or is not."""
    return ", ".join(site.site_label for site in row.sites if site.clear is clear)


def _sentence_table(records: Sequence[dict[str, object]]) -> Table:
    """List what may be printed."""
    return Table(
        key="sentences",
        title="What may be printed",
        records=tuple(records),
        columns=(Column(heading="Sentence", keys=("sentence",), format="text", wraps=True),),
        group="contrast_label",
        widest=WIDEST_PROSE,
    )
