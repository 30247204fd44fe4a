"""A wave that did not ask everything."""

ITEM = "welcome: {use: agree5"


def test_a_scale_is_asked_whole_or_not_at_all_in_a_wave(problems, read, small):
    text = small()
    items = [line for line in text.splitlines() if "use: agree5" in line]
    assert len(items) > 1
    one = (items[0], items[0].rstrip("}") + ", names: {T1: null}}")
    (problem,) = problems(*one)
    assert "not asked in wave 'T1', but the other items were" in problem
    every = [part for line in items for part in (line, line.rstrip("}") + ", names: {T1: null}}")]
    assert all("T1" not in variable.names for variable in read(*every).variables.values())


def test_what_tells_waves_apart_is_in_every_wave(problems):
    found = problems("variables:\n", "variables:\n  wave: {type: number, names: {T1: null}}\n")
    assert any("'wave' is declared not to be in wave 'T1'" in problem for problem in found)
