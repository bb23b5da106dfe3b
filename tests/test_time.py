from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from azure.functions._time import parse_duration, parse_timestamp

UTC = dt.timezone.utc
TIME = dt.datetime(2026, 11, 22, 1, 2, 3)


def zone(hours: float) -> dt.timezone:
    return dt.timezone(dt.timedelta(hours=hours))


class TestTimestamp:
    @pytest.mark.parametrize("separator", ["T", " "])
    @pytest.mark.parametrize("digits", range(10))
    @pytest.mark.parametrize(
        ("suffix", "tzinfo"),
        [
            ("", None),
            ("Z", UTC),
            ("+00:00", UTC),
            ("-00:00", UTC),
            ("+02:00", zone(2)),
            ("-03:30", zone(-3.5)),
            ("+14:00", zone(14)),
            ("+0200", zone(2)),
            (" +02:00", zone(2)),
        ],
    )
    def test_iso(self, separator: str, digits: int, suffix: str, tzinfo: dt.tzinfo | None) -> None:
        """
        ISO 8601 with any number of fractional digits is read; without a zone the time is naive.
        """
        fraction = f".{'123456789'[:digits]}" if digits else ""
        expected = TIME.replace(
            microsecond=int("123456789"[:digits][:6].ljust(6, "0")), tzinfo=tzinfo
        )

        actual = parse_timestamp(f"2026-11-22{separator}01:02:03{fraction}{suffix}")

        assert expected == actual
        assert expected.utcoffset() == actual.utcoffset()

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("11/22/2026 01:02:03", TIME),
            ("11/22/2026 01:02:03Z", TIME.replace(tzinfo=UTC)),
            ("11/22/2026 01:02:03+00:00", TIME.replace(tzinfo=UTC)),
            ("11/22/2026 01:02:03 +02:00", TIME.replace(tzinfo=zone(2))),
            ("11/22/2026 01:02:03.5", TIME.replace(microsecond=500_000)),
            ("11/22/2026 01:02:03.1234567Z", TIME.replace(microsecond=123_456, tzinfo=UTC)),
            ("11/22/2026 01:02:03.5+00:00", TIME.replace(microsecond=500_000, tzinfo=UTC)),
            ("02/03/2026 00:00:00", dt.datetime(2026, 2, 3)),
            ("11/22/2026", dt.datetime(2026, 11, 22)),
            ("11/22/2026 1:02:03 PM", TIME.replace(hour=13)),
            ("11/22/2026 1:02:03 PM +00:00", TIME.replace(hour=13, tzinfo=UTC)),
            ("2/3/2026 1:02:03 AM", dt.datetime(2026, 2, 3, 1, 2, 3)),
        ],
    )
    def test_slashes(self, text: str, expected: dt.datetime) -> None:
        """
        The month comes first where slashes part a date, as .NET's invariant culture prints it.
        """
        actual = parse_timestamp(text)

        assert expected == actual
        assert expected.utcoffset() == actual.utcoffset()

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2026-11-22", dt.datetime(2026, 11, 22)),
            ("2026-11-22T01:02", TIME.replace(second=0)),
            ("2026-11-22T01:02Z", TIME.replace(second=0, tzinfo=UTC)),
            ("  2026-11-22T01:02:03Z\n", TIME.replace(tzinfo=UTC)),
            ("2026-11-22t01:02:03z", TIME.replace(tzinfo=UTC)),
            ("20261122T010203Z", TIME.replace(tzinfo=UTC)),
            ("Sun, 22 Nov 2026 01:02:03 GMT", TIME.replace(tzinfo=UTC)),
            ("Sun, 22 Nov 2026 01:02:03 +0200", TIME.replace(tzinfo=zone(2))),
            ("Sunday, 22 November 2026 01:02:03", TIME),
            ("0001-01-01T00:00:00", dt.datetime(1, 1, 1)),
            ("0001-01-01T00:00:00Z", dt.datetime(1, 1, 1, tzinfo=UTC)),
            ("9999-12-31T23:59:59.9999999Z", dt.datetime.max.replace(tzinfo=UTC)),
            ("12/31/9999 23:59:59", dt.datetime(9999, 12, 31, 23, 59, 59)),
        ],
    )
    def test_other_forms(self, text: str, expected: dt.datetime) -> None:
        """
        The other forms that .NET and HTTP have for a full date are read.
        """
        actual = parse_timestamp(text)

        assert expected == actual
        assert expected.utcoffset() == actual.utcoffset()

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "soon",
            "5",
            "01:02:03",
            "2026",
            "November 2026",
            "22 November",
            "Sunday",
            "2026-13-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "13/32/2026 00:00:00",
            "2026-11-22T25:00:00Z",
            "2026-11-22T01:02:03 CEST",
            "2026-11-22T01:02:03+25:00",
            "2026-11-22T01:02:03.x",
            "\0",
            "\ud800",
            "9" * 60,
            "9" * 5000,
            "2026-11-22T01:02:03Z" + " " * 10**6 + "x",
        ],
    )
    def test_refused(self, text: str) -> None:
        """
        What is no full date, or is in a zone that is not certain, is refused with a ValueError.
        """
        with pytest.raises(ValueError):  # noqa: PT011  # the parsers below word it, each in its way
            parse_timestamp(text)

    @given(
        st.datetimes(),
        st.integers(0, 7),
        st.none() | st.integers(-14 * 60, 14 * 60),
        st.sampled_from(
            ["{0:%m/%d}/{0.year:04} ", "{0.year:04}-{0:%m-%d}T", "{0.year:04}-{0:%m-%d} "]
        ),
        st.booleans(),
    )
    def test_whatever_dotnet_prints(
        self, time: dt.datetime, digits: int, offset: int | None, date: str, z: bool
    ) -> None:
        """
        Every time that .NET can print, with any offset and 0 to 7 digits, is read exactly.
        """
        microsecond = time.microsecond - time.microsecond % 10 ** max(6 - digits, 0)
        tzinfo = None if offset is None else dt.timezone(dt.timedelta(minutes=offset))
        expected = time.replace(microsecond=microsecond if digits else 0, tzinfo=tzinfo)
        text = f"{date.format(time)}{time:%H:%M:%S}"
        if digits:
            text += f".{f'{expected.microsecond:06}7'[:digits]}"
        if offset is not None:
            sign, minutes = "-+"[offset >= 0], abs(offset)
            text += "Z" if z and not offset else f"{sign}{minutes // 60:02}:{minutes % 60:02}"

        actual = parse_timestamp(text)

        assert expected == actual
        assert expected.utcoffset() == actual.utcoffset()

    @given(st.text() | st.text("0123456789-/:.TZ+ ,apmGMTJanuSecod\0", max_size=40))
    @example("1e9999")
    @example("0 0 0 0 0")
    @example("::::")
    def test_no_text_crashes(self, text: str) -> None:
        """
        Any text is a time or a ValueError.
        """
        try:
            parsed = parse_timestamp(text)
        except ValueError:
            return
        assert isinstance(parsed, dt.datetime)


class TestDuration:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("00:00:00", dt.timedelta()),
            ("01:02:03", dt.timedelta(hours=1, minutes=2, seconds=3)),
            ("02:03", dt.timedelta(minutes=2, seconds=3)),
            ("90", dt.timedelta(seconds=90)),
            ("48:00:00", dt.timedelta(days=2)),
            ("00:90:00", dt.timedelta(minutes=90)),
            ("1.02:03:04", dt.timedelta(1, hours=2, minutes=3, seconds=4)),
            ("1.02:03:04.5", dt.timedelta(1, hours=2, minutes=3, seconds=4.5)),
            ("00:00:00.1234567", dt.timedelta(microseconds=123_456)),
            ("0.5", dt.timedelta(milliseconds=500)),
            ("-00:00:01", dt.timedelta(seconds=-1)),
            ("-1.00:00:00.5", -dt.timedelta(days=1, milliseconds=500)),
            ("10675199.02:48:05.4775807", dt.timedelta(10675199, 10085, 477_580)),
            ("-10675199.02:48:05.4775808", -dt.timedelta(10675199, 10085, 477_580)),
            (" 01:02:03\n", dt.timedelta(hours=1, minutes=2, seconds=3)),
        ],
    )
    def test_forms(self, text: str, expected: dt.timedelta) -> None:
        """
        Hours, minutes and seconds, whole seconds, and .NET's TimeSpan are read.
        """
        assert expected == parse_duration(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "soon",
            "-",
            ":",
            "1:2:3:4",
            "1.2:3",
            "1.2.3",
            "01:02:",
            "+01:02:03",
            "--1",
            "1e3",
            "٣",
            "P1D",
            "1 day",
            "9" * 30,
            "9" * 5000,
            "999999999999.00:00:00",
            "999999999.23:59:60",
            "-999999999.23:59:59.999999",
        ],
    )
    def test_refused(self, text: str) -> None:
        """
        What is no duration, or longer than Python can hold, is refused with a ValueError.
        """
        with pytest.raises(ValueError, match="no duration|integer string"):
            parse_duration(text)

    @given(st.integers(-(2**63), 2**63 - 1))
    def test_whatever_dotnet_prints(self, ticks: int) -> None:
        """
        Every TimeSpan is read; of its ticks of 100 ns the last digit is cut off.
        """
        whole, fraction = divmod(abs(ticks), 10_000_000)
        days, seconds = divmod(whole, 86_400)
        text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        text = f"{days}.{text}" if days else text
        text = f"{text}.{fraction:07}" if fraction else text
        expected = dt.timedelta(microseconds=abs(ticks) // 10)

        assert (expected if ticks >= 0 else -expected) == parse_duration("-" * (ticks < 0) + text)

    @given(st.text() | st.text("0123456789.:- "))
    def test_no_text_crashes(self, text: str) -> None:
        """
        Any text is a duration or a ValueError.
        """
        try:
            parsed = parse_duration(text)
        except ValueError:
            return
        assert isinstance(parsed, dt.timedelta)
