"""Sites that had the app before customers were classified get the default scheme, as new sites do."""

from credit_control.services import class_defaults


def execute():
	class_defaults.create()
