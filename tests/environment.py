"""The environment of the tests; a plugin of its own because settings are read before any conftest.

Unit tests read no weights unless they ask for them (marker `model`), and share no queue with a running shop.
"""

import os

os.environ["RECDASH_LLM"] = "fake"
os.environ["RECDASH_TEXT_ENCODER"] = "fake"
os.environ["RECDASH_IMAGE_ENCODER"] = "fake"
os.environ["RECDASH_FETCH_PICTURES"] = "false"
os.environ["RECDASH_BROKER_PREFIX"] = f"test-{os.getpid()}-"
os.environ["LOG_LEVEL"] = "WARNING"

from recdash import embedded  # reads the environment above

embedded.hold()
