"""SQL for a Flowlake lake as text, with right escaping. It runs nothing and needs nothing but Python.

    spark.sql(flowlake.search(LAKE, "proto tcp and dst port 443", days=("2026-11-01", "2026-11-07")))

Statements are Spark's (4.x), with its usual settings: `spark.sql.parser.escapedStringLiterals` off.
"""

import datetime
import numbers
import os
import re


def place(lake):
    """The lake as every part of Spark finds it: a relative folder becomes an absolute one, a URI stays."""
    return lake if re.match("[A-Za-z][A-Za-z0-9+.-]*:/", lake) else os.path.abspath(lake)


def literal(value):
    """A value as SQL: None, bool, whole number, float, str, date, datetime (without a zone: UTC); numpy's numbers too."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return f"DOUBLE('{float(value)!r}')"
    if isinstance(value, str):
        return "'" + "".join(map(_escaped, value)) + "'"
    if isinstance(value, datetime.datetime):
        zoned = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
        utc = zoned.astimezone(datetime.timezone.utc)
        text = utc.replace(tzinfo=None).isoformat(" ", "microseconds")  # strftime writes early years with fewer digits
        return f"TIMESTAMP'{text} UTC'"
    if isinstance(value, datetime.date):
        return f"DATE'{value.isoformat()}'"
    raise TypeError(f"Cannot write {value!r} as SQL: it is a {type(value).__name__}; use text, a number, a date or a time")


def identifier(*parts):
    """A name, or several joined by dots, in backquotes: `a``b`.`c`."""
    for part in parts:
        if "${" in part:
            raise ValueError(f"Cannot write {part!r} as a name in SQL: Spark replaces what follows ${{; rename it")
    return ".".join("`" + part.replace("`", "``") + "`" for part in parts)


def table(lake, name="flows"):
    """One of the lake's tables by its path: flows, rejects, ingest_log or export_log."""
    return "delta." + identifier(f"{lake.rstrip('/')}/{name}")


def view(name, lake, of="flows"):
    """The statement that gives one of the lake's tables a short name for this session."""
    return f"CREATE OR REPLACE TEMPORARY VIEW {identifier(name)} AS SELECT * FROM {table(lake, of)}"


def on_days(first, last, column="day"):
    """A condition on whole UTC days, both included; dates or YYYY-MM-DD. Spark then reads these days alone.

    A datetime is no day: ValueError, as for text of another form.
    """
    return f"{identifier(column)} BETWEEN {literal(_date(first))} AND {literal(_date(last))}"


def search(lake, filter="", **options):
    """The statement that searches as `flowlake search` does, in the filter language.

    Options: order, max_rows, from_, to, node, last, all_time, or days=(first, last) instead of a time range.
    """
    if "days" in options:
        both = [name for name in ("from_", "to", "last", "all_time") if options.get(name) is not None]
        if both:
            raise ValueError(f"Cannot search: days and {', '.join(both)} both give the time; leave one of them out")
        first, last = map(_date, options.pop("days"))
        options["from_"] = _midnight(first)
        options["to"] = _midnight(last + datetime.timedelta(days=1))
    unknown = set(options) - {"order", "max_rows", "from_", "to", "node", "last", "all_time"}
    if unknown:
        raise TypeError(f"Cannot search: there is no option {', '.join(sorted(unknown))}")
    named = [f"{identifier(name.rstrip('_'))} => {literal(value)}" for name, value in options.items() if value is not None]
    return f"SELECT * FROM flow_search({', '.join([literal(lake), literal(filter), *named])})"


_ESCAPES = {"'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\0": "\\u0000", "$": "\\u0024"}


def _escaped(character):
    # The dollar because Spark replaces ${…} in statements, in text too; NUL in full because digits after \0 would be part of it.
    return _ESCAPES.get(character, character)


def _date(day):
    if isinstance(day, datetime.date) and not isinstance(day, datetime.datetime):
        return day
    try:
        date = datetime.date.fromisoformat(day)
    except (TypeError, ValueError):
        date = None
    # Other forms of ISO 8601 would be read here, and not by what else reads the variables.
    if date is None or date.isoformat() != day:
        raise ValueError(
            f"Cannot read the day {day!r}: it is no date of the form YYYY-MM-DD; correct it (in a notebook: FLOWLAKE_DAY, FLOWLAKE_FIRST_DAY or FLOWLAKE_LAST_DAY)"
        )
    return date


def _midnight(day):
    return datetime.datetime.combine(day, datetime.time(), datetime.timezone.utc)
