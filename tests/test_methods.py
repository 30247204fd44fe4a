"""The page of methods knows every number that the program prints, and every reason for none."""

import os
import re

from lpsstats.tables.glossary import GLOSSARY, OF_ITEMS, OF_PAIRS, OF_WAVES, REASONS

REASON_TABLE = re.compile(r"(<!-- reasons -->\n)(.*?)(<!-- end -->)", re.DOTALL)
SPECIAL = {
    "of linked people": OF_PAIRS,
    "in `compare`": OF_WAVES,
    "in `reliability`": OF_ITEMS,
}
# Columns that hold words: keys, names, labels, methods, verdicts, flags, lists, and positions.
WORDS = """
    by group group_label rank share_interval small second_coder
    measure measure_label scale scale_label site site_label role wave wave_from wave_to wave_label
    better kind family adjust method effect_method verdict verdict_unweighted status reason unit
    robustness variants test weights completeness left_out covariates slope_method confidence
    alpha_method omega_reason worst_item place judged check items item item_label reversed
    weighted ordinal_reason position eigenvalues fit_reason differs model shifted_item shifted_wave
    wave_cases type category category_label missing_reason imbalanced contrast contrast_label
    intervention_sites comparison_sites partial_sites left_out_sites arm clear sites sentence
    recording_unit recording_unit_label followed map map_before map_first new_reason
    sustained_reason small_base
    path measures from_measure by_measure to_measure
    persistence
    planned planned_label severity code subject message cure section rule finds file line
    outcome outcome_label predictor predictor_label predictor_kind direction difference_clear
    sign_differs letters rare rank_reason turned
    period per rate_reason decided_by small_count period_year status_year reason_year
    period_previous status_previous reason_previous period_from period_to season_terms
    other_measure other_measure_label together corrected_reason partial_reason edge
"""


def reasons_table() -> str:
    """Say of every reason what it means, and what it means in special places."""
    lines = ["| reason | when |", "|---|---|"]
    for reason, words in REASONS.items():
        others = [f"{name}: {of[reason]}" for name, of in SPECIAL.items() if reason in of]
        lines.append(f"| `{reason}` | {'; '.join([words, *others])} |")
    return "\n".join(lines) + "\n"


def test_the_reasons_in_the_methods_are_those_of_the_glossary(root):
    path = root / "docs" / "methods.md"
    text = path.read_text("utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(REASON_TABLE.sub(lambda m: m[1] + reasons_table() + m[3], text), "utf-8")
        return
    assert REASON_TABLE.search(text)[2] == reasons_table()


def test_every_number_that_is_printed_has_its_formula_in_the_methods(root):
    text = (root / "docs" / "methods.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z][a-z0-9_]*)`", text))
    words = set(WORDS.split())
    assert words <= set(GLOSSARY)
    assert set(GLOSSARY) - words - named == set()


def test_every_method_has_a_source_or_an_oracle(root):
    """A row of six cells says at least what the number is and what it was checked against."""
    text = (root / "docs" / "methods.md").read_text("utf-8")
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    rows = [cells for cells in lines if len(cells) == 6 and cells[0].strip() != "number"]
    assert len(rows) > 60
    for cells in rows:
        number, formula, source, why, _, oracle = (cell.strip() for cell in cells)
        assert number
        assert formula
        assert source or why or oracle, number
