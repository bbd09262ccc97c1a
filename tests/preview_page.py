"""A page of the preview as a tree: elements with their attributes and contents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = ("meta", "br", "img", "input", "link", "hr")


# Without `eq`, which would compare all that is below.
@dataclass(eq=False)
class Element:
    """An element, its attributes, and its children: elements and text. Nothing changes once a page was read."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    @cached_property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @cached_property
    def below(self) -> "list[Element]":
        """The elements below this one, in document order."""
        inner = [child for child in self.children if isinstance(child, Element)]
        return [element for child in inner for element in (child, *child.below)]

    def all(self, wanted: "Callable[[Element], bool]" = lambda _: True) -> "Iterator[Element]":
        """The elements below this one that are wanted, in document order."""
        return filter(wanted, self.below)

    def of_class(self, name: str) -> "list[Element]":
        return list(self.all(lambda element: name in element.classes))

    def by_id(self, id_: str) -> "Element":
        (found,) = self.all(lambda element: element.attributes.get("id") == id_)
        return found

    def text(self, without: tuple[str, ...] = ()) -> str:
        """The text below, without that of elements of some classes."""
        parts = (
            child if isinstance(child, str) else child.text(without) if not {*child.classes} & {*without} else ""
            for child in self.children
        )
        return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root", {})
        self.stack = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice: {tag} {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1].tag == tag, f"</{tag}> where </{self.stack[-1].tag}> must stand"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read(html: str) -> Element:
    """The tree of a page.

    Raises:
        AssertionError: an element is not closed where it must be, an attribute is given twice, or there is a comment.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.stack == [reader.root], f"not closed: {[element.tag for element in reader.stack[1:]]}"
    return reader.root
