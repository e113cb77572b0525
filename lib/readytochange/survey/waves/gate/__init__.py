"""The privacy gate: what of a wave may be seen."""
