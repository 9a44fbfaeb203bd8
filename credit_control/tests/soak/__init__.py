"""Random sequences of ERPNext's own operations, and an independent reckoning to hold our exposure against.

`python -m credit_control.tests.soak --site NAME` runs them for hours (`make soak`); two site tests run a few
hundred steps. See docs/developers/proofs.md.
"""
