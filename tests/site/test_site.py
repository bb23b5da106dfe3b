"""
The built site, in headless Chromium at the width of a desktop and of a phone.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browser import WIDTHS, Site
from site_pages import GENERATED, pages

pytestmark = pytest.mark.site

DOCS = Path(__file__).resolve().parents[2] / "docs"

each_page = pytest.mark.parametrize("page", pages())
each_device = pytest.mark.parametrize("device", WIDTHS)


def test_every_page_is_built(site: Site) -> None:
    """
    Every page of the source is a page of the site.
    """
    written = {
        page.relative_to(DOCS).with_suffix(".html").as_posix() for page in DOCS.rglob("*.md")
    }

    assert written == set(pages()) - GENERATED


class TestPages:
    @each_page
    @each_device
    def test_renders(self, site: Site, page: str, device: str) -> None:
        """
        A page shows its heading, with no error and no request that fails or leaves the site.
        """
        visit = site.visit(page, device)

        assert [] == visit.complaints
        assert visit.heading or page in GENERATED

    @each_page
    @each_device
    def test_fits(self, site: Site, page: str, device: str) -> None:
        """
        A page is no wider than the screen; only what is in it scrolls sideways.
        """
        assert [] == site.visit(page, device).too_wide

    @each_page
    @each_device
    def test_images(self, site: Site, page: str, device: str) -> None:
        """
        Every image of a page can be seen.
        """
        assert [] == site.visit(page, device).broken_images

    @each_page
    def test_links(self, site: Site, page: str) -> None:
        """
        Every link of a page to the site leads to a page, and to a place in it, that is there.
        """
        links = site.visit(page, "desktop").links

        assert links
        assert [] == [link for link in links if site.is_dead(link)]


class TestSearch:
    @pytest.mark.parametrize(
        ("term", "device"),
        [("trigger", "desktop"), ("QueueMessage", "desktop"), ("function.json", "phone")],
    )
    def test_finds(self, site: Site, term: str, device: str) -> None:
        """
        A term that is typed into the search box is found, and the first page found has it.
        """
        with site.opened("index.html", device) as (tab, visit):
            if device == "phone":
                tab.locator("label.nav-overlay-icon").click()
            box = tab.locator("input[name=q]")
            box.fill(term)
            box.press("Enter")
            tab.wait_for_url("**/search.html?q=*")
            found = tab.locator("#search-results li a").first
            found.wait_for()
            # It shows a part of each page found: leaving before would break that off.
            tab.wait_for_load_state("networkidle")
            found.click()
            tab.wait_for_url(re.compile(r"^(?!.*/search\.html).*$"))
            tab.wait_for_load_state("networkidle")

            assert term.lower() in tab.locator("article").inner_text().lower()
            assert [] == visit.complaints

    def test_finds_nothing(self, site: Site) -> None:
        """
        A term that is on no page is not found, and the page says so.
        """
        with site.opened("search.html?q=zyzzyva") as (tab, visit):
            tab.get_by_text("did not match any documents").wait_for()

            assert 0 == tab.locator("#search-results li").count()
            assert [] == visit.complaints
