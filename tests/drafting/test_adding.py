"""A wave added to a dictionary: the example's third wave back in, and the ways it can differ."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.drafting.adding import extend
from lpsstats.errors import DictionaryError, UsageError
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.survey.export import Export, NumberColumn, TextColumn

AGREE = {1.0: "Agree", 2.0: "Neither", 3.0: "Disagree"}

TEXT = """\
format: 1
survey: {title: Small, weight: none, id: respid} # keep me
waves:
  column: wave
  baseline: T1
  endline: T2
  values:
    T1: {code: 1, label: Time 1, file: one.sav}
    T2: {code: 2, label: Time 2, file: two.sav}
sites:
  column: site
  values:
    north: {code: 1, label: North}
    south: {code: [2, 5], label: South} # two codes
defaults:
  agree: {type: likert, better: low, labels: {1: Agree, 2: Neither, 3: Disagree}}
variables:
  q1: {use: agree, label: I feel safe after dark, names: {T1: q1_old}}
  q2:
    use: agree
    label: The streets are clean here
    # why it is called that
  q3: {use: agree, label: Neighbours greet each other, names: Q3}
  q4: {use: agree, label: Buses run when I need them}
scales:
  safe: {items: [q1, q2], better: low}
  kind: {items: [q3, q4], better: low}
"""


def export(columns, labels=None, values=None, name="three.sav"):
    """An export of ten rows; `columns` are constants or lists."""
    rows = {
        key: value
        if isinstance(value, TextColumn)
        else NumberColumn(values=np.resize(np.array(value, dtype=float), 10))
        for key, value in columns.items()
    }
    return Export(
        name=name,
        path=Path("elsewhere") / name,
        sha256="",
        n_rows=10,
        column_names=tuple(columns),
        columns=rows,
        labels=labels or {},
        value_labels=values or {},
    )


BASE = {"respid": range(10), "wave": 3, "site": [1, 2], "q1": [1, 2, 3], "q2": [1, 2, 3],
        "Q3": [1, 2, 3], "q4": [1, 2, 3]}  # fmt: skip


@pytest.fixture
def add(tmp_path):
    def run(addition, text=TEXT, reference=None, **given):
        path = tmp_path / "data_dictionary.yaml"
        path.write_bytes(text.encode())
        before = read_dictionary(path)
        done = extend(text, before, reference, addition, file=addition.name, **given)
        path.write_bytes(done.text.encode())
        return done, read_dictionary(path)

    return run


def lines_added(before, after):
    old = before.splitlines()
    return [line for line in after.splitlines() if line not in old]


def test_a_wave_that_changed_nothing_adds_one_line(add):
    done, after = add(export(BASE))
    assert lines_added(TEXT, done.text) == [
        "    T3: {code: 3, label: Time 3, file: three.sav} # CHECK key and label of the wave"
    ]
    assert done.text.replace(lines_added(TEXT, done.text)[0] + "\n", "") == TEXT
    assert after.endline == "T2"
    assert any("`endline: T3`" in note for note in done.notes)


def test_the_key_and_the_label_can_be_given(add):
    done, _ = add(export(BASE), key="autumn", label="Autumn: the third")
    assert '    autumn: {code: 3, label: "Autumn: the third", file: three.sav}\n' in done.text


def test_renamed_columns_are_found_by_label_and_marked(add):
    columns = {("safe" if key == "q1" else key): value for key, value in BASE.items()}
    labels = {"safe": "I feel safe after dark", "q2": "The streets are clean here"}
    done, after = add(export(columns, labels, {"safe": AGREE}))
    assert "names: {T1: q1_old, T3: safe}} # CHECK T3: paired by label, match 1.00\n" in done.text
    assert dict(after.variables["q1"].names) == {"T1": "q1_old", "T2": "q1", "T3": "safe"}


def test_names_written_as_one_name_are_spelt_out_only_where_they_change(add):
    columns = {("greet" if key == "Q3" else key): value for key, value in BASE.items()}
    done, after = add(export(columns, {"greet": "Neighbours greet each other"}))
    assert "names: {T1: Q3, T2: Q3, T3: greet}}" in done.text
    assert dict(after.variables["q3"].names) == {"T1": "Q3", "T2": "Q3", "T3": "greet"}


def test_columns_with_a_suffix_need_a_pattern_and_nothing_else(add):
    columns = {(f"{k}_t3" if k[0] in "qQ" else k): v for k, v in BASE.items()}
    columns["q3_t3"] = columns.pop("Q3_t3")
    done, after = add(export(columns), text=TEXT.replace(", names: Q3", ""))
    assert 'file: three.sav, names: "{name}_t3"} # CHECK' in done.text
    assert len(lines_added(TEXT.replace(", names: Q3", ""), done.text)) == 1
    assert [v.names["T3"] for v in after.variables.values()] == [f"q{i}_t3" for i in range(1, 5)]


def test_a_column_outside_the_pattern_is_named(add):
    columns = {(f"{k}_t3" if k in {"q1", "q2", "q4"} else k): v for k, v in BASE.items()}
    columns["q3"] = columns.pop("Q3")
    _, after = add(export(columns), text=TEXT.replace(", names: Q3", ""))
    assert [v.names["T3"] for v in after.variables.values()] == ["q1_t3", "q2_t3", "q3", "q4_t3"]


def test_an_absent_item_takes_its_scale_out_of_the_wave(add):
    columns = {key: value for key, value in BASE.items() if key != "q2"}
    done, after = add(export(columns))
    assert "    names: {T3: null} # CHECK T3: no such column\n" in done.text
    assert "T3: null}} # CHECK T3: 'safe' lacks an item; in the file: q1\n" in done.text
    assert "T3" not in after.variables["q1"].names
    assert after.variables["q4"].names["T3"] == "q4"
    assert any(note.startswith("Scale 'safe' lacks an item in 'T3'") for note in done.notes)
    # The addition goes below the last key, and the comment behind it stays where it was.
    assert "    label: The streets are clean here\n    names:" in done.text


def test_a_name_that_got_another_question_is_marked(add):
    labels = {"q4": "Buses run when I need them"}
    done, after = add(export(BASE, {"q4": "How old is your car?"}), reference=export(BASE, labels))
    assert "them} # CHECK T3: another question under this name? match 0.00\n" in done.text
    assert after.variables["q4"].names["T3"] == "q4"


def test_a_site_that_changed_its_code_keeps_the_old_one_for_earlier_waves(add):
    values = {"site": {1.0: "South", 2.0: "NORTH "}}
    done, after = add(export(BASE, values=values))
    assert "north: {code: {T1: 1, T2: 1, T3: 2}, label: North} # CHECK T3: code by" in done.text
    assert "south: {code: {T1: [2, 5], T2: [2, 5], T3: 1}, label: South} # two codes # CHECK" in (
        done.text
    )
    assert [site.codes["T3"] for site in after.sites] == [(2,), (1,)]


def test_a_site_that_has_codes_by_wave_gets_one_more(add):
    text = TEXT.replace("north: {code: 1,", "north: {code: {T1: 1, T2: 9},")
    done, after = add(export(BASE, values={"site": {1.0: "North"}}), text=text)
    assert "north: {code: {T1: 1, T2: 9, T3: 1}, label: North}" in done.text
    assert after.sites[0].codes == {"T1": (1,), "T2": (9,), "T3": (1,)}


def test_a_new_site_is_declared_with_a_mark(add):
    columns = {**BASE, "site": [1, 2, 7, 9]}
    done, after = add(export(columns, values={"site": {7.0: "East & West"}}))
    assert "    east_west: {code: 7, label: East & West} # CHECK new in T3, n = 2; role?" in (
        done.text
    )
    assert [(s.key, s.label) for s in after.sites][2:] == [
        ("east_west", "East & West"),
        ("site_9", "Site 9"),
    ]
    assert "2 new sites added, with 4 respondents in all; see their CHECK marks." in done.notes


def test_sites_left_out_on_purpose_are_not_declared(add):
    text = TEXT.replace("sites:\n  column: site\n", "sites:\n  column: site\n  other: leave_out\n")
    _, after = add(export({**BASE, "site": [1, 7]}), text=text)
    assert len(after.sites) == 2


def test_sites_held_as_text_are_matched_by_it(add):
    text = TEXT.replace("code: 1, label: North", "label: North").replace("code: [2, 5], ", "")
    column = TextColumn(
        levels=("North", " south", "Harbour", ""),
        codes=np.resize([0, 1, 2, 3], 10).astype(np.int32),
    )
    done, after = add(export({**BASE, "site": column}), text=text)
    assert "    harbour: {label: Harbour} # CHECK new in T3, n = 2; role?" in done.text
    assert len(after.sites) == 3


def test_a_column_that_is_no_site_adds_none(add):
    many = replace(
        export({**BASE}), n_rows=90,
        columns={k: NumberColumn(values=np.arange(90.0) if k == "site" else np.full(90, 3.0))
                 for k in BASE},
    )  # fmt: skip
    done, after = add(many)
    assert len(after.sites) == 2
    assert any("none was added" in note for note in done.notes)


def test_identifying_columns_with_another_name_are_declared_with_it(add):
    columns = {key.upper(): value for key, value in BASE.items()}
    done, after = add(export(columns))
    assert (
        "  site: {type: text, names: {T1: site, T2: site, T3: SITE}} # CHECK sites.column has"
        in (done.text)
    )
    assert after.site_names == {"T1": "site", "T2": "site", "T3": "SITE"}
    assert after.id_names["T3"] == "RESPID"
    assert after.wave_names == {"T1": "wave", "T2": "wave", "T3": "WAVE"}


def test_identifying_columns_that_are_not_found_are_said(add):
    columns = {key: value for key, value in BASE.items() if key != "site"}
    done, _ = add(export(columns))
    assert any("No column of 'T3' was recognised for sites.column" in note for note in done.notes)


def test_new_columns_become_variables_asked_in_the_new_wave_only(add):
    columns = {**BASE, "q9": [1, 2, 3], "odd name?": [1, 2, 3]}
    labels = {"q9": "Is it: quiet #here?\n"}
    done, after = add(export(columns, labels, {"q9": AGREE}))
    new = after.variables["q9"]
    assert (new.label, dict(new.names), new.type) == ("Is it: quiet #here?", {"T3": "q9"}, "likert")
    assert dict(list(after.variables.values())[-1].names) == {"T3": "odd name?"}
    assert done.text.count("# CHECK new in T3") == 2


def test_columns_left_undeclared_in_the_last_wave_stay_so(add):
    columns = {**BASE, "q8": 1, "q9": 1}
    _, after = add(export(columns), reference=export({**BASE, "q8": 1}, name="two.sav"))
    assert list(after.variables) == ["q1", "q2", "q3", "q4", "q9"]


def test_residents_own_words_are_never_written(add):
    words = TextColumn(
        levels=tuple(f"my neighbour {i} said" for i in range(10)),
        codes=np.arange(10, dtype=np.int32),
    )
    done, _ = add(export({**BASE, "comments": words}))
    assert "comments: {type: text" in done.text
    assert "neighbour 1" not in done.text + " ".join(done.notes)


@pytest.mark.parametrize(
    ("columns", "given", "message"),
    [
        ({"wave": 2}, {}, "wave 'T2' of the dictionary"),
        ({"wave": [2, 3]}, {}, "holds several waves"),
        ({}, {"key": "T1"}, "wave 'T1' is in the dictionary already"),
    ],
)
def test_what_is_no_new_wave_is_refused(add, columns, given, message):
    with pytest.raises(UsageError, match=message):
        add(export({**BASE, **columns}), **given)


def test_a_file_that_is_a_wave_already_is_refused(add):
    with pytest.raises(UsageError, match=r"two\.sav is in the dictionary already"):
        add(export(BASE, name="two.sav"))


def test_a_part_that_others_share_is_refused_and_nothing_is_guessed(add):
    text = TEXT.replace("  q4: {", "  q4: &b {").replace("scales:", "  q5: *b\nscales:")
    columns = {key: value for key, value in BASE.items() if key != "q4"}
    with pytest.raises(DictionaryError, match="alias or an anchor"):
        add(export(columns), text=text)


def test_line_ends_and_comments_of_any_editor_stay(add):
    columns = {key: value for key, value in BASE.items() if key != "q2"} | {"q9": 1}
    plain, _ = add(export(columns))
    windows, _ = add(export(columns), text=TEXT.replace("\n", "\r\n"))
    assert windows.text == plain.text.replace("\n", "\r\n")
    unended, _ = add(export(columns), text=TEXT.rstrip("\n"))
    assert unended.text == plain.text.rstrip("\n")


def test_years_continue_with_the_year_of_the_file(add):
    text = TEXT.replace("T1:", '"2016":', 1).replace("T2:", '"2018":', 1)
    text = text.replace("{T1: q1_old}", '{"2016": q1_old}').replace(
        "baseline: T1", "baseline: 2016"
    )
    text = text.replace("endline: T2", "endline: 2018").replace("  column: wave\n", "")
    done, after = add(export(BASE, name="survey_2020.sav"), text=text)
    assert '    "2020": {file: survey_2020.sav}' in done.text
    assert [wave.key for wave in after.waves] == ["2016", "2018", "2020"]


def meaning(dictionary):
    """Everything that decides numbers."""
    return (
        [(w.key, w.label, w.codes, w.file and w.file.name) for w in dictionary.waves],
        [(s.key, s.label, s.role, dict(s.codes)) for s in dictionary.sites],
        {key: replace(v, names=dict(v.names)) for key, v in dictionary.variables.items()},
        dict(dictionary.scales),
    )


def read(path):
    return read_export(path, None, ReadOptions())


@pytest.mark.parametrize("with_reference", [True, False])
def test_the_third_wave_of_the_example_comes_back_as_it_was(add, root, tmp_path, with_reference):
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    without = "".join(line for line in text.splitlines(True) if "T3: {code" not in line)
    without = without.replace("endline: T3", "endline: T2")
    without = without.replace("code: {T1: 3, T2: 3, T3: 7}", "code: 3")
    folder = root / "examples" / "lps"
    reference = read(folder / "lps_t2.sav") if with_reference else None
    done, after = add(read(folder / "lps_t3.sav"), text=without, reference=reference)
    assert meaning(after) == meaning(read_dictionary(root / "data_dictionary.yaml"))
    assert len(lines_added(without, done.text)) == 2


def test_a_fifth_time_of_the_mood_example_gets_the_next_code(add, root):
    folder = root / "examples" / "mood"
    text = (folder / "data_dictionary.yaml").read_text("utf-8")
    mood = read(folder / "mood.sav")
    fifth = replace(
        mood,
        name="mood5.sav",
        path=Path("mood5.sav"),
        sha256="5" * 64,
        columns={**mood.columns, "time": NumberColumn(values=np.full(mood.n_rows, 5.0))},
    )
    done, after = add(fifth, text=text, reference=mood)
    (line,) = lines_added(text, done.text)
    assert line.startswith("    T5: {code: 5, label: Time 5, file: mood5.sav}")
    assert all(v.names["T5"] == v.key for v in after.variables.values())
    with pytest.raises(UsageError, match="holds several waves"):
        add(replace(mood, name="other.sav", path=Path("other.sav")), text=text)


def test_a_copy_of_the_last_wave_s_file_is_refused(add):
    last, copy = (replace(export(BASE, name=name), sha256="a") for name in ("two.sav", "copy.sav"))
    with pytest.raises(UsageError, match=r"copy.sav holds the same bytes as two.sav"):
        add(copy, reference=last)


def test_a_real_wave_comes_back_as_it_was(add, root, real_data, tmp_path):
    path = tmp_path / "whole.yaml"
    shutil.copy(root / "tests" / "real" / "gss.yaml", path)
    text = path.read_text("utf-8")
    without = "".join(line for line in text.splitlines(True) if '"2020": {' not in line)
    waves = [read(real_data / "gss" / f"gss_panel20_{year}.sav") for year in (2018, 2020)]
    done, after = add(waves[1], text=without, reference=waves[0])
    assert meaning(after) == meaning(read_dictionary(path))
    (line,) = lines_added(without, done.text)
    assert 'names: "{name}_2"}' in line
