"""The bounds of what is read: beyond them nothing is read slowly, and nothing without end.

Python has bounds of its own beside these: ``sys.get_int_max_str_digits()`` for the digits of a
number, and ``sys.getrecursionlimit()`` or the size of the stack for nesting.
"""

DEEPEST_JSON = 10_000
"""How deep JSON may be nested. Python follows less deep on most versions, and more deep on none
where published code could rely on it; ``orjson`` leaves what is deeper than 1,024 to Python."""

LONGEST_NUMBER = 4_300
"""Digits of a number that comes as text: Python's own default, were it switched off."""

LONGEST_TIME = 64
"""Characters of a point in time or a duration; no host prints a longer one."""

LONGEST_CHARSET = 40
"""Characters of a charset's name; the longest that Python knows has 20."""

MOST_FORM_PARTS = 10_000
"""Parts of a multipart form; more are refused, since each costs far more than its bytes."""
