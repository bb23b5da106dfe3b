"""
What the tests of the site look with: each fault that they are to find is put into a page.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from browser import WIDTHS, Site, Visit

pytestmark = pytest.mark.site

PAGE = """<!DOCTYPE html>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>Page</title><h1 id="top">Page</h1><a href="index.html#top">here</a>{fault}
"""
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="

Look = Callable[..., Visit]

each_device = pytest.mark.parametrize("device", WIDTHS)


@pytest.fixture
def look(site: Site, tmp_path: Path) -> Generator[Look]:
    """
    Return what opens a page with a fault, and tells what was seen.
    """
    with ExitStack() as stack:

        def looked(fault: str, device: str = "desktop") -> Visit:
            (tmp_path / "index.html").write_text(PAGE.format(fault=fault), "utf-8")
            return stack.enter_context(site.other(tmp_path)).visit("index.html", device)

        yield looked


@each_device
def test_sound(look: Look, device: str) -> None:
    """
    A page without a fault is seen, and nothing is complained of.
    """
    visit = look(f'<img src="{PIXEL}">', device)

    assert ("Page", [], [], []) == (
        visit.heading,
        visit.complaints,
        visit.too_wide,
        visit.broken_images,
    )


def test_no_heading(look: Look) -> None:
    """
    A heading that cannot be seen is none.
    """
    assert "" == look("<style>h1 { display: none }</style>").heading


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("<script>throw new Error('broken')</script>", "script: broken"),
        ("<script>Promise.reject(new Error('broken'))</script>", "script: broken"),
        ("<script>console.error('broken')</script>", "console: broken"),
        ("<script>console.warn('broken')</script>", "console: broken"),
        ('<script src="none.js"></script>', "404: "),
        ('<link rel="stylesheet" href="none.css">', "404: "),
        ("<script>fetch('none.json')</script>", "404: "),
        ('<script src="http://127.0.0.1:9/x.js"></script>', "leaves the site: http://127.0.0.1:9"),
        ('<img src="http://127.0.0.1:9/x.png">', "request failed: http://127.0.0.1:9/x.png"),
    ],
)
def test_complaints(look: Look, fault: str, complaint: str) -> None:
    """
    Errors of scripts and of the console, and requests that fail or leave the site, are told.
    """
    assert any(each.startswith(complaint) for each in look(fault).complaints)


@each_device
@pytest.mark.parametrize(
    "fault",
    [
        '<div style="width: 1400px">wide</div>',
        f"<p>{'long' * 400}</p>",
        f"<pre>{'long ' * 400}</pre>",
        '<table><tr><td style="min-width: 1400px">wide</td></tr></table>',
        '<div style="position: absolute; left: 1400px">aside</div>',
        '<div style="overflow-x: auto"><div style="width: 1400px">wide</div></div>',
        '<div style="overflow-x: hidden"><div style="width: 1400px">wide</div></div>',
    ],
)
def test_too_wide(look: Look, fault: str, device: str) -> None:
    """
    A page that scrolls sideways is told, be it as a whole or its text within it.
    """
    assert look(fault, device).too_wide


@each_device
def test_scrolls_within(look: Look, device: str) -> None:
    """
    What scrolls sideways by itself leaves the page as wide as the screen.
    """
    fault = f'<pre style="overflow-x: auto">{"long " * 400}</pre>'

    assert [] == look(fault, device).too_wide


@pytest.mark.parametrize("source", ["none.svg", "index.html"])
def test_broken_image(look: Look, source: str) -> None:
    """
    An image that is not there, or is none, is told, even if it is far down the page.
    """
    fault = f'<div style="height: 9000px"></div><img loading="lazy" src="{source}">'

    (broken,) = look(fault).broken_images

    assert broken.endswith(source)


@pytest.mark.parametrize(
    ("link", "is_dead"),
    [
        ("index.html", False),
        ("./", False),
        ("index.html#top", False),
        ("#top", False),
        ("index.html?q=1#top", False),
        ("https://example.com/none#nowhere", False),
        ("none.html", True),
        ("folder/", True),
        ("#nowhere", True),
        ("index.html#nowhere", True),
    ],
)
def test_links(site: Site, tmp_path: Path, link: str, is_dead: bool) -> None:
    """
    A link is dead whose page is not there, or whose place in the page; other hosts are not asked.
    """
    (tmp_path / "index.html").write_text(PAGE.format(fault=f'<a href="{link}">x</a>'), "utf-8")

    with site.other(tmp_path) as other:
        (_, found) = other.visit("index.html", "desktop").links

        assert is_dead == other.is_dead(found)


def test_links_of_scripts(site: Site, tmp_path: Path) -> None:
    """
    A link that a script puts into a page is among its links.
    """
    fault = "<script>document.write('<a href=none.html>x</a>')</script>"
    (tmp_path / "index.html").write_text(PAGE.format(fault=fault), "utf-8")

    with site.other(tmp_path) as other:
        links = other.visit("index.html", "desktop").links

        assert [False, True] == [other.is_dead(link) for link in links]
