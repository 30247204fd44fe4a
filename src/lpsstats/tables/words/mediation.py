"""What goes with one measure in another by way of a third."""

WORDS = {
    "path": (
        "`a`: the measure between per point of the first. `b`: the last per point of the one "
        "between, at the same first. `c`: the last per point of the first, whole. `direct`: the "
        "same at the same measure between. `indirect`: a times b, which is c - direct."
    ),
    "measures": "Which measures a path joins, in words.",
    "from_measure": "Key of the measure at the start of the assumed order.",
    "by_measure": "Key of the measure between.",
    "to_measure": "Key of the measure at the end.",
    "coefficient": "Size of the path: points of the measure it ends in per point of its start.",
    "standardised": "The same in standard deviations within sites and waves.",
    "share_of_whole": (
        "The indirect part as a share of c, 0 to 1; only where the intervals of both leave 0 out "
        "and neither part has the other sign."
    ),
}
