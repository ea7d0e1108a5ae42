"""A Chromium that opens pages from files, and what the tests ask of it."""

from __future__ import annotations

import base64
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--hide-scrollbars"),
)
DESKTOP = (1440, 900)


class ChromiumUnavailable(Exception):
    """Chromium, its driver or selenium is not installed."""


class Chromium:
    """One window. ``open`` loads a page anew; ``hash`` changes its address as a link would."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.resize(*DESKTOP)

    def cdp(self, command: str, **parameters: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, parameters)

    def resize(self, width: int, height: int) -> None:
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )

    def media(self, media: str = "", scheme: str = "light") -> None:
        self.cdp(
            "Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}]
        )

    def open(self, path: Path, address: str = "", *, ready: bool = True) -> None:
        self.driver.get("about:blank")
        self.logs("browser"), self.logs("performance")
        self.driver.get(path.as_uri() + address)
        if ready:
            self.wait("return document.documentElement.dataset.ready === 'true'")

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def hash(self, address: str) -> None:
        self.js("location.hash = arguments[0]", address)
        self.wait("return (location.hash || '#') === arguments[0]", address)
        self.settle()

    def settle(self) -> None:
        """Wait until what was begun is drawn: two frames."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))"
        )

    def wait(self, script: str, *arguments: Any, seconds: float = 15) -> Any:
        return self.until(lambda: self.js(script, *arguments), script, seconds)

    def until(self, probe: Callable[[], Any], what: str, seconds: float = 15) -> Any:
        end = time.monotonic() + seconds
        while True:
            if found := probe():
                return found
            assert time.monotonic() < end, f"not within {seconds} s: {what}"
            time.sleep(0.02)

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.js(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.trim())", selector
        )
        return found

    def keys(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def click_at(self, x: float, y: float, *, twice: bool = False) -> None:
        """Click at a point of the window, as a mouse does."""
        self.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for count in range(1, 3 if twice else 2):
            for kind in ("mousePressed", "mouseReleased"):
                self.cdp("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=count)

    def logs(self, kind: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.driver.get_log(kind)
        return found

    def complaints(self) -> list[str]:
        """What the console has to say since the last time, errors of the policy included."""
        return [str(row["message"]) for row in self.logs("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last time."""
        messages = [json.loads(row["message"])["message"] for row in self.logs("performance")]
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.cdp("Page.captureScreenshot")["data"]))


@contextmanager
def running(profile: Path, downloads: Path) -> Iterator[Chromium]:
    """Start Chromium with an empty profile; end it afterwards.

    Raises
    ------
    ChromiumUnavailable
        Something that is needed is not installed; the message says what.
    """
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if not browser or not driver:
        raise ChromiumUnavailable("Chromium or chromedriver is not installed (Debian: chromium, chromium-driver)")
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError as error:
        raise ChromiumUnavailable("selenium is not installed (pip install selenium)") from error
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    os.environ.setdefault("SE_OFFLINE", "true")
    window = webdriver.Chrome(options=options, service=Service(driver))
    try:
        window.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
        yield Chromium(window)
    finally:
        window.quit()
