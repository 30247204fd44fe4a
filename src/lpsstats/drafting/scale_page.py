"""The proposed scales: YAML that is commented out, and nothing until somebody takes it up."""

from collections.abc import Iterator

from lpsstats.drafting.drafted import Drafted
from lpsstats.drafting.lines import marked
from lpsstats.drafting.proposals import ScaleProposal
from lpsstats.drafting.quoting import comment, flow_list, one_line, quoted

SHOWN = 3  # reversed items whose correlation is named

OPEN = (
    "## Scales: proposals, none of them in force. Items stand together because of their answer",
    "## format and because their answers go together, which says nothing about what they mean.",
    "## To take one up, remove `# ` from its lines and from `scales:` (uncomment, in an editor).",
)
EMPTY = (
    "## No set of questions looks like a scale. One would be written like this:",
    "## scales:",
    "##   trust: {label: Trust in police, items: [q1, q2, q3], reverse: [q2], better: high}",
)


def scale_lines(drafted: Drafted) -> Iterator[str]:
    """Write the proposed scales as comments; their prose starts with `##` and stays a comment."""
    if not drafted.scales:
        yield from EMPTY
        return
    yield from OPEN
    yield "# scales:"
    for scale in drafted.scales:
        yield from _scale(scale, drafted)


def _scale(scale: ScaleProposal, drafted: Drafted) -> Iterator[str]:
    answers = drafted.meanings[scale.items[0]].answers
    alpha = "" if scale.alpha is None else f"alpha {_short(scale.alpha)}, "
    yield f"## {comment(alpha + scale.why)}"
    yield f"#   {quoted(scale.key)}:"
    yield f"#     label: {quoted(one_line(scale.label))}"
    yield f"#     items: {flow_list(map(quoted, scale.items))}"
    if scale.reverse:
        line = f"#     reverse: {flow_list(quoted(item) for item, _ in scale.reverse)}"
        shown = ", ".join(f"{item} {_short(r)}" for item, r in scale.reverse[:SHOWN])
        more = ", ..." if len(scale.reverse) > SHOWN else ""
        yield marked(line, f"r with the other items: {shown}{more}")
    better = answers.better or answers.more or "high"
    yield marked(f"#     better: {better}", f"is {better} the good end of this scale?")


def _short(number: float) -> str:
    """Write .83 for 0.83, as the reasons beside it do."""
    return f"{number:.2f}".replace("0.", ".", 1)
