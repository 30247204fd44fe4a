"""Small surveys as files: two waves, sites, a coded question, a Likert item, boxes to tick."""

from random import Random

from hypothesis import strategies as st

DICTIONARY = """\
format: 1
survey: {title: Small}
waves: {column: wave, baseline: T1, endline: T2, values: {T1: {code: 1}, T2: {code: 2}}}
sites: {column: site, values: {a: {code: 1}, b: {code: 2}, c: {code: 3}}}
variables:
  job: {type: categorical, labels: {1: paid, 2: not, 3: other}}
  q1: {type: likert, range: [1, 4], better: high}
  likes: {type: multiple, columns: [b1, b2], counted: 1, base: asked}
scales:
  mood: {items: [q1, q2], better: high}
"""
DICTIONARY = DICTIONARY.replace(
    "  likes:", "  q2: {type: likert, range: [1, 4], better: high}\n  likes:"
)
NAMES = ("wave", "site", "job", "q1", "q2", "b1", "b2")
SIZES = (0, 1, 3, 8, 12, 30)


@st.composite
def people(draw):
    """Draw rows: few in some sites, rare answers, now and then none."""
    random = Random(draw(st.integers(0, 10**6)))
    rows = [
        (wave, site, *_answers(random))
        for wave in (1, 2)
        for site in (1, 2, 3)
        for _ in range(random.choice(SIZES))
    ]
    everywhere = [(wave, site, 1, 1, 1, 1, 0) for wave, site in ((1, 1), (2, 2), (2, 3))]
    return rows + everywhere


def _answers(random):
    job = random.choice([1, 1, 1, 1, 2, 2, 3, None])
    items = [random.choice([1, 2, 2, 3, 3, 3, 4, None]) for _ in range(2)]
    return (job, *items, random.choice([0, 1, 1, 1]), random.choice([0, 0, 0, 0, 1]))


def written(folder, rows):
    """Write a survey and give the path of its dictionary."""
    text = [",".join(NAMES), *(",".join("" if v is None else str(v) for v in r) for r in rows)]
    (folder / "data.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    path = folder / "data_dictionary.yaml"
    path.write_text(DICTIONARY, encoding="utf-8")
    return path
