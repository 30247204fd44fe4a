"""What an analyst would write for the Local Policing Survey with pandas, pingouin and scipy.

Reads the three SPSS files of the example, gives the columns one name across waves, scores the
five scales, and prints as JSON: Cronbach's alpha; Welch, Mann-Whitney and Hedges g for 5 scales in
4 sites between Time One and Time Three, adjusted by Holm; chi-square tests of 4 categorical
questions in 4 sites between each pair of waves.

Run `python benchmarks/with_pingouin.py [FOLDER]`; the folder holds the three files.
"""

import json
import sys
import warnings
from itertools import combinations
from pathlib import Path

import pandas as pd
import pingouin as pg
import pyreadstat

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "lps"

SITES = {1: "barton", 2: "westgate", 3: "whaddon", 4: "cashes"}
SCALES = {
    "cohesion": ["q1_belong", "q2_hand", "q3_rely", "q4_apart", "q5_newcomers"],
    "wellbeing": ["q6_upbeat", "q7_cope", "q8_energy", "q9_purpose"],
    "life_satisfaction": [
        "q10_home", "q11_family", "q12_area", "q13_health", "q14_social", "q15_money", "q16_work",
    ],
    "legitimacy": ["q17_even", "q18_hear", "q19_obey", "q20_honest"],
    "trust": ["q21_count", "q22_matters", "q23_knowhow"],
}  # fmt: skip
CATEGORICAL = ["q24_job", "q25_access", "q26_groups", "sex"]
RENAMED_T2 = {
    name.split("_")[0].upper(): name
    for name in SCALES["cohesion"] + SCALES["wellbeing"]
}  # fmt: skip


def read_survey(folder: Path) -> pd.DataFrame:
    """Stack the waves under the names of Time One; user-missing codes become NaN on reading."""
    one, two, three = (pyreadstat.read_sav(folder / f"lps_t{n}.sav")[0] for n in (1, 2, 3))
    two = two.rename(columns=RENAMED_T2)
    three = three.rename(columns=lambda name: name.removesuffix("_t3"))
    three["site"] = three["site"].replace(7, 3)
    survey = pd.concat([one, two, three], ignore_index=True)
    survey["site"] = survey["site"].map(SITES)
    survey["q4_apart"] = 8 - survey["q4_apart"]
    return survey


def add_scores(survey: pd.DataFrame) -> None:
    """Average the items of everyone who answered half of them, two at the fewest."""
    for scale, items in SCALES.items():
        enough = survey[items].notna().sum(axis=1) >= max(2, -(-len(items) // 2))
        survey[scale] = survey[items].mean(axis=1).where(enough)


def alphas(survey: pd.DataFrame) -> list[dict[str, object]]:
    """Estimate Cronbach's alpha from complete cases."""
    rows = []
    for scale, items in SCALES.items():
        alpha, (low, high) = pg.cronbach_alpha(survey[items], nan_policy="listwise")
        rows.append({"scale": scale, "alpha": alpha, "low": low, "high": high})
    return rows


def comparisons(survey: pd.DataFrame) -> list[dict[str, object]]:
    """Compare Time One and Time Three, site by site and scale by scale."""
    rows = []
    for site, here in survey.groupby("site", sort=False):
        for scale in SCALES:
            before = here.loc[here["wave"] == 1, scale].dropna()
            after = here.loc[here["wave"] == 3, scale].dropna()
            welch = pg.ttest(after, before, correction=True).iloc[0]
            ranks = pg.mwu(after, before).iloc[0]
            rows.append(
                {
                    "measure": scale,
                    "site": site,
                    "n_from": len(before),
                    "n_to": len(after),
                    "mean_from": before.mean(),
                    "mean_to": after.mean(),
                    "estimate": after.mean() - before.mean(),
                    "statistic": welch["T"],
                    "df": welch["dof"],
                    "p_value": welch["p_val"],
                    "conf": list(welch["CI95"]),
                    "mann_whitney": ranks["U_val"],
                    "mann_whitney_p": ranks["p_val"],
                    "effect": pg.compute_effsize(after, before, eftype="hedges"),
                }
            )
    _, adjusted = pg.multicomp([row["p_value"] for row in rows], method="holm")
    return [row | {"p_adjusted": p} for row, p in zip(rows, adjusted, strict=True)]


def tables(survey: pd.DataFrame) -> list[dict[str, object]]:
    """Test every categorical question in every site between every two waves."""
    rows = []
    for site, here in survey.groupby("site", sort=False):
        for item in CATEGORICAL:
            for pair in combinations((1, 2, 3), 2):
                _, _, tests = pg.chi2_independence(here[here["wave"].isin(pair)], "wave", item)
                pearson = tests.iloc[0]
                rows.append(
                    {
                        "item": item,
                        "site": site,
                        "waves": pair,
                        "chi2": pearson["chi2"],
                        "df": pearson["dof"],
                        "p_value": pearson["pval"],
                    }
                )
    return rows


def main(folder: Path) -> None:
    """Print everything as JSON."""
    warnings.simplefilter("ignore")  # small expected counts are no news here
    survey = read_survey(folder)
    add_scores(survey)
    found = {
        "reliability": alphas(survey),
        "comparisons": comparisons(survey),
        "tables": tables(survey),
    }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE)
