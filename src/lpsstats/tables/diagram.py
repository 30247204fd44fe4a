"""A drawing as data: boxes with labels, lines with numbers; what every drawing renderer reads."""

from dataclasses import dataclass

LINES = "Solid: above 0; dashed: below 0; the wider the line, the larger the number."


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One box.

    Attributes
    ----------
    key : str
        What edges call it; unique in a diagram.
    label : str
        What stands in it.
    """

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One line between two boxes.

    Attributes
    ----------
    source, target : str
        Keys of nodes.
    value : float
        Full precision, finite; its size sets the width of the line, its sign solid or dashed.
    text : str
        The value as it is printed, with its sign.
    directed : bool
        Whether an arrow head stands at the target.
    """

    source: str
    target: str
    value: float
    text: str
    directed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """The whole drawing.

    Attributes
    ----------
    title : str
        What it shows.
    key : str
        Its short name.
    nodes : tuple of Node
        In the order in which they stand, from the top clockwise.
    edges : tuple of Edge
        At most one line between two nodes.
    notes : tuple of str
        What a reader must know to read it, a sentence each.
    without_edges : str
        What is said where there are no lines.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    notes: tuple[str, ...] = ()
    key: str = "relations"
    without_edges: str = "No interval excludes 0, so there is no line."

    @property
    def sentences(self) -> tuple[str, ...]:
        """The notes, after how lines are to be read, or why there are none."""
        return (LINES if self.edges else self.without_edges, *self.notes)

    @property
    def alternative(self) -> str:
        """Say what the lines say."""
        labels = {node.key: node.label for node in self.nodes}
        said = [
            f"{labels[edge.source]} {'to' if edge.directed else 'and'} {labels[edge.target]}: "
            f"{edge.text}."
            for edge in self.edges
        ]
        return "\n".join(said or (self.without_edges,))
