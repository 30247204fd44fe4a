"""What is put into the synthetic survey: the means, shares and correlations to be drawn."""

import numpy as np
from questionnaire import SITES

# Means of the scale scores at T1, T2, T3. Published: cohesion and wellbeing at T1 and T3.
MEANS = {
    "cohesion": {
        "barton": (3.55, 3.11, 2.67),
        "westgate": (3.06, 3.02, 2.99),
        "whaddon": (2.96, 2.77, 2.53),
        "cashes": (3.16, 2.74, 2.42),
    },
    "wellbeing": {
        "barton": (2.20, 2.13, 2.02),
        "westgate": (1.99, 2.08, 2.15),
        "whaddon": (1.90, 1.99, 2.06),
        "cashes": (2.31, 2.12, 1.95),
    },
    "life": {
        "barton": (9.02, 8.47, 8.05),
        "westgate": (8.94, 8.52, 7.98),
        "whaddon": (9.08, 8.61, 8.12),
        "cashes": (8.97, 8.44, 8.01),
    },
    "legitimacy": {
        "barton": (3.31, 2.98, 2.62),
        "westgate": (3.24, 3.01, 2.75),
        "whaddon": (2.88, 2.85, 2.79),
        "cashes": (2.97, 2.90, 2.78),
    },
    "trust": {
        "barton": (3.42, 3.02, 2.71),
        "westgate": (3.35, 3.10, 2.83),
        "whaddon": (2.99, 2.97, 2.88),
        "cashes": (3.08, 2.99, 2.86),
    },
}
# How the five themes go together in people, in the order of MEANS; police themes most.
TOGETHER = np.array(
    [
        [1.00, 0.35, 0.35, 0.25, 0.30],
        [0.35, 1.00, 0.50, 0.15, 0.20],
        [0.35, 0.50, 1.00, 0.15, 0.20],
        [0.25, 0.15, 0.15, 1.00, 0.60],
        [0.30, 0.20, 0.20, 0.60, 1.00],
    ]
)
# Shares of the first answers (the last takes the rest) at T1, T2, T3.
SHARES = {
    "q24_job": {
        "barton": ((0.12, 0.35, 0.33, 0.14), (0.15, 0.38, 0.33, 0.10), (0.17, 0.46, 0.32, 0.04)),
        "westgate": ((0.11, 0.37, 0.32, 0.15), (0.13, 0.39, 0.33, 0.11), (0.16, 0.43, 0.35, 0.04)),
        "whaddon": ((0.14, 0.40, 0.32, 0.11), (0.14, 0.41, 0.31, 0.11), (0.15, 0.42, 0.32, 0.08)),
        "cashes": ((0.13, 0.38, 0.34, 0.12), (0.14, 0.40, 0.33, 0.10), (0.15, 0.43, 0.32, 0.08)),
    },
    "q25_access": {
        "barton": ((0.32, 0.33), (0.31, 0.42), (0.29, 0.50)),
        "westgate": ((0.48, 0.24), (0.46, 0.27), (0.45, 0.28)),
        "whaddon": ((0.52, 0.20), (0.54, 0.21), (0.53, 0.19)),
        "cashes": ((0.50, 0.22), (0.55, 0.20), (0.58, 0.18)),
    },
    "q26_groups": {
        "barton": ((0.40,), (0.32,), (0.24,)),
        "westgate": ((0.61,), (0.45,), (0.31,)),
        "whaddon": ((0.38,), (0.37,), (0.36,)),
        "cashes": ((0.42,), (0.44,), (0.47,)),
    },
    "agegroup": dict.fromkeys(SITES, ((0.15, 0.19, 0.26, 0.22),) * 3),
    "sex": dict.fromkeys(SITES, ((0.49,),) * 3),
}
# The theme whose standing (low = well) goes with the answer; none for age and sex.
GOES_WITH = {"q24_job": "trust", "q25_access": "cohesion", "q26_groups": "cohesion"}
