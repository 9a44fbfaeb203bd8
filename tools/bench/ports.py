"""Ports of our own on the loopback address, remembered from run to run."""

from __future__ import annotations

import json
import socket
from pathlib import Path

FIRST = {"db": 13306, "cache": 13000, "queue": 11000, "web": 8000}


class Ports:
	"""One port per service; a port that somebody else has taken meanwhile is exchanged."""

	def __init__(self, note: Path) -> None:
		self.note = note
		self.numbers: dict[str, int] = json.loads(note.read_text()) if note.exists() else {}

	def __getitem__(self, service: str) -> int:
		return self.numbers[service]

	def get(self, service: str) -> int:
		"""The port a service has or would have."""
		return self.numbers.get(service) or FIRST[service]

	def claim(self, service: str) -> int:
		"""A port that is free now, the same as last time if it can be."""
		port = self.get(service)
		while not _free(port) or port in self._of_others(service):
			port += 1
		self.numbers[service] = port
		self.note.write_text(json.dumps(self.numbers))
		return port

	def _of_others(self, service: str) -> set[int]:
		return {port for name, port in self.numbers.items() if name != service}


def _free(port: int) -> bool:
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
	return not listening(port)


def listening(port: int) -> bool:
	with socket.socket() as probe:
		probe.settimeout(1)
		return probe.connect_ex(("127.0.0.1", port)) == 0
