"""The people of a story, each signed in once: at a desk, or with a phone in the hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.browser import story_data
from tests.browser.conftest import PATIENCE, sign_in
from tests.browser.desk import Desk
from tests.browser.story_data import Story

DESK = {"viewport": {"width": 1400, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
WIDER_THAN_ITS_SCREEN = "() => document.documentElement.scrollWidth > window.innerWidth"


class People:
	"""Who acts in a story; `part` is one of `story_data.PEOPLE`."""

	def __init__(self, browser: Browser, address: str, story: Story) -> None:
		self.browser = browser
		self.address = address
		self.story = story
		self._desks: dict[tuple[str, bool], Desk] = {}

	def desk(self, part: str) -> Desk:
		return self._screen(part, phone=False)

	def phone(self, part: str) -> Desk:
		"""The same person's phone, a session of its own."""
		return self._screen(part, phone=True)

	def user(self, part: str) -> str:
		return self.story.people[part]

	def close(self) -> None:
		for desk in self._desks.values():
			desk.page.context.close()

	def _screen(self, part: str, *, phone: bool) -> Desk:
		if (part, phone) not in self._desks:
			context = self.browser.new_context(base_url=self.address, **(PHONE if phone else DESK))
			context.set_default_timeout(PATIENCE)
			page = context.new_page()
			sign_in(page, self.user(part), story_data.PASSWORD)
			self._desks[part, phone] = Desk(page)
		return self._desks[part, phone]


@contextmanager
def people_of_a_story(browser: Browser, address: str) -> Iterator[People]:
	"""Data and people, and at the end not a trace of them."""
	story = story_data.prepare()
	people = People(browser, address, story)
	try:
		yield people
	finally:
		people.close()
		story_data.remove(story)
