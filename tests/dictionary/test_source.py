"""YAML 1.2, strictly: no key twice, no tags, no merging, nothing unreasonably large."""

import time

import pytest

from lpsstats.dictionary.source import LARGEST, read_source, read_text
from lpsstats.errors import DictionaryError


def tree_of(text):
    return read_source(text, "x.yaml").tree


def refusal(text):
    with pytest.raises(DictionaryError) as caught:
        read_source(text, "x.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("word", ["no", "yes", "NO", "Yes", "on", "off", "12:30", "1_000x", "0x"])
def test_words_that_older_yaml_converts_stay_text(word):
    assert tree_of(f"answer: {word}") == {"answer": word}


def test_numbers_keys_and_nested_values_are_plain_python():
    tree = tree_of('a: {1: x, 1.5: y}\nb: [0, 2.50, "3"]\nc:\n')
    assert tree == {"a": {1: "x", 1.5: "y"}, "b": [0, 2.5, "3"], "c": None}
    assert [type(key) for key in tree["a"]] == [int, float]
    assert [type(each) for each in tree["b"]] == [int, float, str]


def test_every_key_and_list_entry_has_its_line():
    lines = read_source("a:\n  - x\n  - {b: 1,\n     c: 2}\n", "x.yaml").lines
    assert lines == {
        ("a",): 1,
        ("a", "0"): 2,
        ("a", "1"): 3,
        ("a", "1", "b"): 3,
        ("a", "1", "c"): 4,
    }


def test_the_same_anchor_may_be_set_twice_without_a_warning():
    assert tree_of("a: &x 1\nb: &x 2\nc: *x\n") == {"a": 1, "b": 2, "c": 2}


@pytest.mark.parametrize("key", ["a", "2016"])
def test_a_key_that_stands_twice_is_refused_with_the_second_line(key):
    assert refusal(f"{key}: 1\nb: 2\n{key}: 3\n").startswith(f"x.yaml:3: the key '{key}' stands")


def test_a_number_and_its_text_are_one_key():
    assert refusal('v:\n  2016: 1\n  "2016": 3\n').startswith("x.yaml:3: the key '2016' stands")


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: !run x",
        "a: 1\nb: !!python/object:os.system x",
        "a: 1\nb: !run {c: 1}",
        "\nb: !s [1]",
    ],
)
def test_tags_are_refused_with_their_line(text):
    problem = refusal(text)
    assert problem.startswith("x.yaml:2: the tag '")
    assert problem.endswith("' has no meaning here; remove it")


def test_merge_keys_are_refused_with_a_hint():
    assert refusal("a: &a {b: 1}\nc:\n  <<: *a\n") == (
        "x.yaml:2: '<<' has no meaning here; write `use` instead"
    )


def test_a_tab_is_called_a_tab():
    assert refusal("a:\n\tb: 1\n") == "x.yaml:2: a tab; YAML is indented with blanks only"


def test_control_characters_are_refused_with_their_line():
    assert refusal("a: 1\nb: \x07\n") == ("x.yaml:2: holds the control character U+0007; remove it")


def test_broken_yaml_is_one_line():
    problem = refusal("a: [1, 2\nb: 3\n")
    assert problem.startswith("x.yaml:2: not valid YAML: ")
    assert "\n" not in problem


def test_two_documents_in_one_file_are_refused():
    assert "another document" in refusal("a: 1\n---\nb: 2\n")


@pytest.mark.parametrize("depth", [400, 5000])
def test_nesting_without_end_is_refused(depth):
    assert refusal("[" * depth + "]" * depth) == (
        "x.yaml:1: nested too deeply to be a data dictionary"
    )


def test_an_alias_of_itself_does_not_hang():
    assert tree_of("a: &a {b: *a}") == {"a": {"b": None}}


def test_an_alias_bomb_is_refused_quickly():
    levels = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    levels += [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    start = time.process_time()
    assert "are aliases repeating a branch" in refusal("\n".join(levels))
    assert time.process_time() - start < 10


def test_bytes_that_are_not_utf_8_are_refused_with_their_line(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes("a: 1\nb: Café\n".encode("latin-1"))
    with pytest.raises(DictionaryError, match=r"^x\.yaml:2: not UTF-8 text"):
        read_text(path)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_text(path)[0] == "a: 1\n"


def test_a_file_far_too_large_is_not_parsed(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(DictionaryError, match="larger than 500,000 bytes"):
        read_text(path)
    path.write_bytes(b"#" * LARGEST)
    assert len(read_text(path)[1]) == LARGEST


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(DictionaryError, match=r"none\.yaml: cannot be read \(No such file"):
        read_text(tmp_path / "none.yaml")
