"""What is put into the synthetic workshop survey: who comes, and how they answer on average."""

# People of each place by the waves they answered in. About thirty were trained; forty others were
# asked the same. A year later Stroud is mostly staffed with new people.
PRESENT = {
    "gloucester": {
        ("start", "end", "later"): 17,
        ("start", "end"): 7,
        ("start", "later"): 2,
        ("start",): 4,
        ("end", "later"): 1,
        ("end",): 1,
        ("later",): 4,
    },
    "cheltenham": {
        ("start", "end", "later"): 10,
        ("start", "end"): 6,
        ("start", "later"): 1,
        ("start",): 5,
        ("end",): 2,
        ("later",): 6,
    },
    "stroud": {
        ("start", "end", "later"): 6,
        ("start", "end"): 7,
        ("start",): 5,
        ("end", "later"): 1,
        ("end",): 2,
        ("later",): 7,
    },
}
# Shares of police officers and of support officers; the rest are from partner agencies.
POST_SHARES = {"gloucester": (0.35, 0.40), "cheltenham": (0.50, 0.50), "stroud": (0.50, 0.50)}

# Means on the answers' own range at start, end, later, before rounding; agreement is high.
MEANS = {
    "practice": {
        "gloucester": (4.2, 5.4, 4.9),
        "cheltenham": (4.3, 4.2, 4.4),
        "stroud": (4.2, 4.2, 4.3),
    },
    "morale": {
        "gloucester": (3.4, 3.6, 3.9),
        "cheltenham": (3.5, 3.4, 3.8),
        "stroud": (3.3, 3.4, 3.7),
    },
    "describe": {
        "gloucester": (4.3, 5.2, 5.3),
        "cheltenham": (4.5, 4.4, 4.4),
        "stroud": (4.6, 4.4, 4.2),
    },
    "patterns": {
        "gloucester": (4.6, 5.0, 5.2),
        "cheltenham": (4.8, 4.7, 4.1),
        "stroud": (4.7, 4.6, 4.2),
    },
}
LAST_PAGE_MEAN = 4.9
# How much of where people stand is the same for all groups of statements: a correlation.
ALIKE = 0.4
# What of a person's standing is theirs for good; the rest is new in every wave.
STEADY = 0.7

# Shares who had used each part of the workshops in the last three months, start, end, later.
USED_SHARES = {
    "used_map": {"trained": (0.20, 0.65, 0.45), "others": (0.20, 0.22, 0.25)},
    "used_cafe": {"trained": (0.07, 0.45, 0.25), "others": (0.06, 0.06, 0.10)},
    "used_inquiry": {"trained": (0.05, 0.35, 0.20), "others": (0.04, 0.05, 0.05)},
    "used_agreement": {"trained": (0.25, 0.40, 0.40), "others": (0.28, 0.25, 0.30)},
    "used_restore": {"trained": (0.40, 0.45, 0.45), "others": (0.42, 0.42, 0.40)},
}
# How much of having used it goes with the person's practice.
USED_LEAN = {
    "used_map": 0.6,
    "used_cafe": 0.3,
    "used_inquiry": 0.4,
    "used_agreement": 0.2,
    "used_restore": 0.0,
}

# Shares who name each theme (not Nothing, not Other) at start, end, later.
WELL_SHARES = {
    1: {"trained": (0.30, 0.28, 0.25), "others": (0.35, 0.33, 0.32)},
    2: {"trained": (0.20, 0.30, 0.36), "others": (0.22, 0.20, 0.24)},
    3: {"trained": (0.12, 0.26, 0.28), "others": (0.16, 0.15, 0.16)},
    4: {"trained": (0.04, 0.24, 0.14), "others": (0.05, 0.04, 0.06)},
    5: {"trained": (0.24, 0.10, 0.14), "others": (0.26, 0.28, 0.24)},
}
WROTE_SOMETHING = 0.88
NAMES_NOTHING = 0.35  # of those who wrote of none of the themes; the others wrote of something else
CODED_TWICE = 3  # every third text, by the second coder
CODERS_AGREE = 0.93  # on whether a theme is in a text

# Ratings of knowledge before and now, 1 to 10, and how unequal people are.
KNOWLEDGE = {
    "assets": (3.4, 7.2),
    "cafe": (2.3, 6.6),
    "inquiry": (2.1, 5.8),
    "restore": (5.7, 6.4),
}
KNOWLEDGE_SPREAD = 1.7

NO_ANSWER = 0.03
