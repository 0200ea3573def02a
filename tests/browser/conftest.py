"""A Chromium that is logged in to the staff pages."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Login = Callable[..., Any]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start the installed Chromium once; playwright's own download is never used."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium is installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def log_in(chromium: Any, live_server: Any) -> Iterator[Login]:
    """Return a function that opens a page of a new visitor and logs in through the form.

    No script may fail, and no picture, style or script may be missing.
    """
    contexts, failures = [], []

    def log_in(username: str, width: int = 1440) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=live_server.url)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("response", lambda response: failures.append(response.url) if response.status == 404 else None)
        page.goto("/admin/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", "secret")
        page.press("[name=password]", "Enter")
        page.wait_for_selector("#nav-sidebar, .desk-home", state="attached")
        return page

    yield log_in
    for context in contexts:
        context.close()
    assert failures == []
