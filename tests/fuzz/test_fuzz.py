from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions._registry import CONVERTERS
from fuzz_bytes import KINDS, Sink, Source
from fuzz_targets import BINDINGS, TARGETS, seeds

pytestmark = pytest.mark.filterwarnings("ignore::azure.functions.FunctionsWarning")


def test_every_binding_is_fuzzed() -> None:
    """
    The bindings that are fuzzed are those that the package converts.
    """
    assert set(CONVERTERS) == set(BINDINGS)


@pytest.mark.parametrize("name", TARGETS)
def test_seeds(name: str) -> None:
    """
    What the fuzzer begins with, recorded payloads among it, raises nothing but documented errors.
    """
    inputs = [*seeds(name)]

    assert inputs
    for data in inputs:
        TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.data())
def test_any_bytes(name: str, data: st.DataObject) -> None:
    """
    Any bytes, and what the fuzzer begins with once it is changed, raise nothing but documented
    errors.
    """
    inputs = [*seeds(name)]
    if data.draw(st.booleans()):
        TARGETS[name](data.draw(st.binary(max_size=400)))
        return
    seed = data.draw(st.sampled_from(inputs))
    at = data.draw(st.integers(0, len(seed)))
    length = data.draw(st.integers(0, 8))
    TARGETS[name](seed[:at] + data.draw(st.binary(max_size=20)) + seed[at + length :])


@given(
    st.lists(st.text(max_size=20)),
    st.integers(0, 2**31 - 1),
    st.dictionaries(st.text(), st.binary(), max_size=15),
)
@example(["\ud800"], 0, {})
def test_values_of_bytes(texts: list[str], number: int, mapping: dict[str, bytes]) -> None:
    """
    What a seed is written of is what the targets read.
    """
    sink = Sink()
    for text in texts:
        sink.datum(func.Datum(text, "string"))
    sink.datum(func.Datum(number, "int")).mapping(mapping, sink.binary)
    source = Source(bytes(sink.data))

    assert [*(func.Datum(text, "string") for text in texts), func.Datum(number, "int")] == [
        source.datum() for _ in (*texts, None)
    ]
    assert mapping == source.mapping(source.binary)
    assert b"" == source.rest()
    assert (0, "", KINDS[0]) == (source.number(), source.text(), source.pick(KINDS))
