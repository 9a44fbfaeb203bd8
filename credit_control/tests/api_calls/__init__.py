"""Every whitelisted method with who may call it, and how: one module per area, one `Call` per method."""

from __future__ import annotations

from credit_control.tests.api_calls import (
	assessing,
	chasing,
	collecting,
	covering,
	customers,
	exposing,
	holding,
	limiting,
	reminding,
	stating,
	suing,
	terming,
)
from credit_control.tests.api_calls.kinds import Call

AREAS = (
	assessing,
	chasing,
	collecting,
	covering,
	customers,
	exposing,
	holding,
	limiting,
	reminding,
	stating,
	suing,
	terming,
)
CALLS: dict[str, Call] = {call.method: call for area in AREAS for call in area.CALLS}
