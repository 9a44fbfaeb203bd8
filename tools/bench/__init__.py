"""Builds and drives a private Frappe bench for this app: standard library only.

Read `commands.py` first; each other module knows one thing.
"""
