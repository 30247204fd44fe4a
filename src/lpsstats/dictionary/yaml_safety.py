"""What a YAML parser must not take from a file: code, bombs, halves of characters."""

import re
from typing import Any

from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError

# A data dictionary nests five deep.
DEEPEST = 40
SURROGATE = re.compile(r"[\ud800-\udfff]")
LONGEST_SHOWN = 20


class Refusal(MarkedYAMLError):  # type: ignore[misc, unused-ignore]
    """Refuse a place in a file; `problem` is the whole message."""


class SafeComposer(Composer):  # type: ignore[misc, unused-ignore]
    """Refuse tags, deep nesting and broken text as the parser meets them, before it builds them."""

    nested = 0

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - as the parser has it
        """Compose a node, and all within it, unless it has what a dictionary never has."""
        event = self.parser.peek_event()
        if SURROGATE.search(getattr(event, "value", None) or ""):
            event.value = _whole(event.value)
        problem = _problem(event, self.nested)
        if problem:
            raise Refusal(problem=problem, problem_mark=event.start_mark)
        self.nested += 1
        node = super().compose_node(parent, index)
        self.nested -= 1
        return node


def _whole(text: str) -> str:
    """Join the halves of characters that JSON writes as two escapes; YAML leaves them apart."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _problem(event: Any, depth: int) -> str | None:  # noqa: ANN401 - one of several events
    tag = getattr(event, "ctag", None)
    if tag is not None:
        written = f"{tag.handle or ''}{tag.suffix or ''}"
        return f"the tag '{written}' has no meaning here; remove it"
    if depth > DEEPEST:
        return "nested too deeply to be a data dictionary"
    if SURROGATE.search(getattr(event, "value", None) or ""):
        return "a text holds half a character (\\ud800 to \\udfff); write the character itself"
    return None


class SafeConstructor(RoundTripConstructor):  # type: ignore[misc, unused-ignore]
    """Say which value looks like a number or a date and is none."""

    def construct_non_recursive_object(self, node: Any, tag: Any = None) -> Any:  # noqa: ANN401
        """Construct what a node stands for."""
        try:
            return super().construct_non_recursive_object(node, tag)
        except (ValueError, OverflowError):
            text = str(node.value)
            shown = f"{text[:LONGEST_SHOWN]}..." if len(text) > LONGEST_SHOWN else text
            problem = f"'{shown}' looks like a number or a date and is none; write it in quotes"
            raise Refusal(problem=problem, problem_mark=node.start_mark) from None
