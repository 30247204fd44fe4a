"""The layers, the start-up and the vocabulary stay what ARCHITECTURE.md says they are."""

import ast
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import lpsstats
from lpsstats.analysis.all_waves_rows import AllWaves, WaveContrast
from lpsstats.analysis.comparison_rows import Comparison, WaveMean
from lpsstats.analysis.composition import Composition
from lpsstats.analysis.contrast_rows import Contrast, SiteChange
from lpsstats.analysis.counts.retention_rows import OnMaps, Retention
from lpsstats.analysis.counts.rows import CountChange, CountTrend
from lpsstats.analysis.description import Respondents, Weights
from lpsstats.analysis.description_items import ItemDescription
from lpsstats.analysis.description_missing import MissingAnswers
from lpsstats.analysis.description_scales import ScaleDescription
from lpsstats.analysis.drivers.rows import Driver
from lpsstats.analysis.invariance_rows import Invariance, ItemShift, WaveCases
from lpsstats.analysis.item_influence import Influence
from lpsstats.analysis.measurement_dimensions import Dimensions, Eigenvalue
from lpsstats.analysis.mediation import MediationPath
from lpsstats.analysis.plan_rows import Plan
from lpsstats.analysis.relations.rows import Relation, RelationSummary
from lpsstats.analysis.reliability_rows import ItemReliability, Reliability
from lpsstats.analysis.themes.rows import CoderAgreement, OtherWave, Theme, ThemeQuestion
from lpsstats.analysis.variants import Variant
from lpsstats.tables.findings import FindingRow, rules_table
from lpsstats.tables.glossary import GLOSSARY, REASONS
from lpsstats.tables.result_schema import ADDED

SOURCE = Path(lpsstats.__file__).parent
FOUNDATION = {"errors", "findings", "progress", "rules"}
LAYERS = {
    "errors": set(),
    "findings": set(),
    "progress": set(),
    "rules": {"findings", "rules"},
    "dictionary": FOUNDATION,
    "survey": FOUNDATION | {"dictionary", "stats"},
    "stats": {"errors", "progress"},
    "files": FOUNDATION | {"dictionary", "survey"},
    "analysis": FOUNDATION | {"dictionary", "survey", "stats"},
    "checking": FOUNDATION | {"dictionary", "survey", "stats", "analysis"},
    "drafting": FOUNDATION | {"dictionary", "survey", "stats"},
    "tables": FOUNDATION | {"dictionary", "stats", "analysis"},
    "documents": FOUNDATION
    | {"dictionary", "survey", "analysis", "checking", "drafting", "tables"},
    "figures": {"tables"},
    "render": FOUNDATION | {"tables", "figures"},
    "publishing": FOUNDATION | {"tables", "render"},
    "api": FOUNDATION
    | {"dictionary", "survey", "files", "analysis", "tables", "documents", "render", "publishing"},
    "cli": set(),
}
HEAVY = {"numpy", "pandas", "scipy", "pydantic", "ruamel", "pyreadstat", "tabulate", "pingouin"}
HEAVY |= {"xlsxwriter"}
NEVER = {"pandas", "scipy.stats", "statsmodels", "pingouin", "matplotlib", "sklearn", "seaborn"}
NEVER |= {"docx"}
NEVER |= {"xlsxwriter"}
# Files that may be longer or functions that may be: none. Bounds are the project's own.
LONGEST_FILE = 250
LONGEST_FUNCTION = 60


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def layer_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_from_the_layers_below(path):
    layer = layer_of(path)
    if layer in {"cli", "__init__", "__main__"}:
        return
    ours = {
        name.split(".")[1]
        for name in imports(ast.parse(path.read_text("utf-8")))
        if name.startswith("lpsstats.")
    }
    assert ours - {layer} <= LAYERS[layer]


@pytest.mark.parametrize("path", sorted((SOURCE / "cli").glob("*.py")), ids=lambda path: path.name)
def test_a_command_imports_nothing_heavy_at_its_top(path):
    tree = ast.parse(path.read_text("utf-8"))
    top = {name for node in tree.body for name in imports_of_statement(node)}
    assert not {name.split(".")[0] for name in top} & (HEAVY | {"rich"})
    ours = {name.split(".")[1] for name in top if name.startswith("lpsstats.")}
    assert ours <= {"cli", *FOUNDATION}


def imports_of_statement(node: ast.stmt) -> set[str]:
    return imports(node) if isinstance(node, ast.Import | ast.ImportFrom) else set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_and_functions_stay_short(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1] if len(node.body) > 1 and ast.get_docstring(node) else node.body[0]
            assert node.body[-1].end_lineno - first.lineno < LONGEST_FUNCTION, node.name


def test_only_the_command_line_prints():
    for path in modules():
        if layer_of(path) not in {"cli", "__main__"}:
            calls = [
                n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)
            ]
            assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]


def loaded_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    return set(done.stderr.split("\n"))


def test_the_command_line_starts_without_heavy_libraries():
    loaded = loaded_after("import lpsstats.cli.boundary")
    assert not loaded & HEAVY


@pytest.mark.parametrize(
    "command",
    [
        *("check", "compare", "contrast", "describe", "plan", "relate", "reliability", "themes"),
        "drivers --outcome trust --predictor q27_seen",
    ],
)
def test_a_command_never_loads_what_only_other_programs_need(command, root):
    loaded = loaded_after(
        "from lpsstats.cli.boundary import run\n"
        f"run([*{command.split()!r}, '-q', '-d', {str(root / 'data_dictionary.yaml')!r}])"
    )
    assert "numpy" in loaded
    assert not loaded & NEVER


def test_every_result_column_is_in_the_glossary():
    rows = (Comparison, WaveMean, Reliability, ItemReliability)
    rows += (Respondents, Weights, ScaleDescription, ItemDescription, MissingAnswers)
    rows += (FindingRow,)
    rows += (Dimensions, Eigenvalue, Influence, Invariance, ItemShift, WaveCases)
    rows += (Composition,)
    rows += (AllWaves, WaveContrast)
    rows += (Contrast, SiteChange)
    rows += (Plan,)
    rows += (Driver,)
    rows += (Variant,)
    rows += (MediationPath,)
    rows += (Relation, RelationSummary)
    rows += (Theme, OtherWave, ThemeQuestion, CoderAgreement)
    rows += (Retention, OnMaps)
    rows += (CountChange, CountTrend)
    used = {field.name for row in rows for field in fields(row)}
    used |= {name for added in ADDED.values() for name in added} | {"place"}
    used |= {key for row in rules_table().records for key in row}
    assert used == set(GLOSSARY)


def test_every_reason_code_has_words():
    codes = {
        node.value
        for path in (SOURCE / "stats").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in REASONS
    }
    assert codes == set(REASONS)


def test_public_names_are_imported_on_first_use():
    for name in lpsstats.__all__:
        assert getattr(lpsstats, name) is not None
    assert "numpy" not in loaded_after("import lpsstats")


def test_an_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        lpsstats.nothing  # noqa: B018
