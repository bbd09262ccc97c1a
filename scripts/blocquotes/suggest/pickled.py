"""How frozen dataclasses go to another process when the suggester is compiled."""

from dataclasses import fields
from typing import Any


def call_with_fields(value: Any) -> tuple[Any, ...]:
    """What `__reduce__` of a frozen dataclass returns: its class, and its fields as arguments.

    Else pickle would set the attributes of an empty object, which a compiled frozen class refuses.
    """
    return type(value), tuple(getattr(value, field.name) for field in fields(value))
