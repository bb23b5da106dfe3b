"""The bounds of what is read: beyond them nothing is read slowly, and nothing without end.

How deep JSON may be nested is Python's own bound: ``sys.getrecursionlimit()`` or the size of the
stack, by version. So are the digits of a number in it: ``sys.get_int_max_str_digits()``.
"""

LONGEST_NUMBER = 4_300
"""Digits of a number that comes as text: Python's own default, were it switched off."""

LONGEST_TIME = 64
"""Characters of a point in time or a duration; no host prints a longer one."""

LONGEST_AGE = 922_337_203_685
"""Seconds of a cookie's ``Max-Age``: what .NET's ``TimeSpan`` holds, in which the host has it."""

LONGEST_CHARSET = 40
"""Characters of a charset's name; the longest that Python knows has 20."""

MOST_FORM_PARTS = 10_000
"""Parts of a multipart form; more are refused, since each costs far more than its bytes."""
