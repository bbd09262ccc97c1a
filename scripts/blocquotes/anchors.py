"""Anchors to spans and back: the places of an anchor's words, and the shortest context that makes them unique."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, takewhile
from typing import Any

from blocquotes.model import Anchor, Path, Span, make_anchor, make_span

# Characters of context on each side in which the smallest anchor is searched.
WINDOW = 400

# How many places of an anchor are searched at most: an anchor with so many is no use, and finding all takes long.
MOST = 10_000

# After so many searches of a text, an index of its words pays off.
SEARCHES = 1000

WORD = re.compile(r"\w+")


def occurrences(text: str, words: str, area: Span) -> Iterator[int]:
    """Every start of `words` in `text[area]`, overlapping hits included."""
    at = text.find(words, area.start, area.end)
    while at != -1:
        yield at
        at = text.find(words, at + 1, area.end)


def find(text: str, anchor: Anchor, areas: Sequence[Span]) -> list[Span]:
    """The spans of `anchor.exact`, up to `MOST`, where prefix + exact + suffix lies inside one of the areas.

    An anchor is resolved if there is exactly one (W3C Web Annotation Data Model, 4.2.4, which leaves open what several
    mean). An empty `exact` has no span. Areas must be in text order and not overlap.
    """
    return _searched(text, areas).places(anchor)


def find_each(
    text: str, values: Iterable[tuple[Path, Mapping[str, Any]]], areas: Sequence[Span], most: int
) -> dict[Path, tuple[Span, ...]]:
    """What `find` does, for the anchors in many values of a file, by their paths.

    After `most` spans only two of each anchor, which no anchor may have.
    """
    return _searched(text, areas).each(values, most)


def describe(text: str, span: Span, areas: Sequence[Span]) -> Anchor | None:
    """The anchor with the least whole-word context that finds `span` alone.

    Contexts of up to `WINDOW` characters a side are weighed; where none of them settles it, all of the area
    that holds the span is the context. None if even that occurs elsewhere too.
    """
    searched = _searched(text, areas)
    alike = searched.alike(text[span.start : span.end])
    area = alike.area(span.start)
    choice = min(_choices(alike, span.start), default=None)
    _, left, right = choice or (0, span.start - area.start, area.end - span.end)
    anchor = Anchor(
        text[span.start : span.end], text[span.start - left : span.start], text[span.end : span.end + right]
    )
    return anchor if choice or searched.is_unique(area) else None


def _choices(alike: "_Alike", at: int) -> Iterator[tuple[int, int, int]]:
    """Contexts that identify the place `at`, the smallest included, as (words, characters before, characters after)."""
    if len(alike.by_before.places) == 1:
        yield 0, 0, 0
        return
    before, after = alike.before(at), alike.after(at)
    if alike.have_both[before, after] > 1:
        return
    lefts, rights = list(_context_lengths(before)), list(_context_lengths(after))
    left = bisect_right(lefts, _most_shared(alike.by_before, before, at))
    right = bisect_right(rights, _most_shared(alike.by_after, after, at))
    if left < len(lefts):
        yield left, lefts[left], 0
    if right < len(rights):
        yield right, 0, rights[right]
    most = min(left, right) if left < len(lefts) or right < len(rights) else len(lefts) + len(rights)
    behind = min(right, len(rights)) - 1
    # With each word more before, as many or fewer are needed behind.
    for words in range(1, min(left, most)):
        behind = min(behind, most - words)
        if behind < 1 or not _settles(alike, at, before[: lefts[words]], after[: rights[behind]]):
            continue
        while behind > 1 and _settles(alike, at, before[: lefts[words]], after[: rights[behind - 1]]):
            behind -= 1
        most = words + behind
        yield most, lefts[words], rights[behind]


def _most_shared(ordered: "_Ordered", own: str, at: int) -> int:
    """The most characters of context that a place shares with another, one of its neighbours in sorted order."""
    rank = bisect_left(ordered.contexts, own)
    near = range(max(0, rank - 1), min(rank + 2, len(ordered.places)))
    return max((_shared(own, ordered.contexts[i]) for i in near if ordered.places[i] != at), default=-1)


def _settles(alike: "_Alike", at: int, before: str, after: str) -> bool:
    """Whether no other place has both contexts."""
    left, right = alike.by_before.starting(before), alike.by_after.starting(after)
    if len(left) <= len(right):
        return all(other == at or not alike.after(other).startswith(after) for other in left)
    return all(other == at or not alike.before(other).startswith(before) for other in right)


def _shared(one: str, other: str) -> int:
    length = min(len(one), len(other))
    # In repetitive texts, contexts are often equal; one comparison of strings is faster than a loop.
    if one[:length] == other[:length]:
        return length
    pairs = zip(one, other, strict=False)
    return next(i for i, (a, b) in enumerate(pairs) if a != b)


class _Ordered:
    """Places sorted by their contexts, for binary search; equal contexts share one string to save memory."""

    def __init__(self, places: Sequence[int], context: Callable[[int], str]) -> None:
        by_context: dict[str, list[int]] = {}
        for at in places:
            by_context.setdefault(context(at), []).append(at)
        self.contexts = [words for words in sorted(by_context) for _ in by_context[words]]
        self.places = [at for words in sorted(by_context) for at in by_context[words]]

    def starting(self, start: str) -> Sequence[int]:
        """The places whose context starts with `start`."""
        first = bisect_left(self.contexts, start)
        end = bisect_right(self.contexts, start, lo=first, key=lambda words: words[: len(start)])
        return self.places[first:end]


class _Alike:
    """The places of the same words, sorted by the text before them (read backwards) and by the text after them."""

    def __init__(self, text: str, size: int, places: Sequence[int], areas: Sequence[Span]) -> None:
        self.text, self.size, self.areas = text, size, areas
        self.by_before, self.by_after = _Ordered(places, self.before), _Ordered(places, self.after)
        # In a repetitive text, most places have a twin with the same context, which no number of words distinguishes.
        self.have_both = Counter((self.before(at), self.after(at)) for at in places)

    def area(self, at: int) -> Span:
        """The area that holds the place."""
        return self.areas[bisect_right(self.areas, at, key=_start) - 1]

    def before(self, at: int) -> str:
        """Up to `WINDOW` characters before a place, in its area, the nearest first."""
        return self.text[max(self.area(at).start, at - WINDOW) : at][::-1]

    def after(self, at: int) -> str:
        """Up to `WINDOW` characters after a place, in its area."""
        end = at + self.size
        return self.text[end : min(self.area(at).end, end + WINDOW)]


def _start(span: Span) -> int:
    return span.start


class _Searched:
    """A text and its areas, with an index and the results of earlier searches.

    If each of thousands of anchors searched the complete text, a page of thousands of quotes would take minutes. So
    after `SEARCHES` searches, the places of all words are indexed.
    """

    def __init__(self, text: str, areas: tuple[Span, ...]) -> None:
        # An empty area contains no words, and would hide another area that begins at the same place.
        self.text, self.given = text, areas
        self.areas = [area for area in areas if area.start < area.end]
        self._starts, self._ends = [area.start for area in self.areas], [area.end for area in self.areas]
        self.searches = 0
        self._alike: dict[str, _Alike] = {}
        self._unique: dict[Span, bool] = {}

    def is_of(self, text: str, areas: tuple[Span, ...]) -> bool:
        """Whether this is the search of a text and its areas."""
        return self.text == text and (self.given is areas or self.given == areas)

    def alike(self, words: str) -> _Alike:
        """All places of the words, sorted by their contexts."""
        if words not in self._alike:
            places = list(self.starts(words))
            self._alike[words] = _Alike(self.text, len(words), places, self.areas)
        return self._alike[words]

    def is_unique(self, area: Span) -> bool:
        """Whether the complete text of an area occurs only once; cached for each area."""
        if area not in self._unique:
            found = self.starts(self.text[area.start : area.end])
            self._unique[area] = len(list(islice(found, 2))) == 1
        return self._unique[area]

    def places(self, anchor: Anchor) -> list[Span]:
        """The spans of an anchor, up to `MOST`."""
        exact, prefix, suffix = anchor
        if not exact:
            return []
        shift, size = len(prefix), len(exact)
        return [make_span((at + shift, at + shift + size)) for at in self.first(prefix + exact + suffix)]

    def each(self, values: Iterable[tuple[Path, Mapping[str, Any]]], most: int) -> dict[Path, tuple[Span, ...]]:
        """The spans of the anchors in values of a file by their paths: all of each, or two once `most` were found."""
        hits: dict[Path, tuple[Span, ...]] = {}
        known: dict[tuple[str, str, str], tuple[Span, ...]] = {}
        search, starts, ends = self.text.find, self._starts, self._ends
        begin, end = (starts[0], ends[-1]) if starts else (0, 0)
        for path, value in values:
            anchor = exact, prefix, suffix = value["exact"], value.get("prefix", ""), value.get("suffix", "")
            places = known.get(anchor)
            if places is None:
                words = prefix + exact + suffix
                at = search(words, begin, end) if self.searches < SEARCHES else -1
                # Nearly all of a hundred anchors of an article are in it once, so this calls nothing else.
                if at >= 0 and search(words, at + 1, end) < 0:
                    self.searches += 1
                    is_inside = exact and at + len(words) <= ends[bisect_right(starts, at) - 1]
                    start = at + len(prefix)
                    places = (make_span((start, start + len(exact))),) if is_inside else ()
                else:
                    found = self.places(make_anchor(anchor))
                    places = tuple(found if len(found) <= 2 else found[: max(most, 2)])
                most -= len(places)
                known[anchor] = places
            hits[path] = places
        return hits

    def first(self, words: str) -> list[int]:
        """The first `MOST` starts of `words` in an area."""
        if self.searches >= SEARCHES or not self.areas:
            return list(islice(self.starts(words), MOST))
        self.searches += 1
        found: list[int] = []
        search, size, starts, ends = self.text.find, len(words), self._starts, self._ends
        end = ends[-1]
        at = search(words, starts[0], end)
        while at != -1 and len(found) < MOST:
            if at + size <= ends[bisect_right(starts, at) - 1]:
                found.append(at)
            at = search(words, at + 1, end)
        return found

    def starts(self, words: str) -> Iterator[int]:
        """Every start of `words` in an area, in text order."""
        self.searches += 1
        places = self._candidates(words) if self.searches > SEARCHES else None
        if places is not None:
            return (at for at in sorted(places) if self._is_at(at, words))
        if len(self.areas) == 1:
            return occurrences(self.text, words, self.areas[0])
        size = len(words)
        return (at for at in self._everywhere(words) if self._holder(at, at + size) >= 0)

    def _holder(self, start: int, end: int) -> int:
        """The number of the area that holds a span, -1 if none does."""
        rank = bisect_right(self._starts, start) - 1
        return rank if rank >= 0 and end <= self._ends[rank] else -1

    def _everywhere(self, words: str) -> Iterator[int]:
        """Every start of `words` between the first and the last area."""
        if not self.areas:
            return iter(())
        return occurrences(self.text, words, Span(self.areas[0].start, self.areas[-1].end))

    def whole(self, words: str) -> list[Span]:
        """Every occurrence of `words` in an area that begins and ends at a word's edge, in text order."""
        if not self.areas:
            return []
        letters, size, starts, ends = self._letters, len(words), self._starts, self._ends
        # An edge of the words that is a mark cuts no word, whatever is beside it.
        begins_word, ends_word = _is_of_word(words[:1]), _is_of_word(words[-1:])
        found: list[Span] = []
        self.searches += 1
        for at in self._spread(words) if self.searches < SEARCHES else self._uncut_starts(words):
            area, end = bisect_right(starts, at) - 1, at + size
            if end > ends[area] or (begins_word and at > starts[area] and letters[at - 1].isalnum()):
                continue
            if not (ends_word and end < ends[area] and letters[end].isalnum()):
                found.append(make_span((at, end)))
        return found

    def _uncut_starts(self, words: str) -> Iterable[int]:
        """Starts of `words` in an area where no word of it is part of a longer one, from the index."""
        inside = list(WORD.finditer(words))
        if not inside:
            return self.starts(words)
        rarest = min(inside, key=lambda match: len(self._words.get(match[0], ())))
        places = (at - rarest.start() for at in self._words.get(rarest[0], ()))
        return (at for at in places if self._is_at(at, words))

    def _spread(self, words: str) -> list[int]:
        """Every start of `words` between the first and the last area, without a step of Python between two."""
        search, begin, end = self.text.find, self._starts[0], self._ends[-1]
        found: list[int] = []
        at = search(words, begin, end)
        while at >= 0:
            found.append(at)
            at = search(words, at + 1, end)
        return found

    def _is_at(self, at: int, words: str) -> bool:
        is_there = at >= 0 and self.text.startswith(words, at)
        return is_there and self._holder(at, at + len(words)) >= 0

    def _candidates(self, words: str) -> list[int] | None:
        """Where `words` would begin, for each place of their rarest word; None if they are part of a single word."""
        inside = [match for match in WORD.finditer(words) if match[0] != words]
        choices = [(match, self._uncut(match)) for match in inside]
        if not choices:
            return None
        match, uncut = min(choices, key=lambda choice: sum(len(self._words[word]) for word in choice[1]))
        return [
            at + (len(word) - len(match[0]) if match.start() == 0 else 0) - match.start()
            for word in uncut
            for at in self._words[word]
        ]

    def _uncut(self, match: re.Match[str]) -> list[str]:
        """The words of the text that match: the first searched word may be the end of one, the last its beginning."""
        word = match[0]
        if match.start() == 0:
            return [other[::-1] for other in _starting(self._backwards, word[::-1])]
        if match.end() == len(match.string):
            return _starting(self._ordered, word)
        return [word] if word in self._words else []

    @cached_property
    def _letters(self) -> str:
        """The text, in which `isalnum` is true for each character of a word, so that no function need ask."""
        return self.text.replace("_", "x")

    @cached_property
    def _words(self) -> "dict[str, array[int]]":
        """The words of the areas, and their places in text order; an area's edge ends a word."""
        words: dict[str, array[int]] = {}
        for area in self.areas:
            for match in WORD.finditer(self.text, area.start, area.end):
                words.setdefault(match[0], array("q")).append(match.start())
        return words

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(word[::-1] for word in self._words)


def _starting(ordered: Sequence[str], start: str) -> list[str]:
    """The words in order that begin with `start`."""
    first = bisect_left(ordered, start)
    longer = takewhile(lambda i: ordered[i].startswith(start), range(first, len(ordered)))
    return [ordered[i] for i in longer]


# The texts that were searched last. No `lru_cache`, which would hash thousands of areas in each search.
_latest: deque[_Searched] = deque(maxlen=2)


def _searched(text: str, areas: Sequence[Span]) -> _Searched:
    """The searched text, cached, since an article is searched for hundreds of anchors in a row."""
    wanted = tuple(areas)
    found = next((known for known in _latest if known.is_of(text, wanted)), None)
    if found is None:
        found = _Searched(text, wanted)
    else:
        _latest.remove(found)
    # The same areas come again and again: where the objects are the same, they need not be compared.
    found.given = wanted
    _latest.append(found)
    return found


def _context_lengths(context: str) -> Iterator[int]:
    """The lengths of contexts from 0 on, each a word longer; the last one includes blanks at the edge."""
    yield 0
    end = 0
    for word in re.finditer(r"\S+", context):
        end = word.end()
        yield end
    if end < len(context):
        yield len(context)


def whole_words(text: str, words: str, areas: Sequence[Span]) -> list[Span]:
    """Every occurrence of `words` in the areas that begins and ends at a word's edge."""
    return whole_finder(text, areas)(words)


def whole_finder(text: str, areas: Sequence[Span]) -> Callable[[str], list[Span]]:
    """What `whole_words` does, for many words of a text."""
    return _searched(text, areas).whole


def splits_word(text: str, span: Span, area: Span) -> bool:
    """Whether an edge of the span falls between two word characters of the area."""
    return _is_inside_word(text, span.start, area) or _is_inside_word(text, span.end, area)


def _is_inside_word(text: str, edge: int, area: Span) -> bool:
    start, end = area
    return start < edge < end and _is_of_word(text[edge]) and _is_of_word(text[edge - 1])


def _is_of_word(character: str) -> bool:
    """Whether a character is one of `\\w`; takes a third of the time of a regular expression."""
    return character.isalnum() or character == "_"
