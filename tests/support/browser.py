"""
The built site in headless Chromium: each page is opened once at a width, and what was seen is kept.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote, urlsplit

import pytest

from site_pages import anchors

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

    Window = Callable[[str], BrowserContext]

WIDTHS = {"desktop": (1280, 800), "phone": (390, 844)}

# It asks nobody for updates and settings, and runs as root.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

_LINKS = "() => [...document.links].map(link => link.href)"
# A theme may have the text scroll within the window, which is no better than the window itself.
_OVERFLOW = """() => {
    const mayScroll = "pre, .highlight, .table-wrapper";
    const root = document.documentElement;
    const overflows = element =>
        element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
    const scrolls = element => getComputedStyle(element).overflowX !== "visible";
    const sticksOut = element => element.getBoundingClientRect().right > root.clientWidth + 1;
    const wide = [...document.body.querySelectorAll("*")].filter(
        each => !each.closest(mayScroll) && (overflows(each) || sticksOut(each)));
    const whole = root.scrollWidth > root.clientWidth;
    return whole || wide.some(each => overflows(each) && scrolls(each))
        ? [`${whole ? "the page" : "its text"} scrolls sideways`,
           ...wide.reverse().slice(0, 3).map(each => each.outerHTML.slice(0, 200))]
        : [];
}"""
_BROKEN_IMAGES = """async () => {
    const images = [...document.images];
    for (const image of images) image.loading = "eager";
    await Promise.all(images.map(image => image.decode().catch(() => {})));
    return images.filter(image => !(image.complete && image.naturalWidth)).map(image => image.src);
}"""


@dataclass
class Visit:
    """
    What was seen of a page.
    """

    heading: str = ""
    complaints: list[str] = field(default_factory=list[str])
    links: list[str] = field(default_factory=list[str])
    too_wide: list[str] = field(default_factory=list[str])
    broken_images: list[str] = field(default_factory=list[str])


class Site:
    """
    The site, served and opened.
    """

    def __init__(self, root: Path, address: str, window: Window) -> None:
        self.root = root
        self.address = address
        self._window = window
        self._visits: dict[tuple[str, str], Visit] = {}

    def visit(self, page: str, device: str) -> Visit:
        """
        Open a page at the width of a device, or return what was seen when it was opened.
        """
        key = page, device
        if key not in self._visits:
            with self.opened(page, device) as (tab, visit):
                heading = tab.locator("h1").first
                visit.heading = heading.inner_text() if heading.is_visible() else ""
                visit.links = tab.evaluate(_LINKS)
                visit.broken_images = tab.evaluate(_BROKEN_IMAGES)
                visit.too_wide = tab.evaluate(_OVERFLOW)
            self._visits[key] = visit
        return self._visits[key]

    def is_dead(self, link: str) -> bool:
        """
        Tell whether a link leads to a page of the site, or a place in a page, that is not there.
        """
        address = urlsplit(link)
        if f"{address.scheme}://{address.netloc}" != self.address:
            return False
        target = self.root / unquote(address.path).lstrip("/")
        if target.is_dir():
            target /= "index.html"
        if not target.is_file():
            return True
        return bool(address.fragment) and unquote(address.fragment) not in anchors(target)

    @contextmanager
    def other(self, root: Path) -> Generator[Site]:
        """
        Serve another site, and open it in the same browser.
        """
        with _served(root) as address:
            yield Site(root, address, self._window)

    @contextmanager
    def opened(self, page: str, device: str = "desktop") -> Generator[tuple[Page, Visit]]:
        """
        Open a page; all that goes wrong until it is closed is among the complaints.
        """
        tab = self._window(device).new_page()
        try:
            visit = Visit()
            self._listen(tab, visit.complaints)
            tab.goto(f"{self.address}/{page}", wait_until="load")
            yield tab, visit
        finally:
            tab.close()

    def _listen(self, tab: Page, complaints: list[str]) -> None:
        """
        Note errors and warnings of the console, errors of scripts, and requests that fail or leave.
        """

        def on_console(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                complaints.append(f"console: {message.text}")

        tab.on("console", on_console)
        tab.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        tab.on(
            "requestfailed",
            lambda request: complaints.append(f"request failed: {request.url} ({request.failure})"),
        )
        tab.on(
            "response",
            lambda response: (
                complaints.append(f"{response.status}: {response.url}")
                if response.status >= 400
                else None
            ),
        )
        tab.on(
            "request",
            lambda request: (
                complaints.append(f"leaves the site: {request.url}")
                if not request.url.startswith((f"{self.address}/", "data:", "blob:"))
                else None
            ),
        )


@contextmanager
def opened_site(root: Path | None) -> Generator[Site]:
    """
    Serve the site and start the browser.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        _not_here(f"playwright is not installed ({error})")
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        _not_here("Chromium is not installed: there is no chromium on the path")
    if root is None or not (root / "index.html").is_file():
        _not_here(f"there is no built site: SITE_HTML is {root}; run tox -e site")
    with _served(root) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS.split())
        try:
            # Opened once for all pages, which find in its cache what they share.
            yield Site(root, address, cache(partial(_open_window, browser)))
        finally:
            browser.close()


def _open_window(browser: Browser, device: str) -> BrowserContext:
    """
    Open a window of a device's size.
    """
    width, height = WIDTHS[device]
    is_phone = device == "phone"
    window = browser.new_context(
        viewport={"width": width, "height": height}, is_mobile=is_phone, has_touch=is_phone
    )
    window.set_default_timeout(15_000)
    return window


@contextmanager
def _served(root: Path) -> Generator[str]:
    """
    Serve a folder on this machine; return the address.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    """
    Serves files, and keeps no log: what goes wrong is seen in the browser.
    """

    def log_message(self, format: str, *args: object) -> None:
        """
        Say nothing.
        """


def _not_here(reason: str) -> NoReturn:
    """
    Skip; fail where the browser is required.
    """
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
