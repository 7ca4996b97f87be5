"""Which heavy modules `disputelint --version` loads: it should be none."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("playwright", "bs4", "aiohttp", "lxml", "jinja2", "phonenumbers", "jsonschema", "rich", "selectolax", "warcio")
_PROBE = """
import sys
from disputelint.checker.cli import main
sys.argv = ["disputelint", "--version"]
try:
    main()
except SystemExit:
    pass
print("\\n" + " ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def heavy_imports() -> list[str]:
    """Names of HEAVY that are loaded when the version has been printed."""
    done = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, text=True, check=True)
    return sorted(set(HEAVY) & set(done.stdout.splitlines()[-1].split()))
