from __future__ import annotations

from collections.abc import Iterator

import pytest

from browser import Site, opened_site
from site_pages import site as built_site


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """
    The site that ``SITE_HTML`` names, in headless Chromium.
    """
    with opened_site(built_site()) as opened:
        yield opened
