"""Real surveys that are not part of the project: the program agrees with R about them.

LPSSTATS_REAL_DATA names the folder that holds them; without it these tests are skipped.
"""

from pathlib import Path

import pytest

FOLDERS = {"gss": "gss", "rcs": "r_community_survey"}
TESTS = {
    "n_from", "mean_from", "sd_from", "n_to", "mean_to", "sd_to", "estimate", "std_error",
    "statistic", "df", "p_value", "conf_low", "conf_high", "p_adjusted", "effect", "effect_low",
    "effect_high", "n_2020", "mean_2020", "sd_2020",
}  # fmt: skip


@pytest.fixture(scope="module")
def dictionaries(root, real_data, tmp_path_factory):
    """Put each dictionary beside links to its data, where its file names point."""
    found = {}
    for name, folder in FOLDERS.items():
        here = tmp_path_factory.mktemp(name)
        text = (root / f"tests/real/{name}.yaml").read_text(encoding="utf-8")
        (here / "data_dictionary.yaml").write_text(text, encoding="utf-8")
        for source in Path(real_data, folder).iterdir():
            (here / source.name).symlink_to(source.resolve())
        found[name] = here / "data_dictionary.yaml"
    return found


@pytest.fixture(scope="module")
def written(cli, parsed, numbers, dictionaries):
    """Run a command once; give its exit status, its JSON and the numbers in it."""
    done = {}

    def run(name, *arguments):
        if (name, *arguments) not in done:
            process = cli(*arguments, "-d", dictionaries[name], "-f", "json")
            assert process.returncode in {0, 1}, process.stderr
            document = parsed(process.stdout)
            found = numbers(document["results"])
            done[name, *arguments] = process.returncode, document, found
        return done[name, *arguments]

    return run


def of_program(expected):
    """Give the only site of a survey without sites its empty name."""
    return {
        (key[0], key[1].replace("everybody", ""), *key[2:]): value
        for key, value in expected.items()
    }


@pytest.mark.parametrize(("name", "rows"), [("gss", 30), ("rcs", 1)])
def test_every_change_is_that_of_r(written, reference, disagreements, name, rows):
    status, _, found = written(name, "compare")
    expected = of_program(reference(f"{name}.csv", "compare"))
    # Two questions are of the scale's family in the second survey; R knows of the scale alone.
    wanted = TESTS if name == "gss" else [key for key in TESTS if key != "p_adjusted"]
    expected = {key: value for key, value in expected.items() if key[4] in wanted}
    assert len({key[:2] for key in expected}) == rows
    assert status == 0
    assert disagreements(found, expected, 1e-9) == []


def test_questions_of_a_family_count_among_its_tests(written):
    """The scale's p is the smallest of the three by far: Holm's is three times as large."""
    _, _, found = written("rcs", "compare")
    [(key, p)] = [(k, v) for k, v in found.items() if k[0] == "use_of_r" and k[4] == "p_value"]
    assert found[(*key[:4], "p_adjusted")] == pytest.approx(3 * p, rel=1e-12)
    assert found[(*key[:4], "n_tests")] == 3


@pytest.mark.parametrize(("name", "by"), [("gss", "wave"), ("gss", "wave,site"), ("rcs", "wave")])
def test_every_reliability_is_that_of_r(written, reference, disagreements, name, by):
    _, _, found = written(name, "reliability", "--by", by)
    shown = {key[:3] for key in found}
    expected = {
        key: value
        for key, value in of_program(reference(f"{name}.csv", "reliability")).items()
        if key[:3] in shown and key[4] != "heywood"
    }
    omega = {key: expected.pop(key) for key in list(expected) if key[4].startswith("omega")}
    assert len(expected) > 60
    assert disagreements(found, expected, 1e-9) == []
    assert omega
    assert disagreements(found, omega, 1e-6) == []


def test_no_omega_is_given_where_lavaan_finds_no_proper_solution(written, reference):
    _, _, found = written("gss", "reliability", "--by", "wave")
    improper = [key for key in reference("gss.csv", "reliability") if key[4] == "heywood"]
    assert [key[0] for key in improper] == ["force"]
    assert found["force", "", "", "", "omega"] is None
    assert found["force", "", "", "", "omega_reason"] == "heywood"


def test_confidence_in_institutions_has_the_alphas_that_are_known(written):
    _, _, found = written("gss", "reliability", "--by", "wave")
    known = {"2016": 0.775395475568, "2018": 0.764922000232, "2020": 0.759994016112}
    for wave, alpha in known.items():
        assert found["confidence", "", wave, "", "alpha"] == pytest.approx(alpha, abs=5e-13)


def test_approval_of_force_fails_and_the_item_against_it_is_named(written):
    status, document, _ = written("gss", "reliability", "--by", "wave")
    assert status == 1
    rows = {(row["scale"], row["wave"]): row for row in document["results"]}
    assert rows["force", None]["check"] == "fail"
    assert rows["confidence", None]["check"] == "pass"
    against = {item["item"] for item in rows["force", None]["items"] if item["item_rest"] < 0}
    errors = [finding for finding in document["findings"] if finding["severity"] == "error"]
    named = [e for e in errors if e["code"] == "reversed_item" and e["subject"] == "force"]
    assert len(against) == len(named) == 1
    assert named[0]["message"].startswith(f"{against.pop()} runs against")


def test_approval_of_force_is_only_ever_changed(written):
    _, document, _ = written("gss", "compare")
    verdicts = {row["verdict"] for row in document["results"] if row["measure"] == "force"}
    assert verdicts <= {"changed", "no_clear_change"}


def test_every_row_of_the_files_is_used_or_accounted_for(written):
    _, document, _ = written("gss", "compare")
    for one in document["provenance"]["inputs"]:
        assert one["n_rows"] == one["n_used"] + sum(one["left_out"].values())
    assert [one["n_rows"] for one in document["provenance"]["inputs"]] == [2867, 2348, 1823]
