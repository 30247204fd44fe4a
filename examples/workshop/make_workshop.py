"""Make the synthetic workshop survey: three surveys of officers and partners, one knowledge sheet.

Nobody gave these answers. A group in Gloucester is trained to solve problems from strengths; people
in Cheltenham and Stroud are asked the same without training. Some answer in two or three waves,
under the same participant number; others leave or join (assumptions.py).

Run `python examples/workshop/make_workshop.py [FOLDER]`; without a folder the files beside this
script are replaced. The same script gives the same files.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from assumptions import (
    ALIKE,
    CODED_TWICE,
    CODERS_AGREE,
    KNOWLEDGE,
    KNOWLEDGE_SPREAD,
    LAST_PAGE_MEAN,
    MEANS,
    NAMES_NOTHING,
    NO_ANSWER,
    POST_SHARES,
    PRESENT,
    STEADY,
    USED_LEAN,
    USED_SHARES,
    WELL_SHARES,
    WROTE_SOMETHING,
)
from numpy.typing import NDArray
from questionnaire import (
    FIRST_CODER,
    GROUPS,
    LAST_PAGE,
    NO_PAGE,
    SECOND_CODER,
    TOPICS,
    USED,
    WAVES,
    Group,
)
from writing import write_sheet, write_spss, write_text

SEED = 20171203

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]


def main(folder: Path) -> None:
    """Write the four files."""
    rng = np.random.default_rng(SEED)
    people = draw_people(rng)
    waves = {
        wave: draw_wave(rng, people[people[wave]], number) for number, wave in enumerate(WAVES)
    }
    write_text(folder / "workshop_start.csv", waves["start"], delimiter=",")
    write_spss(folder / "workshop_end.sav", waves["end"])
    write_text(folder / "workshop_later.csv", waves["later"], delimiter=";")
    write_sheet(folder / "workshop_knowledge.csv", draw_knowledge(rng, waves["end"]))


def draw_people(rng: np.random.Generator) -> pd.DataFrame:
    """Draw everybody who answers at all: place, post, the waves, and where they stand for good."""
    rows = [
        {"place": place} | {wave: wave in present for wave in WAVES}
        for place, patterns in PRESENT.items()
        for present, count in patterns.items()
        for _ in range(count)
    ]
    people = pd.DataFrame(rows).iloc[rng.permutation(len(rows))].reset_index(drop=True)
    # Numbers on the sheets, in the order of arrival: they say nothing of who somebody is.
    people.insert(0, "participant", [f"P{number:03d}" for number in range(1, len(rows) + 1)])
    steps = np.array([np.cumsum(POST_SHARES[place]) for place in people["place"]])
    people["post"] = 1.0 + (rng.random(len(rows))[:, None] >= steps).sum(axis=1)
    for name, standing in draw_standings(rng, people["place"]).items():
        people[f"{name}_standing"] = standing
    return people


def draw_wave(rng: np.random.Generator, people: pd.DataFrame, number: int) -> pd.DataFrame:
    """Draw the answers of one wave."""
    trained = (people["place"] == "gloucester").to_numpy()
    columns: dict[str, object] = {key: people[key] for key in ("participant", "place", "post")}
    standings = draw_standings(rng, people["place"])
    for name, group in GROUPS.items():
        lasting = people[f"{name}_standing"].to_numpy()
        standings[name] = np.sqrt(STEADY) * lasting + np.sqrt(1 - STEADY) * standings[name]
        level = np.array([MEANS[name][place][number] for place in people["place"]])
        columns |= draw_group(rng, group, standings[name], level)
    if number == 1:
        columns |= draw_last_page(rng, standings["practice"], trained)
    columns |= draw_used(rng, standings["practice"], trained, number)
    columns |= draw_themes(rng, trained, number)
    return pd.DataFrame(columns).sort_values("participant", ignore_index=True)


def draw_standings(rng: np.random.Generator, place: pd.Series) -> dict[str, Numbers]:
    """Draw where people stand on every group of statements, all a little alike in each of them."""
    alike = rng.standard_normal(len(place))
    return {
        name: level_out(
            np.sqrt(ALIKE) * alike + np.sqrt(1 - ALIKE) * rng.standard_normal(len(place)), place
        )
        for name in GROUPS
    }


def level_out(drawn: Numbers, place: pd.Series) -> Numbers:
    """Bring every place to a mean of 0 and an SD of 1: with so few, chance would set them apart."""
    by_place = pd.Series(drawn).groupby(place.to_numpy())
    standard = (drawn - by_place.transform("mean")) / by_place.transform("std")
    return standard.to_numpy()


def draw_group(
    rng: np.random.Generator, group: Group, standing: Numbers, level: Numbers
) -> dict[str, Numbers]:
    """Draw answers around each person's level; a reversed statement is stored as answered."""
    top = max(group.answers)
    own = rng.standard_normal((len(standing), len(group.items)))
    latent = group.loading * standing[:, None] + np.sqrt(1 - group.loading**2) * own
    answers = np.clip(np.rint(level[:, None] + group.spread * latent), 1, top)
    turned = np.array([item == group.reverse for item in group.items])
    stored = without_some(rng, np.where(turned, top + 1 - answers, answers))
    return dict(zip(group.items, stored.T, strict=True))


def without_some(rng: np.random.Generator, answers: Numbers) -> Numbers:
    """Take out one answer in about thirty: not said, not known, or nothing entered."""
    codes = rng.choice([8.0, 9.0, np.nan], size=answers.shape, p=[0.2, 0.4, 0.4])
    return np.where(rng.random(answers.shape) < NO_ANSWER, codes, answers)


def draw_last_page(
    rng: np.random.Generator, standing: Numbers, trained: Mask
) -> dict[str, Numbers]:
    """Draw the statements on the workshops; the others' sheets did not have that page."""
    level = np.full(len(standing), LAST_PAGE_MEAN)
    drawn = draw_group(rng, LAST_PAGE, standing, level)
    return {item: np.where(trained, answers, NO_PAGE) for item, answers in drawn.items()}


def draw_used(
    rng: np.random.Generator, standing: Numbers, trained: Mask, number: int
) -> dict[str, Numbers]:
    """Draw what was used in the last three months, more of it by those whose practice is so."""
    boxes = {}
    for column in USED:
        lean = USED_LEAN[column]
        latent = lean * standing + np.sqrt(1 - lean**2) * rng.standard_normal(len(standing))
        share = by_group(USED_SHARES[column], trained, number)
        boxes[column] = top_share(latent, share, trained)
    return boxes


def by_group(shares: dict[str, tuple[float, ...]], trained: Mask, number: int) -> Numbers:
    """Give everybody the share of their group in this wave."""
    return np.where(trained, shares["trained"][number], shares["others"][number])


def top_share(latent: Numbers, share: Numbers, trained: Mask) -> Numbers:
    """Tick the boxes of those who stand highest in their group, so many as its share says."""
    ticked = np.zeros(len(latent))
    for group in (trained, ~trained):
        rank = (-latent[group]).argsort().argsort()
        ticked[group] = rank < np.rint(share[group] * group.sum())
    return ticked


def draw_themes(rng: np.random.Generator, trained: Mask, number: int) -> dict[str, Numbers]:
    """Draw the themes of the free texts: up to three each, and every third text coded again."""
    named = np.column_stack(
        [rng.random(len(trained)) < by_group(s, trained, number) for s in WELL_SHARES.values()]
    )
    wrote = rng.random(len(trained)) < WROTE_SOMETHING
    of_none = np.where(rng.random(len(trained)) < NAMES_NOTHING, 6.0, 7.0)
    again = wrote & (np.cumsum(wrote) % CODED_TWICE == 0)
    second = np.where(rng.random(named.shape) < CODERS_AGREE, named, ~named)
    return listed(named, of_none, wrote, FIRST_CODER) | listed(second, of_none, again, SECOND_CODER)


def listed(
    named: Mask, of_none: Numbers, coded: Mask, columns: tuple[str, ...]
) -> dict[str, Numbers]:
    """Write the codes of the first three themes from the left; nothing for texts not coded."""
    codes = np.full((len(named), len(columns)), np.nan)
    for row in np.flatnonzero(coded):
        themes = (1.0 + np.flatnonzero(named[row]))[: len(columns)]
        filled = themes if len(themes) else of_none[[row]]
        codes[row, : len(filled)] = filled
    return dict(zip(columns, codes.T, strict=True))


def draw_knowledge(rng: np.random.Generator, end: pd.DataFrame) -> pd.DataFrame:
    """Draw both ratings of everybody trained: recalled for before, and now."""
    people = end.loc[end["place"] == "gloucester", ["participant"]].reset_index(drop=True)
    at_home = rng.standard_normal(len(people))
    for topic in TOPICS:
        for moment, mean in zip(("before", "now"), KNOWLEDGE[topic], strict=True):
            own = rng.standard_normal(len(people))
            latent = mean + KNOWLEDGE_SPREAD * (0.7 * at_home + 0.7 * own)
            rating = np.clip(np.rint(latent), 1, 10)
            skipped = rng.random(len(people)) < NO_ANSWER
            people[f"{topic}_{moment}"] = np.where(skipped, np.nan, rating)
    return people


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
