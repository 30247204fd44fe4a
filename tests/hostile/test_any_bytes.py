"""Whatever stands in a file: it is read, or refused in words, and what was read fits together."""

import copy
import io
import re
from encodings.aliases import aliases
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from fuzz.mutate_exports import contradictions, main
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.errors import DictionaryError, LpsStatsError
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from support.hostile import DICTIONARY, spss, text, workbook

unhurried = settings(
    max_examples=60, deadline=30_000, derandomize=True, suppress_health_check=list(HealthCheck)
)
few = settings(unhurried, max_examples=25)
PIECES = st.sampled_from(
    [b",", b";", b"\t", b"\n", b"\r", b'"', b"\0", b" ", b"1", b"q", b"\xff\xfe", b"\xef\xbb\xbf",
     b"\xe9", b"\xc3\xa9", b"PK\x03\x04", b"$FL2", b"=1", b"1e999"]
)  # fmt: skip
BYTES = st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=60).map(b"".join))
TREE = YAML(typ="safe", pure=True).load(DICTIONARY)
KEYS = st.one_of(st.text(max_size=3), st.integers(0, 9))
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 12), st.just(10**30), st.floats(),
    st.text(max_size=6),
    st.just([]), st.just({}), st.lists(st.text(max_size=3), max_size=3),
    st.dictionaries(KEYS, st.text(max_size=3), max_size=2),
)  # fmt: skip


@cache
def sound(suffix):
    if suffix == ".csv":
        return text().encode()
    return workbook() if suffix == ".xlsx" else spss(suffix)


def check_reads_or_refuses(path):
    try:
        export = read_export(path, None, ReadOptions())
    except LpsStatsError as refusal:
        assert_names(path, refusal)
    else:
        assert not list(contradictions(export))


def assert_speaks_of(words, refusal):
    assert re.search(words, str(refusal))


def assert_names(path, refusal):
    assert refusal.problems
    assert all(path.name in problem for problem in refusal.problems)


@given(content=BYTES)
@unhurried
def test_any_bytes_called_csv(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    check_reads_or_refuses(path)


@pytest.mark.parametrize("encoding", sorted({*aliases.values(), "idna", "punycode", "undefined"}))
def test_any_encoding_that_python_knows(tmp_path, encoding):
    for name, content in (("any.csv", sound(".csv")), ("any.sav", sound(".sav"))):
        path = tmp_path / name
        path.write_bytes(content)
        try:
            read_export(path, None, ReadOptions(encoding=encoding))
        except LpsStatsError as refusal:
            assert_speaks_of("any|--encoding", refusal)


@pytest.mark.parametrize("suffix", [".sav", ".zsav", ".por", ".xlsx", ".csv"])
@given(
    places=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), min_size=1, max_size=4),
    end=st.floats(0.5, 1.5),
)
@few
def test_any_change_of_a_sound_file(tmp_path, suffix, places, end):
    content = bytearray(sound(suffix))
    for place, put in places:
        at = int(place * len(content))
        content[at : at + len(put)] = put
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content[: int(end * len(content))])
    check_reads_or_refuses(path)


def check_dictionary(path):
    try:
        read_dictionary(path)
    except DictionaryError as refusal:
        assert_names(path, refusal)


@given(written=st.one_of(st.text(max_size=200), st.text("-:{}[]&*!|>'\"%@`#,?a1 \n", max_size=80)))
@unhurried
def test_any_text_as_a_dictionary(tmp_path, written):
    path = tmp_path / "any.yaml"
    path.write_text(written, "utf-8", "surrogatepass")
    check_dictionary(path)


def places_in(tree, path=()):
    yield path
    parts = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for key, part in parts:
        yield from places_in(part, (*path, key))


PLACES = [path for path in places_in(TREE) if path]


@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=3))
@unhurried
def test_any_value_in_the_place_of_another(tmp_path, changes):
    tree = copy.deepcopy(TREE)
    for place, value in changes:
        here = tree
        for key in place[:-1]:
            here = here[key] if isinstance(here, dict | list) and key_in(key, here) else {}
        if isinstance(here, dict):
            here[place[-1]] = value
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(tree, out)
    path = tmp_path / "any.yaml"
    path.write_text(out.getvalue(), "utf-8", "surrogatepass")
    check_dictionary(path)


def key_in(key, here):
    return key in here if isinstance(here, dict) else isinstance(key, int) and key < len(here)


@pytest.mark.parametrize("cut", range(0, len(DICTIONARY), 40))
def test_a_dictionary_cut_short(tmp_path, cut):
    path = tmp_path / "cut.yaml"
    path.write_text(DICTIONARY[:cut], "utf-8")
    check_dictionary(path)


def test_three_seconds_of_fuzzing_find_nothing(tmp_path, capsys):
    assert main(["--seconds", "3", "--seed", "1", "--keep", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "0 faults" in said
    assert all(suffix in said for suffix in (".sav", ".zsav", ".por", ".csv", ".tsv", ".xlsx"))
    assert not list(tmp_path.iterdir())


def test_a_fault_is_kept_and_fails(tmp_path, capsys, monkeypatch):
    def faulty(*_):
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("fuzz.mutate_exports.read_export", faulty)
    assert main(["--seconds", "0.2", "--seed", "1", "--keep", str(tmp_path)]) == 1
    assert "fuzz-1-0.sav: ZeroDivisionError" in capsys.readouterr().out
    assert (tmp_path / "fuzz-1-0.sav").exists()
