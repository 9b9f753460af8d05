"""The browser that shows mails."""

from tests.browser import browser

__all__ = ["browser"]
