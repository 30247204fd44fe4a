"""Lay out which measures go together: a row per pair, a line for all of them."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.relations.rows import Relation, Relations
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.description_places import listed
from lpsstats.tables.diagram import Diagram, Edge, Node
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.relate_notes import pair_notes, summary_notes
from lpsstats.tables.relate_partial_notes import (
    has_partials,
    line_rule,
    narrowing_note,
    respondents,
    why_no_lines,
)
from lpsstats.tables.rounding import signed_bounded


def pairs_table(
    found: Relations, measures: Sequence[Measure], dictionary: Dictionary, seed: int
) -> Table:
    """Build the table of pairs.

    Parameters
    ----------
    found : Relations
        The answer.
    measures : sequence of Measure
        What it is about.
    dictionary : Dictionary
        For the title, and what weights and clusters are called.
    seed : int
        Where resamples started.
    """
    rows = found.rows
    return Table(
        key="pairs",
        title=f"{dictionary.title}: which measures go together",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(found)),
        group="measure_label",
        notes=tuple(pair_notes(found, measures, dictionary, seed)),
    )


def summary_table(found: Relations, measures: Sequence[Measure], dictionary: Dictionary) -> Table:
    """Build the line about all measures together."""
    return Table(
        key="summary",
        title=f"{dictionary.title}: how much all of them have in common",
        records=(record(found.summary),),
        columns=tuple(_summary_columns(items=found.summary.n_items > 0)),
        notes=tuple(summary_notes(found, measures)),
    )


def relation_diagram(
    found: Relations, measures: Sequence[Measure], dictionary: Dictionary
) -> Diagram:
    """Draw the measures, with a line wherever a partial correlation is clear.

    At a glance a line must say which ends go together: measures whose low end is the better one are
    turned round.
    """
    return Diagram(
        title=f"{dictionary.title}: which measures go together",
        nodes=tuple(Node(key=measure.key, label=measure.label) for measure in measures),
        edges=tuple(_edges(found.rows, {one.key: one.direction or 1 for one in measures})),
        notes=(
            *_lines(found),
            *_turned(measures),
            *_base(found),
        ),
        without_edges=why_no_lines(found),
    )


def _base(found: Relations) -> Iterator[str]:
    """Say of how many people the lines are."""
    if found.narrowing is None:
        yield f"{respondents(found.summary.n)} with all {found.summary.n_measures} measures."
    yield from narrowing_note(found)


def _lines(found: Relations) -> Iterator[str]:
    """Say what lines are, where there could be any."""
    if any(row.partial_low is not None for row in found.rows):
        what = "partial correlations" if has_partials(found) else "the correlation"
        alike = " who are alike in all the other measures" if has_partials(found) else ""
        yield f"Lines: {what} among people of the same site and wave{alike}, {line_rule(found)}."


def _turned(measures: Sequence[Measure]) -> Iterator[str]:
    """Say what above 0 means in the drawing."""
    neither = [one.label for one in measures if not one.direction]
    if len(neither) < len(measures):
        as_they_are = f" ({listed(neither)}, without a better end, as it stands)" if neither else ""
        yield (
            "Every measure is turned so that more is better: above 0, better goes with better"
            f"{as_they_are}. The table has r as the answers are coded."
        )


def _edges(rows: Sequence[Relation], direction: Mapping[str, int]) -> Iterator[Edge]:
    for row in rows:
        if row.edge and row.r_partial is not None:
            value = row.r_partial * direction[row.measure] * direction[row.other_measure]
            yield Edge(
                source=row.measure,
                target=row.other_measure,
                value=value,
                text=signed_bounded(value),
                directed=False,
            )


def _columns(found: Relations) -> Iterator[Column]:
    """Order the columns: how close, how sure, which ends; then given all the others."""
    rows, partial = found.rows, has_partials(found)
    wide, standard, narrow = Layout.WIDE, Layout.STANDARD, Layout.NARROW
    level = f"{100 * rows[0].confidence:g}% CI"
    interval, r = "signed_bounded_interval", "signed_bounded"
    yield Column(heading="With", keys=("other_measure_label",), format="text", wraps=True)
    yield Column(heading="n", keys=("n",), format="count", first=narrow)
    yield Column(heading="r", keys=("r",), format=r)
    yield Column(heading=level, keys=("conf_low", "conf_high"), format=interval, first=standard)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=wide)
    yield Column(heading="p adj", keys=("p_adjusted",), format="p_value", first=narrow)
    yield Column(heading="Together", keys=("together",), format="together", wraps=True)
    if any(row.r_corrected is not None for row in rows):
        yield Column(heading="r corr.", keys=("r_corrected",), format=r, first=standard)
    if partial:
        yield Column(heading="r partial", keys=("r_partial",), format=r, first=narrow)
        yield Column(
            heading=f"Partial {level}",
            keys=("partial_low", "partial_high"),
            format=interval,
            first=wide,
        )
    yield Column(heading="Line", keys=("edge",), format="line")


def _summary_columns(*, items: bool) -> Iterator[Column]:
    yield Column(heading="Measures", keys=("n_measures",), format="count")
    yield Column(heading="n", keys=("n",), format="count")
    yield Column(heading="Mean r", keys=("mean_r",), format="signed_bounded")
    yield Column(heading="First factor %", keys=("first_factor_share",), format="percent")
    if items:
        narrow = Layout.NARROW
        yield Column(heading="Items", keys=("n_items",), format="count", first=narrow)
        yield Column(heading="n items", keys=("n_all_items",), format="count", first=narrow)
        share = ("first_factor_share_items",)
        yield Column(heading="Of items %", keys=share, format="percent")
