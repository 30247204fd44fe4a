"""The sections of a report, made of the answers of its parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from lpsstats.dictionary.model import Dictionary
from lpsstats.documents import report_parts as parts
from lpsstats.findings import Severity
from lpsstats.tables.diagram import Diagram
from lpsstats.tables.dictionary_facts import dated
from lpsstats.tables.document import Document, Section
from lpsstats.tables.figure import Figure
from lpsstats.tables.figures.change import change_figure
from lpsstats.tables.figures.likert import likert_figure
from lpsstats.tables.figures.parts import BarChart, LineChart, RowChart
from lpsstats.tables.figures.waves import waves_figure
from lpsstats.tables.headlines import directions, headlines, overall, unknown
from lpsstats.tables.hidden import HIDDEN, SHOWN
from lpsstats.tables.method_words import method_words
from lpsstats.tables.model import Record, Table
from lpsstats.tables.sentences import sentences

Answers = Mapping[str, Document]
Chart = BarChart | Diagram | LineChart | RowChart
READING = "How to read these tables"
TOGETHER = "All sites together"
UNCHECKED = "The exports were not checked for this report; `lpsstats check` looks for what drifted."


def report_sections(
    dictionary: Dictionary, answers: Answers, warnings: Document | None, left: Sequence[str]
) -> tuple[Section, ...]:
    """Lay the answers out as a report.

    Parameters
    ----------
    dictionary : Dictionary
        Names of waves and sites.
    answers : mapping of str to Document
        By part; what may not be published is already withheld.
    warnings : Document, optional
        What checking the exports found, if they were checked.
    left : sequence of str
        What the report does not hold, and why, a sentence each.
    """
    found = [
        *_summary(dictionary, answers),
        *_changes(dictionary, answers),
        *_contrast(answers),
        *_plain(answers, parts.RELIABILITY, "Reliability of the scales"),
        *_questions(dictionary, answers),
        *_plain(answers, parts.THEMES, "What people named"),
        *_relations(answers),
        *_plain(answers, parts.RESPONDENTS, "Who answered"),
        *_method(answers),
        *_warnings(answers, warnings, left),
        *_sentences(answers),
    ]
    return tuple(_captioned(section, dictionary) for section in found)


def _summary(dictionary: Dictionary, answers: Answers) -> Iterator[Section]:
    """Say in words what changed, site by site."""
    if parts.CHANGES not in answers:
        return
    table = answers[parts.CHANGES].tables[0]
    paragraphs = (*_compared(dictionary, table), " ".join(directions(table)), *unknown(table))
    yield Section(heading="Summary", paragraphs=paragraphs)
    together = overall(table)
    if together:
        yield Section(heading=TOGETHER, level=2, paragraphs=(" ".join(together),))
    for site, said in headlines(table):
        yield Section(heading=site, level=2, paragraphs=(" ".join(said),))


def _compared(dictionary: Dictionary, table: Table) -> Iterator[str]:
    """Say which waves are compared, of whom."""
    before, after = _waves(dictionary, table)
    panel = dictionary.design == "panel"
    who = "the same people, as far as they are linked" if panel else "different people in each"
    yield f"{after} is compared with {before}: {who}."


def _waves(dictionary: Dictionary, table: Table) -> tuple[str, str]:
    """Name the two waves of a comparison, with their dates."""
    waves = {wave.key: dated(wave) for wave in dictionary.waves}
    first = table.records[0]
    return waves[str(first["wave_from"])], waves[str(first["wave_to"])]


def _changes(dictionary: Dictionary, answers: Answers) -> Iterator[Section]:
    """Draw the changes, then give them site by site, in a table and in words."""
    if parts.CHANGES not in answers:
        return
    table = answers[parts.CHANGES].tables[0]
    ends = " to ".join(_waves(dictionary, table))
    figures = (
        *_drawn(change_figure(table), f"Change in every site, {ends}"),
        *_drawn(waves_figure(table), "All waves, site by site"),
    )
    if figures:
        yield Section(heading="Change at a glance", figures=figures)
    yield Section(heading="Change site by site")
    yield from _by_site(table, parts.CHANGES, ends)


def _by_site(table: Table, part: str, ends: str) -> Iterator[Section]:
    """Give every site a table of its own; what all of them need to be read comes once, below."""
    for heading, run in groupby(table.records, key=lambda record: str(record["site_label"])):
        records = tuple(run)
        one = replace(
            table,
            key=f"compare-{part}-{records[0]['site'] or 'all'}",
            title=f"{heading}: {ends}",
            records=records,
            group=None,
            notes=(),
        )
        yield Section(heading=heading, level=2, tables=(one,))
    yield Section(heading=READING, level=2, points=table.notes)


def _contrast(answers: Answers) -> Iterator[Section]:
    """Give the contrasts, and what may be said of them as sentences instead of a table of them."""
    if parts.CONTRAST not in answers:
        return
    tables = answers[parts.CONTRAST].tables
    said = [table for table in tables if table.key == "sentences"]
    yield Section(
        heading="Intervention and comparison sites",
        points=tuple(_sentence(record) for table in said for record in table.records),
        tables=tuple(table for table in tables if table not in said),
    )


def _sentence(record: Record) -> str:
    """Give what may be printed, or say of what it may not."""
    if record["sentence"] is HIDDEN:
        return f"{record['measure_label']}: {SHOWN}, withheld."
    return str(record["sentence"])


def _questions(dictionary: Dictionary, answers: Answers) -> Iterator[Section]:
    """Draw the answers to the items of the scales, and compare the questions beside the scales."""
    drawn: tuple[Figure, ...] = ()
    if parts.ANSWERS in answers:
        title = "Answers to the items of the scales, all waves and sites together"
        drawn = _drawn(likert_figure(answers[parts.ANSWERS].tables[0]), title)
    if drawn or parts.QUESTIONS in answers:
        yield Section(heading="Single questions", figures=drawn)
    if parts.QUESTIONS in answers:
        table = answers[parts.QUESTIONS].tables[0]
        ends = " to ".join(_waves(dictionary, table))
        yield from _by_site(table, parts.QUESTIONS, ends)


def _relations(answers: Answers) -> Iterator[Section]:
    if parts.RELATIONS in answers:
        found = answers[parts.RELATIONS]
        yield Section(
            heading="What goes together",
            figures=_drawn(found.diagram, "Which scales go together"),
            tables=found.tables,
        )


def _plain(answers: Answers, part: str, heading: str) -> Iterator[Section]:
    """Give a part as its command gives it."""
    if part in answers:
        yield Section(heading=heading, tables=answers[part].tables)


def _method(answers: Answers) -> Iterator[Section]:
    yield Section(heading="Method", paragraphs=method_words(*answers.values()))


def _warnings(
    answers: Answers, warnings: Document | None, left: Sequence[str]
) -> Iterator[Section]:
    """Give every warning: of the checks of the exports, and of the thresholds of the scales."""
    failed = [
        finding.message
        for answer in answers.values()
        for finding in answer.findings
        if finding.severity is not Severity.PASSED
    ]
    unchecked = (UNCHECKED,) if warnings is None else ()
    yield Section(
        heading="Warnings",
        points=(*failed, *unchecked, *left),
        tables=() if warnings is None else warnings.tables,
    )


def _sentences(answers: Answers) -> Iterator[Section]:
    """Give the changes once more, ready for a text."""
    if parts.CHANGES in answers:
        said = sentences(answers[parts.CHANGES].tables[0])
        yield Section(heading="The changes in sentences", points=said)


def _drawn(figure: Chart | None, caption: str) -> tuple[Figure, ...]:
    """Give a figure, where there is one, with a caption that leaves out the survey's title."""
    return () if figure is None else (replace(figure, title=caption),)


def _captioned(section: Section, dictionary: Dictionary) -> Section:
    """Leave the survey's title, which the report bears, out of the captions of its tables."""
    beginning = f"{dictionary.title}: "
    tables = tuple(
        replace(table, title=_capital(table.title.removeprefix(beginning)))
        for table in section.tables
    )
    return replace(section, tables=tables)


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
