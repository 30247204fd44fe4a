"""A page read back into a tree, strictly: what is not closed or not known is an error."""

from html.parser import HTMLParser

VOID = {"meta"}
_HEAD = {"html", "head", "meta", "title", "style", "body"}
_PROSE = {"a", "abbr", "b", "i", "p", "span", "h1", "h2", "h3", "ul", "li", "dl", "dt", "dd"}
_PARTS = {"main", "nav", "section", "div", "figure", "figcaption", "details", "summary"}
_TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
ELEMENTS = _HEAD | _PROSE | _PARTS | _TABLE
DRAWN = {"title", "desc", "rect", "line", "polyline", "circle", "polygon", "text", "g", "path"}


class Node:
    """An element with its attributes and what stands in it."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.inner = tag, dict(attributes), []

    def all(self, tag):
        """Give every element of a kind below this one, in order."""
        for inner in self.inner:
            if isinstance(inner, Node):
                if tag in {inner.tag, "*"}:
                    yield inner
                yield from inner.all(tag)

    def one(self, tag):
        (found,) = self.all(tag)
        return found

    @property
    def text(self):
        return "".join(part if isinstance(part, str) else part.text for part in self.inner)

    def skeleton(self, left_out=("i", "span", "style")):
        """Give elements and attributes without any text."""
        below = [part.skeleton(left_out) for part in self.inner if isinstance(part, Node)]
        kept = [part for part in below if part[0] not in left_out]
        return self.tag, tuple(sorted(self.attributes.items())), tuple(kept)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Node("", ())
        self.open = [self.root]

    def handle_starttag(self, tag, attributes):
        known = DRAWN if any(node.tag == "svg" for node in self.open) else ELEMENTS | {"svg"}
        assert tag in known, tag
        node = Node(tag, attributes)
        assert len(node.attributes) == len(attributes), tag
        self.open[-1].inner.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        self.open[-1].inner.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def read_html(page):
    """Read a page; unknown elements, comments and what is closed out of order fail."""
    assert page.startswith("<!doctype html>\n")
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root
