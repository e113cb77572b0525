"""How much is tried: a sample by day, all of it where the environment variable NIGHTLY is set."""

import os

NIGHTLY = "NIGHTLY" in os.environ
