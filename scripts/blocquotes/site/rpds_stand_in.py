"""The few classes of `rpds` that `jsonschema` and `referencing` use, in Python: `rpds` has no build for the browser.

Only the page has this module, under the name `rpds`. Each class is an immutable collection: a method that adds or
removes something returns a new one. A copy takes linear time, which is fast enough for a dozen schemas.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


class HashTrieMap(Mapping[Key, Item], Generic[Key, Item]):
    """An immutable mapping."""

    def __init__(self, value: Mapping[Key, Item] | Iterable[tuple[Key, Item]] = ()) -> None:
        self._items: dict[Any, Item] = dict(value)

    @classmethod
    def convert(cls, value: Any) -> "HashTrieMap[Key, Item]":
        """A mapping as it is, or one of what is given."""
        return value if isinstance(value, cls) else cls(value)

    def __getitem__(self, key: Key) -> Item:
        return self._items[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def insert(self, key: Key, value: Item) -> "HashTrieMap[Key, Item]":
        """The mapping with one more item, or another value."""
        return HashTrieMap({**self._items, key: value})

    def remove(self, key: Key) -> "HashTrieMap[Key, Item]":
        """The mapping without a key, which it must have."""
        if key not in self._items:
            raise KeyError(key)
        return HashTrieMap({known: item for known, item in self._items.items() if known != key})

    def update(self, *others: Any) -> "HashTrieMap[Key, Item]":
        """The mapping with the items of others."""
        items = dict(self._items)
        for other in others:
            items.update(other)
        return HashTrieMap(items)


class HashTrieSet(frozenset[Any]):
    """An immutable set."""

    def insert(self, value: Hashable) -> "HashTrieSet":
        """The set with one more item."""
        return HashTrieSet({*self, value})

    def discard(self, value: Hashable) -> "HashTrieSet":
        """The set without an item, which it need not have."""
        return HashTrieSet(self - {value})

    def update(self, *others: Iterable[Hashable]) -> "HashTrieSet":
        """The set with the items of others."""
        return HashTrieSet(self.union(*others))


class List(tuple[Any, ...]):
    """An immutable list that grows at its front."""

    def __new__(cls, *values: Any) -> "List":
        """A list of the items of one collection, or of several values."""
        given = values[0] if len(values) == 1 and not isinstance(values[0], str) else values
        return super().__new__(cls, given)

    def push_front(self, value: Any) -> "List":
        """The list with one more item before the others."""
        return List((value, *self))
