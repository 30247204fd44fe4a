"""What a row is about."""

WORDS = {
    "measure": "Key of the scale or item in the dictionary.",
    "measure_label": "Its name.",
    "scale": "Key of the scale in the dictionary.",
    "scale_label": "Its name.",
    "site": "Key of the site; empty in rows for all sites together.",
    "site_label": "Its name.",
    "role": "What the site is: intervention, comparison or partial.",
    "wave": "Key of the wave; empty in rows for all waves together.",
    "wave_from": "The earlier of the two waves compared.",
    "wave_to": "The later of the two.",
    "better": "The end of the scale that is the good one: high, low or neither.",
    "kind": "`formative` where the items make up the score; their reliability is not judged.",
}
