"""mypy --strict over the package, refused when it looked at fewer files than there are.

The package is mapped from folders (pyproject.toml), and mypy finds them through links under src/. On a checkout without
links it would say "Success" about next to nothing.
"""

import re
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
wanted = sum(1 for folder in ("checker", "reports", "src/disputelint") for _ in (root / folder).glob("*.py")) + sum(
    1 for folder in ("checker", "reports") for path in (root / folder).rglob("*.py") if path.parent != root / folder
)
links = [root / "src" / "disputelint" / name for name in ("checker", "reports")]
if not all(link.is_dir() for link in links):
    print("mypy: skipped, this checkout has no links under src/disputelint (Windows without symlinks)")
    sys.exit(0)
done = subprocess.run([sys.executable, "-m", "mypy"], cwd=root, capture_output=True, text=True)
print(done.stdout, done.stderr, sep="", end="")
counted = re.search(r"(?:in|checked) (\d+) source file", done.stdout)
if done.returncode == 0 and (not counted or int(counted.group(1)) < wanted):
    print(f"mypy looked at {counted.group(1) if counted else 'no'} files, there are {wanted}")
    sys.exit(1)
sys.exit(done.returncode)
