"""The workshop example: its files and its dictionaries fit, and R finds the same numbers in them.

R reads the committed files by itself (tests/reference/workshop.R) and makes scores, links and tests
anew; what the script puts in is typed here once more.
"""

import csv
import math
import subprocess
import sys
from types import SimpleNamespace

import pandas as pd
import pyreadstat
import pytest
import scipy.stats

from lpsstats.cli.boundary import run
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.contrast import contrast_document
from lpsstats.files.survey import read_survey
from support.reference import REFERENCE, table

FOLDER = REFERENCE.parents[1] / "examples" / "workshop"
TEXTS = {"start": ("workshop_start.csv", ","), "later": ("workshop_later.csv", ";")}
SCALES = {"practice", "morale", "knowledge"}
ASKED_ONCE = {"e_equipped", "e_already"}
WAVES = ("start", "end", "later")
PLACES = {"Gloucester": (30, 26, 24), "Cheltenham": (22, 18, 17), "Stroud": (18, 16, 14)}
MODES = {1: "overlapping", 2: "pairs"}
METHODS = {
    "scale": {"pairs": "Paired t-test", "overlapping": "Partly overlapping t-test"},
    "item": {
        "pairs": "Wilcoxon signed-rank test, Pratt",
        "overlapping": "Partly overlapping t-test",
    },
    "box": {"pairs": "McNemar test, mid-p", "overlapping": "Partly overlapping t-test"},
}


@pytest.fixture(scope="module")
def sheets():
    """Every wave as it stands in its file, read without the program: texts, or codes as numbers."""
    frames = {
        wave: pd.read_csv(FOLDER / name, sep=separator, dtype=str, keep_default_na=False)
        for wave, (name, separator) in TEXTS.items()
    }
    return frames | {"end": pyreadstat.read_sav(FOLDER / "workshop_end.sav", user_missing=True)[0]}


@pytest.fixture(scope="module")
def in_spss():
    return pyreadstat.read_sav(FOLDER / "workshop_end.sav", user_missing=True)[1]


@pytest.fixture(scope="module")
def dictionary():
    return read_dictionary(FOLDER / "data_dictionary.yaml")


@pytest.fixture(scope="module")
def survey(dictionary):
    return read_survey(dictionary)


@pytest.fixture(scope="module")
def knowledge():
    return read_survey(read_dictionary(FOLDER / "knowledge.yaml"))


@pytest.fixture
def called(capsys, monkeypatch):
    """Run the program in this process, in the example's folder."""

    def call(*arguments):
        monkeypatch.chdir(FOLDER)
        monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)
        status = run(arguments)
        shown = capsys.readouterr()
        return SimpleNamespace(returncode=status, stdout=shown.out, stderr=shown.err)

    return call


def records(document):
    return {
        (row["measure"], row.get("category") or "", row.get("site") or ""): dict(row)
        for row in document.tables[0].records
    }


@pytest.fixture(scope="module")
def found(survey, knowledge):
    """Give the rows of every run that R made too."""
    runs = {"knowledge": records(comparison_document(knowledge, measures=["all"]))}
    for last in ("end", "later"):
        asked = {"waves": ("start", last), "measures": ["all"]}
        runs[f"compare {last}"] = records(comparison_document(survey, **asked))
        runs[f"contrast {last}"] = records(contrast_document(survey, **asked))
    return runs


def expected(asked):
    """Give what R found, by row."""
    rows = {}
    for line in table("workshop.csv"):
        if line["run"] == asked:
            key = line["measure"], line["category"], line["site"]
            rows.setdefault(key, {})[line["quantity"]] = float(line["value"])
    return rows


RUNS = ["compare end", "compare later", "contrast end", "contrast later", "knowledge"]


@pytest.mark.parametrize("asked", RUNS)
def test_every_number_of_every_row_is_that_of_r(found, asked):
    ours, theirs = found[asked], expected(asked)
    tested = {key for key, row in ours.items() if row["status"] == "ok"}
    assert tested == theirs.keys()
    far = [
        (key, quantity, ours[key][quantity], value)
        for key, row in theirs.items()
        for quantity, value in row.items()
        if quantity != "mode" and not close(ours[key][quantity], value)
    ]
    assert far == []


def close(ours, theirs):
    return isinstance(ours, int | float) and math.isclose(ours, theirs, rel_tol=1e-8, abs_tol=1e-9)


@pytest.mark.parametrize("asked", RUNS)
def test_what_is_not_tested_was_not_asked_twice_or_not_named_by_anyone(found, asked):
    untested = {key: row for key, row in found[asked].items() if row["status"] != "ok"}
    once = {key for key, row in untested.items() if row["reason"] == "wave_missing"}
    assert {key[0] for key in once} == (set() if asked == "knowledge" else ASKED_ONCE)
    nobody = {("used", "used_inquiry", "stroud")} if asked == "compare later" else set()
    assert untested.keys() - once == nobody
    assert all(untested[key]["reason"] == "no_variance_both" for key in nobody)


@pytest.mark.parametrize("asked", ["compare end", "compare later", "knowledge"])
def test_every_place_is_tested_as_its_people_are_linked(found, asked):
    for key, row in expected(asked).items():
        measure, category, _ = key
        if measure in {"used", "well"} and not category:
            continue  # the question's p is made of its boxes'
        kind = "box" if category else "scale" if measure in SCALES else "item"
        assert found[asked][key]["method"] == METHODS[kind][MODES[row["mode"]]], key


def test_pairs_and_everybody_both_occur(found):
    """Most of Stroud's people are new after a year; at the end most are the same everywhere."""
    for place, method in (("gloucester", "Paired"), ("stroud", "Partly overlapping")):
        assert found["compare later"]["practice", "", place]["method"].startswith(method)
        assert found["compare end"]["practice", "", place]["method"] == "Paired t-test"


def test_a_question_with_boxes_counts_whom_its_boxes_rest_on(survey):
    rows = comparison_document(survey, measures=["used"]).tables[0].records
    for row in rows:
        boxes = [r for r in rows if r["site"] == row["site"] and r["category"] is not None]
        if row["category"] is None and boxes[0]["method"] == METHODS["box"]["pairs"]:
            assert row["n_from"] == row["n_to"] == boxes[0]["n_from"]
            assert row["n_pairs"] == row["n_from"]


def test_the_training_shows_where_it_was_given(found):
    verdicts = {
        place: found["compare end"]["practice", "", place]["verdict"]
        for place in ("gloucester", "cheltenham", "stroud")
    }
    assert verdicts == {
        "gloucester": "improved",
        "cheltenham": "no_clear_change",
        "stroud": "no_clear_change",
    }
    assert found["contrast end"]["practice", "", ""]["verdict"] == "favours_intervention"


# ---- knowledge before and now -------------------------------------------------------------------


def ratings(topic):
    """Read a topic's two columns with nothing but csv."""
    with (FOLDER / "workshop_knowledge.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    both = [(line[f"{topic}_before"], line[f"{topic}_now"]) for line in lines]
    return [(float(before), float(now)) for before, now in both if before and now]


@pytest.mark.parametrize("topic", ["assets", "cafe", "inquiry", "restore"])
def test_knowledge_is_compared_within_each_person(found, topic):
    row, pairs = found["knowledge"][topic, "", ""], ratings(topic)
    before, now = zip(*pairs, strict=True)
    test = scipy.stats.ttest_rel(now, before)
    interval = test.confidence_interval()
    assert row["n_from"] == row["n_to"] == row["n_pairs"] == len(pairs)
    assert row["estimate"] / row["std_error"] == pytest.approx(test.statistic, rel=1e-12)
    assert row["conf_low"] == pytest.approx(interval.low, rel=1e-9, abs=1e-12)
    assert row["conf_high"] == pytest.approx(interval.high, rel=1e-9)


def test_only_the_trained_filled_in_the_knowledge_sheet(sheets):
    end = sheets["end"]
    people = pd.read_csv(FOLDER / "workshop_knowledge.csv")["participant"]
    assert people.tolist() == end.loc[end["place"] == 1, "participant"].tolist()


def test_someone_left_a_rating_out_and_is_out_of_that_topic_alone(found):
    counts = {key[0]: row["n_pairs"] for key, row in found["knowledge"].items()}
    assert counts["knowledge"] == 26
    assert min(counts.values()) < 26


# ---- the files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("wave", WAVES)
def test_about_thirty_are_trained_and_forty_are_not(sheets, in_spss, wave):
    place = sheets[wave]["place"]
    if wave == "end":
        place = place.map(in_spss.variable_value_labels["place"])
    assert place.value_counts().to_dict() == {
        name: counts[WAVES.index(wave)] for name, counts in PLACES.items()
    }


def test_a_person_stands_once_in_a_wave_and_in_one_place(sheets, in_spss):
    end = sheets["end"]
    named = end.assign(place=end["place"].map(in_spss.variable_value_labels["place"]))
    people = [sheets["start"], named, sheets["later"]]
    assert all(one["participant"].is_unique for one in people)
    assert pd.concat(people).groupby("participant")["place"].nunique().eq(1).all()


def test_people_stay_leave_join_and_come_back(sheets):
    start, end, later = (set(sheets[wave]["participant"]) for wave in WAVES)
    assert min(map(len, (start & end & later, start - end - later, later - start - end))) >= 10
    assert (start & later) - end


def test_as_many_are_linked_as_the_readme_says(sheets):
    """Its table: the place, three waves, and from the start to each of the other two."""
    place = dict(sheets["start"][["participant", "place"]].to_numpy())
    later = {wave: set(sheets[wave]["participant"]) for wave in ("end", "later")}
    readme = (FOLDER / "README.md").read_text("utf-8")
    for name, counts in PLACES.items():
        linked = [sum(place.get(one) == name for one in people) for people in later.values()]
        assert f"| {name} | {' | '.join(map(str, (*counts, *linked)))} |" in readme


@pytest.mark.parametrize("wave", WAVES)
def test_the_dictionary_names_every_column_of_every_file(sheets, dictionary, wave):
    declared = {"participant", "place"}
    for variable in dictionary.variables.values():
        if variable.columns:
            declared |= set(variable.columns)
        elif wave in variable.names:
            declared.add(variable.names[wave])
    assert declared == set(sheets[wave])


def test_the_dictionary_and_the_spss_file_label_questions_and_answers_alike(in_spss, dictionary):
    for key, variable in dictionary.variables.items():
        if variable.columns:
            continue
        labels = in_spss.variable_value_labels[key]
        assert in_spss.column_names_to_labels[key] == variable.label
        assert labels == dict(variable.labels) | (dict(variable.missing) if key != "post" else {})


@pytest.mark.parametrize("wave", ["start", "later"])
def test_the_form_gives_declared_answers_and_no_words_of_anyone(sheets, dictionary, wave):
    frame = sheets[wave]
    for key, variable in dictionary.variables.items():
        allowed = {"", *variable.labels.values(), *variable.missing.values()}
        if variable.columns:
            allowed = {"Yes", "No"} if key == "used" else {"", *map(str, range(1, 8))}
        columns = variable.columns or [key] * (wave in variable.names)
        assert set(frame[list(columns)].to_numpy().ravel()) <= allowed, key
    assert frame["participant"].str.fullmatch(r"P\d{3}").all()


def test_the_spss_file_declares_its_missing_codes(in_spss, sheets):
    for name, codes in {"p_fix": [8, 9], "e_already": [0, 8, 9]}.items():
        assert [one["lo"] for one in in_spss.missing_ranges[name]] == codes
    statements = sheets["end"][["p_working", "p_decide", "p_connect", "p_fix"]].to_numpy()
    assert {8, 9} <= set(statements.ravel())
    assert in_spss.missing_ranges.get("post") is None


@pytest.mark.parametrize("wave", WAVES)
def test_the_second_coder_read_every_third_text(sheets, wave):
    frame = sheets[wave]
    first, second = (
        frame[f"{who}_1"].replace("", None).notna() for who in ("well", "second")
    )  # fmt: skip
    assert (first | ~second).all()
    assert second.sum() == first.sum() // 3


def test_everything_says_that_it_is_synthetic(in_spss, dictionary, knowledge):
    assert dictionary.title.startswith("SYNTHETIC")
    assert knowledge.dictionary.title.startswith("SYNTHETIC")
    assert in_spss.file_label.startswith("SYNTHETIC")
    assert "Nobody gave these answers" in (FOLDER / "README.md").read_text("utf-8")


def test_the_script_makes_the_committed_files(sheets, in_spss, tmp_path):
    command = [sys.executable, "-B", str(FOLDER / "make_workshop.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name in ("workshop_start.csv", "workshop_later.csv", "workshop_knowledge.csv"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name
    # What pyreadstat writes around the same cases may differ between its versions.
    frame, meta = pyreadstat.read_sav(tmp_path / "workshop_end.sav", user_missing=True)
    pd.testing.assert_frame_equal(frame, sheets["end"])
    for part in ("column_names_to_labels", "variable_value_labels", "missing_ranges", "notes"):
        assert getattr(meta, part) == getattr(in_spss, part), part
    assert meta.creation_time == in_spss.creation_time


# ---- the commands -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "check",
        "check -d knowledge.yaml",
        "describe",
        "reliability",
        "reliability -d knowledge.yaml",
        "compare --measure all --from end --to later",
        "compare --waves all",
        "compare --robust",
        "contrast --pairs",
        "plan",
        "themes",
        "themes --by post --from start --to later",
        "relate",
        "drivers --outcome practice --predictor used --wave end",
    ],
)
def test_a_command_answers_in_the_folder_of_the_example(called, command):
    done = called(*command.split(), "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("SYNTHETIC workshop survey")


def test_check_finds_no_error_and_warns_of_small_places_only(called):
    done = called("check", "-q", "--severity", "warning", "-f", "csv")
    lines = list(csv.DictReader(done.stdout.splitlines()))
    assert {line["code"] for line in lines} == {"LPS123"}


def test_both_scales_are_reliable_in_every_wave(called):
    done = called("reliability", "-q", "--by", "wave", "-f", "csv")
    alphas = [float(line["alpha"]) for line in csv.DictReader(done.stdout.splitlines())]
    assert len(alphas) == 8
    assert 0.75 < min(alphas) < max(alphas) < 0.95


@pytest.mark.parametrize("command", ["compare", "contrast", "themes"])
def test_the_answer_as_a_terminal_shows_it(terminal, golden, command):
    shown = terminal(80, command, cwd=FOLDER, NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= 80
    golden(f"workshop-{command}-80.txt", shown)
