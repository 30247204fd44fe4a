"""What `check` says of boxes: nobody ticked one any more, many more ticked none."""

import numpy as np
import pytest

from lpsstats.checking.running import check_survey
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.survey.assembling import Portion
from lpsstats.survey.export import Export, NumberColumn, TextColumn

TEXT = """\
format: 1
survey: {title: t, weight: none}
waves: {column: wave, baseline: T1, endline: T2, values: {T1: {code: 1}, T2: {code: 2}}}
variables:
  news: {type: multiple, columns: COLUMNS, counted: 1, BODY}
"""
N = 200


@pytest.fixture
def boxes(tmp_path):
    """Check a survey of two waves of 200 and give what is found of boxes."""

    def run(ticks, body="base: asked", text=False, columns="[a, b]"):
        path = tmp_path / "d.yaml"
        path.write_text(TEXT.replace("BODY", body).replace("COLUMNS", columns), encoding="utf-8")
        held = {"wave": NumberColumn(values=np.repeat([1.0, 2.0], N))}
        for name, values in zip("ab", ticks, strict=True):
            held[name] = NumberColumn(values=np.asarray(values, dtype=float))
            if text:
                levels = ("", "0", "1")
                codes = np.nan_to_num(np.asarray(values, dtype=float) + 1).astype(np.int32)
                held[name] = TextColumn(levels=levels, codes=codes)
        export = Export(
            name="x.sav", path=path, sha256="x", n_rows=2 * N, column_names=tuple(held),
            columns=held,
        )  # fmt: skip
        found = check_survey(read_dictionary(path), [Portion(export=export, waves=(0, 1))])[1]
        return [one for one in found if one.code[3:] in {"130", "131", "230", "231", "216"}]

    return run


def wave(*shares):
    """Give 0 and 1 with these shares of ones in the waves."""
    return np.concatenate([np.arange(N) < share * N for share in shares])


def test_like_waves_are_left_in_peace(boxes):
    assert not boxes((wave(0.5, 0.5), wave(0.3, 0.25)))
    assert not boxes((wave(0.5, 0.5), wave(0.3, 0.25)), text=True)


def test_a_box_that_nobody_ticks_any_more_is_named(boxes):
    found = boxes((wave(0.5, 0.5), wave(0.1, 0.0)))
    assert [one.code for one in found] == ["LPS230"]
    assert found[0].message == "news: nobody of 200 ticked b (10%) in T2, as in T1."
    (found,) = boxes((wave(0.5, 0.5), wave(0.0, 0.1)))
    assert "in T1, as in T2" in found.message
    assert not boxes((wave(0.5, 0.5), wave(0.04, 0.0)))


def test_a_box_that_a_wave_did_not_offer_is_not_missed(boxes):
    ticks = (wave(0.5, 0.5), wave(0.1, 0.0))
    assert boxes(ticks)
    assert not boxes(ticks, columns="{a: , b: {T2: null}}")


def test_a_jump_in_ticking_nothing_is_told(boxes):
    found = boxes((wave(0.8, 0.5), wave(0.3, 0.25)))
    assert [one.code for one in found] == ["LPS231"]
    assert "changed from 20% in T1 to 50% in T2" in found[0].message


def test_with_base_any_the_same_jump_is_one_of_missing_answers(boxes):
    found = boxes((wave(0.8, 0.5), wave(0.3, 0.25)), "base: any")
    assert [one.code for one in found] == ["LPS216"]
    assert "news (20% to 50%)" in found[0].message


def test_a_question_at_fault_is_not_judged_further(boxes):
    nobody = wave(0.0, 0.5)
    assert [one.code for one in boxes((nobody, nobody))] == ["LPS131"]
