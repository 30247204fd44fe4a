"""A small table of every kind of column, and the documents around it."""

from dataclasses import replace

import pytest

from lpsstats.findings import Finding, Severity
from lpsstats.render.page import Page
from lpsstats.tables.diagram import Diagram, Edge, Node
from lpsstats.tables.document import Document
from lpsstats.tables.model import Column, Layout, Table

KEYS = [
    "site_label",
    "measure_label",
    "better",
    "n_from",
    "mean_from",
    "mean_to",
    "estimate",
    "conf_low",
    "conf_high",
    "p_value",
]
LONG = "Police legitimacy and procedural justice"
ROWS = (
    ("Barton", "Social cohesion", "low", 1403, 3.2254, 3.1, -0.1254, -0.43, 0.27, 0.636),
    ("Barton", LONG, "low", 99, 3.27, 2.49, -0.78, -1.12, -0.44, 0.0001),
    ("Whaddon", "Life satisfaction", "high", 101, 7.0, 4.1, -2.9, -10.25, 0.001, 0.01),
    ("Whaddon", "Trust", "low", 1, 3.0, 3.0, 0.0, None, None, None),
)
VERDICTS = ("no_clear_change", "improved", "declined", "not_testable")


def record(row, verdict):
    """Make a record with a nested list, which only JSON may show."""
    return {**dict(zip(KEYS, row, strict=True)), "verdict": verdict, "items": [{"item": "q1"}]}


def column(heading, keys, format, first=Layout.TINY, wraps=False):
    return Column(
        heading=heading, keys=tuple(keys.split()), format=format, first=first, wraps=wraps
    )


COLUMNS = (
    column("Scale", "measure_label", "text", wraps=True),
    column("Good", "better", "text", Layout.STANDARD),
    column("n", "n_from", "count", Layout.WIDE),
    column("T1", "mean_from", "number", Layout.NARROW),
    column("T3", "mean_to", "number", Layout.NARROW),
    column("Change", "estimate", "signed"),
    column("95% CI", "conf_low conf_high", "interval", Layout.NARROW),
    column("p", "p_value", "p_value", Layout.STANDARD),
    column("Verdict", "verdict", "verdict"),
)
TABLE = Table(
    key="compare",
    title="Change from Time One to Time Three",
    records=tuple(map(record, ROWS, VERDICTS)),
    columns=COLUMNS,
    group="site_label",
    notes=("Good: the end of the scale that is the good one.", "Welch; weighted."),
)
FINDINGS = (
    Finding(
        severity=Severity.ERROR,
        code="reliability",
        subject="cohesion, T1: barton",
        message="alpha is .61, under .70 (100% sure)\nReword the item",
        file="data,dictionary.yaml",
        line=82,
    ),
    Finding(severity=Severity.WARNING, code="ceiling", subject="trust", message="9 in 10 said 7"),
    Finding(severity=Severity.NOTE, code="weights", subject="wt", message="mean is 1.02"),
    Finding(severity=Severity.PASSED, code="codes", subject="q1", message="all within 1-7"),
)
DIAGRAM = Diagram(
    title="Which measures go together",
    nodes=(
        Node(key="cohesion", label="Social cohesion"),
        Node(key="trust", label="Trust"),
        Node(key="justice", label=LONG),
        Node(key="fear", label='"Fear" & crime'),
    ),
    edges=(
        Edge(source="cohesion", target="trust", value=0.31, text="+.31"),
        Edge(source="cohesion", target="justice", value=0.12, text="+.12"),
        Edge(source="trust", target="justice", value=0.55, text="+.55"),
        Edge(source="fear", target="trust", value=-0.2, text="−.20"),
    ),
    notes=("Lines: partial correlations whose 95% interval excludes 0.",),
)


@pytest.fixture(scope="session")
def table():
    return TABLE


@pytest.fixture(scope="session")
def document():
    return Document(
        command="compare",
        tables=(TABLE,),
        provenance={
            "version": "0.1.0",
            "inputs": [
                {"name": "lps_t1.sav", "rows": 403},
                {"name": "lps_t3.sav", "rows": 401},
            ],
            "seed": None,
        },
        notes=("804 rows read, 804 used.",),
    )


@pytest.fixture(scope="session")
def checked(document):
    return replace(document, command="check", findings=FINDINGS, diagram=DIAGRAM)


@pytest.fixture(scope="session")
def diagram():
    return DIAGRAM


@pytest.fixture(scope="session")
def labelled():
    """Make a document whose title, heading, group, label and note are all one text."""

    def make(text):
        labels = Table(
            key="labels",
            title=text,
            records=({"site_label": text, "label": text, "estimate": -0.5},),
            columns=(column(text, "label", "text"), column("Change", "estimate", "signed")),
            group="site_label",
            notes=(text,),
        )
        return Document(command="labels", tables=(labels,), notes=(text,))

    return make


@pytest.fixture(scope="session")
def full():
    return Page(None, False, True)
