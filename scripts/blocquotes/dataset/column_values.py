"""The values of rows as Arrow arrays, a column at a time, and whether they are known to fit the schema of their table.

The schemas of the published tables say of each value what it may be, and never of one what another one allows. So all
values of a column are compared at once with what its schema demands, in a fraction of the time that a validator takes
for the rows. Arrow itself refuses a text in the place of a number, or a day that is none.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from blocquotes.schemas import Bounds, Column, is_date

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]

# What is raised where a column is missing, or has a value of another type than Arrow takes.
UNFIT = (KeyError, TypeError, ValueError, OverflowError)

NONE = type(None)


class Values(NamedTuple):
    """The values of a column: as they were given, one for each row, and as an array.

    `fit` says that they are known to fit the schema of the column. Where it is false, a validator must decide.
    """

    column: Column
    given: list[Any]
    array: "pa.Array"
    fit: bool


def of_rows(columns: Sequence[Column], rows: Sequence[Row]) -> list[Values]:
    """The values of each column.

    Raises:
        KeyError, TypeError, ValueError, OverflowError: a column is missing, or has a value that Arrow does not take.
    """
    return [of(column, list(map(itemgetter(column.name), rows))) for column in columns]


def of(column: Column, given: list[Any]) -> Values:
    """The values of a column; ISO dates become date32.

    Those in lists, and of structs, are taken out and made arrays field by field, in a third of the time.

    Raises:
        TypeError, ValueError, OverflowError, KeyError: as `of_rows`.
    """
    import pyarrow as pa

    if not column.is_flat:
        return Values(column, given, *_plain(column, column.arrow.type, given))
    kind = column.arrow.type
    items = list(chain.from_iterable(given))
    array, fit = _structs(column, kind.value_type, items) if column.fields else _plain(column, kind.value_type, items)
    sizes = list(map(len, given))
    # The letters of a text and the keys of an object are items, too.
    fit = fit and set(map(type, given)) <= {list} and _are_enough(sizes, column)
    ends = pa.array(list(accumulate(sizes, initial=0)), pa.int32())
    return Values(column, given, pa.ListArray.from_arrays(ends, array, type=kind), fit)


def _are_enough(sizes: Sequence[int], column: Column) -> bool:
    fewest = column.bounds.fewest if column.bounds else 0
    return not fewest or min(sizes, default=fewest) >= fewest


def table(values: Sequence[Values]) -> "pa.Table":
    """The columns as an Arrow table."""
    import pyarrow as pa

    return pa.Table.from_arrays([one.array for one in values], schema=pa.schema([one.column.arrow for one in values]))


def _structs(column: Column, kind: "pa.DataType", items: list[Row]) -> "tuple[pa.Array, bool]":
    import pyarrow as pa

    parts = of_rows(column.fields, items)
    # All fields were found in each, so it has others too if it has more.
    has_others = bool(set(map(len, items)) - {len(parts)})
    fit = column.bounds is not None and not has_others and all(part.fit for part in parts)
    return pa.StructArray.from_arrays([part.array for part in parts], fields=list(kind)), fit


def _plain(column: Column, kind: "pa.DataType", items: list[Any]) -> "tuple[pa.Array, bool]":
    import pyarrow as pa

    array = pa.array(items, pa.string()).cast(kind) if column.type == "date32" else pa.array(items, kind)
    return array, column.bounds is not None and _are_within(items, array, column.bounds)


def _are_within(items: Sequence[Any], array: "pa.Array", bounds: Bounds) -> bool:
    if array.null_count and NONE not in bounds.types:
        return False
    if bounds.allowed is not None and not bounds.allowed.issuperset(array.unique().to_pylist()):
        return False
    if bounds.is_date:
        # Arrow has a year 0.
        return all(map(is_date, set(items) - {None}))
    # Arrow takes 1.5 for a whole number, and true for a fraction.
    return int not in bounds.types or (bounds.types.issuperset(map(type, items)) and _are_between(array, bounds))


def _are_between(array: "pa.Array", bounds: Bounds) -> bool:
    numbers = (array.drop_null() if array.null_count else array).to_numpy(zero_copy_only=False)
    is_above = bounds.least is None or numbers.min(initial=bounds.least) >= bounds.least
    return is_above and (bounds.most is None or numbers.max(initial=bounds.most) <= bounds.most)
