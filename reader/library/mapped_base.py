"""Defines what all mapped classes have in common: their base, flags and references."""

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, LargeBinary, Text, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.types import REAL, TypeDecorator


class Flag(TypeDecorator[bool]):
    """Yes or no, stored as 1 or 0 so that the table can be STRICT."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Converts to the stored value."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        """Converts from the stored value."""
        return None if value is None else bool(value)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """What every table has in common."""

    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own name and form)
        int: BigInteger().with_variant(Integer(), "sqlite"),
        str: Text(),
        bytes: LargeBinary(),
        float: REAL(),
        bool: Flag(),
    }


class Recorded(Base, kw_only=True, eq=False, repr=False):
    """A table whose changes the undo history records."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, init=False, sort_order=-1)


EMPTY = text("''")
LIVE = text("deleted_at IS NULL")
STRICT = {"sqlite_strict": True}
RECORDED = {"sqlite_strict": True, "sqlite_autoincrement": True}


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Returns the constraint that a column has one of some values."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(value)) for value in values)})")


def refers(to: str, **options: Any) -> ForeignKey:
    """Returns a reference to a column of another table, which never cascades."""
    return ForeignKey(to, ondelete="RESTRICT", deferrable=True, initially="DEFERRED", **options)
