"""Values of the first services decode from their wire form to themselves."""

from __future__ import annotations

from datetime import timezone

from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import blob, http, queue, timer, warmup

texts = st.text(max_size=20)
bodies = st.binary(max_size=50) | texts
mappings = st.dictionaries(texts, texts, max_size=3)
optional_texts = st.none() | texts
optional_times = st.none() | st.datetimes(timezones=st.just(timezone.utc)) | st.datetimes()
jsons = st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts, max_size=3)


@given(
    st.builds(
        func.HttpRequest,
        method=st.sampled_from(["get", "POST"]),
        url=texts,
        headers=mappings,
        params=mappings,
        route_params=mappings,
        body=bodies,
    )
)
def test_http_request(request: func.HttpRequest) -> None:
    """A request comes back with all that it had."""
    data, metadata = http.to_wire(request)

    assert request == http.HttpRequestConverter.decode(data, trigger_metadata=metadata)


@given(
    st.builds(
        func.QueueMessage,
        id=optional_texts,
        body=bodies,
        dequeue_count=st.none() | st.integers(),
        expiration_time=optional_times,
        insertion_time=optional_times,
        time_next_visible=optional_times,
        pop_receipt=optional_texts,
    )
)
def test_queue_message(message: func.QueueMessage) -> None:
    """A message comes back with all that it had."""
    data, metadata = queue.to_wire(message)

    assert message == queue.QueueMessageInConverter.decode(data, trigger_metadata=metadata)


@given(
    data=bodies,
    name=optional_texts,
    uri=optional_texts,
    length=st.none() | st.integers(min_value=1),
    properties=st.none() | st.dictionaries(st.just("ContentType"), texts, min_size=1),
    custom=st.none() | mappings,
)
def test_blob(
    data: str | bytes,
    name: str | None,
    uri: str | None,
    length: int | None,
    properties: dict[str, str] | None,
    custom: dict[str, str] | None,
) -> None:
    """A blob comes back with its bytes and all that is known of it; its length is a property."""
    stream = func.InputStream(
        data, name=name, uri=uri, length=length, blob_properties=properties, metadata=custom
    )

    datum, metadata = blob.to_wire(stream)
    back = blob.BlobConverter.decode(datum, trigger_metadata=metadata)

    assert back is not None
    assert stream.read() == back.read()
    known = {} if length is None else {"Length": length}
    expected = {**stream.to_dict(), "blob_properties": {**known, **(properties or {})} or None}
    assert expected == back.to_dict()


@given(st.builds(func.TimerRequest, past_due=st.booleans(), schedule_status=jsons, schedule=jsons))
def test_timer(request: func.TimerRequest) -> None:
    """A timer request comes back with all that it had."""
    data, metadata = timer.to_wire(request)

    assert request == timer.TimerRequestConverter.decode(data, trigger_metadata=metadata)


def test_warm_up() -> None:
    """A warm-up comes back."""
    data, metadata = warmup.to_wire(func.WarmUpContext())

    decoded = warmup.WarmUpTriggerConverter.decode(data, trigger_metadata=metadata)
    assert func.WarmUpContext() == decoded
