"""The synthetic example: what the command writes is what R's own packages give."""

import pytest

TESTS = {
    "n_from", "mean_from", "sd_from", "n_to", "mean_to", "sd_to", "n_T2", "mean_T2", "sd_T2",
    "estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high", "p_adjusted",
    "effect", "effect_low", "effect_high",
}  # fmt: skip
POOLED = {"pooled_effect": "effect"}
POOLED_INTERVAL = {"pooled_effect_low": "effect_low", "pooled_effect_high": "effect_high"}


@pytest.fixture(scope="module")
def written(cli, parsed, numbers):
    """Run a command once and give its numbers."""
    done = {}

    def run(*arguments):
        if arguments not in done:
            process = cli(*arguments, "--format", "json")
            assert process.returncode == 0, process.stderr
            done[arguments] = numbers(parsed(process.stdout)["results"])
        return done[arguments]

    return run


def chosen(expected, names):
    """Pick quantities; a mapping gives them the program's names."""
    names = names if isinstance(names, dict) else {name: name for name in names}
    return {(*key[:4], names[key[4]]): v for key, v in expected.items() if key[4] in names}


@pytest.mark.parametrize(
    ("arguments", "confidence"), [(("compare",), 0.95), (("compare", "--confidence", "0.9"), 0.9)]
)
def test_every_difference_its_test_and_its_interval_are_those_of_r(
    written, reference, disagreements, arguments, confidence
):
    expected = chosen(reference("lps.csv", "compare", confidence), TESTS)
    # five scales in four sites and in all of them; the last without an adjusted p
    assert len(expected) == 5 * 5 * len(TESTS) - 5
    assert disagreements(written(*arguments), expected, 1e-9) == []


def test_effects_on_the_pooled_sd_are_those_of_effectsize(written, reference, disagreements):
    expected = reference("lps.csv", "compare")
    found = written("compare", "--effect", "pooled")
    assert disagreements(found, chosen(expected, POOLED), 1e-9) == []
    # effectsize searches for its ends and stops after five digits or so.
    assert disagreements(found, chosen(expected, POOLED_INTERVAL), 1e-5) == []


def test_rows_for_all_sites_have_no_adjusted_p(written):
    found = written("compare")
    assert {found[scale, "", "", "", "p_adjusted"] for scale, *_ in found} == {None}
    assert {v for key, v in found.items() if key[4] == "n_tests"} == {20, None}


@pytest.mark.parametrize("by", ["wave", "wave,site"])
def test_reliability_is_that_of_psych_and_of_leaving_everyone_out_in_turn(
    written, reference, disagreements, by
):
    everything = reference("lps.csv", "reliability")
    waves, sites = (by != "wave,site"), (by != "wave")
    expected = {
        key: value
        for key, value in everything.items()
        if not key[4].startswith("omega")
        and ((not key[1] and not key[2]) or (sites if key[1] else waves))
    }
    assert len(expected) > 200
    assert disagreements(written("reliability", "--by", by), expected, 1e-9) == []


def test_omega_and_its_interval_are_those_of_lavaan(written, reference, disagreements):
    expected = reference("lps.csv", "reliability")
    found = written("reliability", "--by", "wave")
    omega = chosen(expected, ["omega"])
    assert len(omega) == 5
    assert disagreements(found, omega, 1e-6) == []
    assert disagreements(found, chosen(expected, ["omega_low", "omega_high"]), 1e-6) == []
