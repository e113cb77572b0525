"""What is put off at an import is there when it is needed."""

import subprocess
import sys

CHECK = """
import sys
from readytochange.imports import without_grammar
with without_grammar():
    import jsonschema
assert "rfc3987_syntax" not in sys.modules
checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
schema = {"type": "string", "format": "iri"}
valid = [
    jsonschema.Draft202012Validator(schema, format_checker=checker).is_valid(address)
    for address in ("https://example.org/è", "no address")
]
assert "lark" in sys.modules
print(valid)
"""


def test_addresses_are_checked_although_their_grammar_is_built_later() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CHECK], capture_output=True, text=True, check=False
    )
    assert ended.stdout == "[True, False]\n", ended.stderr
