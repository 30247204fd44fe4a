"""Make the synthetic Local Policing Survey: three SPSS files, 400 invented respondents each.

Nobody gave these answers. They are drawn so that the scale means by site agree, to the two
decimals printed, with the community cohesion and wellbeing means that an evaluation published
for Time One and Time Three. Time Two and every other measure are made up (assumptions.py).

Run `python examples/lps/make_lps.py [FOLDER]`; without a folder the files beside this script are
replaced. The same script gives the same files.
"""

import sys
from pathlib import Path

import multiple
import numpy as np
import pandas as pd
import pyreadstat
from assumptions import GOES_WITH, MEANS, SHARES, TOGETHER
from numpy.typing import NDArray
from questionnaire import SINGLES, SITES, THEMES, Theme, column_name, site_codes

SEED = 20180501
PER_CELL = 100
WAVES = {"T1": "Time One", "T2": "Time Two", "T3": "Time Three"}
FIELDWORK_ENDED = {"T1": "16 Dec 16", "T2": "29 Sep 17", "T3": "25 May 18"}

Answers = NDArray[np.float64]
Mask = NDArray[np.bool_]


def main(folder: Path) -> None:
    """Write the three files."""
    rng = np.random.default_rng(SEED)
    for number, wave in enumerate(WAVES):
        cells = [draw_site(rng, site, number) for site in SITES]
        people = pd.concat(cells, ignore_index=True)
        people = people.iloc[rng.permutation(len(people))].reset_index(drop=True)
        people.insert(0, "respid", 1000.0 * (number + 1) + 1 + np.arange(len(people)))
        write_wave(folder / f"lps_{wave.lower()}.sav", people, wave)


def draw_site(rng: np.random.Generator, site: str, number: int) -> pd.DataFrame:
    """Draw the respondents of one site in one wave."""
    wave = list(WAVES)[number]
    standing = rng.standard_normal((PER_CELL, len(THEMES))) @ np.linalg.cholesky(TOGETHER).T
    reticence = rng.gamma(shape=0.5, scale=2.0, size=PER_CELL)
    columns = {
        "wave": np.full(PER_CELL, number + 1.0),
        "site": np.full(PER_CELL, float(site_codes(wave)[site])),
    }
    for position, (name, theme) in enumerate(THEMES.items()):
        target = MEANS[name][site][number]
        columns |= draw_theme(rng, theme, standing[:, position], reticence, target)
    for name, shares in SHARES.items():
        lean = standing[:, list(THEMES).index(GOES_WITH[name])] if name in GOES_WITH else None
        columns[name] = draw_single(rng, shares[site][number], lean)
    trust = standing[:, list(THEMES).index("trust")]
    return pd.DataFrame(columns | multiple.draw(site, number, trust))


def draw_theme(
    rng: np.random.Generator, theme: Theme, standing: Answers, reticence: Answers, target: float
) -> dict[str, Answers]:
    """Draw the answers to one theme's questions so that the mean score is `target`."""
    top = max(theme.answers)
    good_is_low = theme.good == "low"
    goal = target if good_is_low else top + 1 - target
    own = rng.standard_normal((len(standing), len(theme.items)))
    latent = theme.loading * standing[:, None] + np.sqrt(1 - theme.loading**2) * own
    silent = draw_silence(rng, reticence, len(theme.items))
    answers = settle(rng, graded(latent, theme.spread, top, goal), ~silent, goal, top)
    flip = np.array([(item == theme.reverse) == good_is_low for item in theme.items])
    stored = np.where(flip, top + 1 - answers, answers)
    stored = np.where(silent, unanswered(rng, theme, stored.shape), stored)
    return dict(zip(theme.items, stored.T, strict=True))


def draw_silence(rng: np.random.Generator, reticence: Answers, n_items: int) -> Mask:
    """Choose the cells without an answer: about one in thirty, and now and then a whole page."""
    missed = rng.random((len(reticence), n_items)) < 0.030 * reticence[:, None]
    turned_over = rng.random(len(reticence)) < 0.008
    return missed | turned_over[:, None]


def graded(latent: Answers, spread: float, top: int, goal: float) -> Answers:
    """Turn latent standing into answers 1 to `top` whose mean is about `goal`.

    A lognormal, rounded and cut, gives the long tail of people who are not well off that such
    questions show; a few items are answered a little more warmly than others.
    """
    warmth = np.linspace(-0.12, 0.12, latent.shape[1])

    def answers(level: float) -> Answers:
        raw = 0.5 + np.exp(level + warmth + spread * latent)
        return np.clip(np.rint(raw), 1, top)

    low, high = -3.0, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if answers(middle).mean() < goal else (low, middle)
    return answers(high)


def settle(
    rng: np.random.Generator, answers: Answers, valid: Mask, goal: float, top: int
) -> Answers:
    """Move single answers by one point until the mean score is `goal` within 0.002."""
    answers = answers.copy()
    complete = valid.all(axis=1)
    while abs(gap := goal - mean_score(answers, valid)) > 0.002:
        step = 1.0 if gap > 0 else -1.0
        free = complete[:, None] & (answers + step >= 1) & (answers + step <= top)
        rows, items = np.nonzero(free)
        chosen = rng.integers(len(rows))
        answers[rows[chosen], items[chosen]] += step
    return answers


def mean_score(answers: Answers, valid: Mask) -> float:
    """Average the scores: means of the answered items where at least half were answered."""
    answered = valid.sum(axis=1)
    scored = answered >= max(2, (valid.shape[1] + 1) // 2)
    totals = np.where(valid, answers, 0).sum(axis=1)
    return float((totals[scored] / answered[scored]).mean())


def unanswered(rng: np.random.Generator, theme: Theme, shape: tuple[int, ...]) -> Answers:
    """Draw how an answer came to be missing: don't know, refused, or nothing entered."""
    codes = np.array([theme.unknown, theme.refused, np.nan])
    return codes[rng.choice(3, size=shape, p=[0.45, 0.20, 0.35])]


def draw_single(
    rng: np.random.Generator, shares: tuple[float, ...], lean: Answers | None
) -> Answers:
    """Draw one question's answers with these shares; people who are well answer lower."""
    own = rng.standard_normal(PER_CELL)
    latent = own if lean is None else 0.5 * lean + np.sqrt(0.75) * own
    # Ranks instead of the normal integral: the shares come out as declared, to one person.
    rank = latent.argsort().argsort() / PER_CELL + rng.random() / PER_CELL
    answers = 1.0 + np.searchsorted(np.cumsum(shares), rank, side="right")
    # Opinions are withheld in every way; age and sex, filled in by the interviewer, seldom.
    rate, codes = (0.01, [8.0]) if lean is None else (0.03, [8.0, 9.0, np.nan])
    silent = rng.random(PER_CELL) < rate
    return np.where(silent, rng.choice(codes, size=PER_CELL), answers)


def write_wave(path: Path, people: pd.DataFrame, wave: str) -> None:
    """Write one wave under its own column names, labels and missing codes included."""
    names = {item: column_name(item, wave) for item in question_labels()}
    labels = {"respid": "Respondent number", "wave": "Wave", "site": "Site"} | {
        names[item]: label for item, label in question_labels().items()
    }
    values = {names[item]: answers for item, answers in value_labels().items()} | {
        "wave": {number + 1: label for number, label in enumerate(WAVES.values())},
        "site": {code: SITES[site] for site, code in site_codes(wave).items()},
    }
    pyreadstat.write_sav(
        people.rename(columns=names),
        path,
        file_label=f"SYNTHETIC Local Policing Survey, {WAVES[wave]}: no real answers",
        note="SYNTHETIC data made by examples/lps/make_lps.py. Nobody gave these answers.",
        column_labels=labels,
        variable_value_labels=values,
        missing_ranges={names[item]: codes for item, codes in missing_codes().items()},
        variable_measure=dict.fromkeys(names.values(), "ordinal")
        | {"site": "nominal", "wave": "ordinal", "respid": "nominal"}
        | {names[item]: "nominal" for item in multiple.labels()},
        variable_format=dict.fromkeys(labels, "F8.0"),
        row_compress=True,
    )
    fix_date(path, FIELDWORK_ENDED[wave])


def question_labels() -> dict[str, str]:
    """List every question, theme by theme, then the single ones."""
    asked = {item: text for theme in THEMES.values() for item, text in theme.items.items()}
    singles = {name: single.label for name, single in SINGLES.items()}
    return asked | singles | multiple.labels()


def value_labels() -> dict[str, dict[int, str]]:
    """List the labelled answers of every question, missing codes included."""
    labels = {
        item: {code: text for code, text in theme.answers.items() if text}
        | {theme.refused: "Refused", theme.unknown: "Don't know"}
        for theme in THEMES.values()
        for item in theme.items
    }
    singles = {
        name: dict(single.answers) | {8: "Refused", 9: "Don't know"}
        for name, single in SINGLES.items()
    }
    return labels | singles | multiple.answers()


def missing_codes() -> dict[str, list[int]]:
    """List the user-missing codes of every question."""
    codes = {
        item: [theme.refused, theme.unknown] for theme in THEMES.values() for item in theme.items
    }
    seen = {name: [int(multiple.UNKNOWN)] for name in multiple.ACTIVITIES}
    return codes | {name: [8, 9] for name in SINGLES} | seen


def fix_date(path: Path, day: str) -> None:
    """Overwrite the date and time of writing, so that the same data are the same bytes.

    They stand at bytes 92-100 and 101-108 of the header of a system file (PSPP developers'
    guide, "System File Format").
    """
    content = bytearray(path.read_bytes())
    content[92:101] = day.encode("ascii")
    content[101:109] = b"12:00:00"
    path.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
