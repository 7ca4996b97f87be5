"""The end of the process: at once, yet with everything written and every handler run."""

import subprocess
import sys

START = "import atexit, sys; from disputelint.checker.cli.ending import at_once\n"


def ended(code: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", START + code], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_what_is_written_and_registered_is_kept_and_nothing_else_is_done() -> None:
    code = (
        "class Costly:\n"
        " def __del__(self): print('taken apart')\n"
        "held = Costly()\n"
        "def command():\n"
        " atexit.register(print, 'handler')\n"
        " print('report', end=' ')\n"
        " sys.exit(3)\n"
        "at_once(command)"
    )
    assert ended(code) == (3, "report handler\n")


def test_an_exit_without_a_number_is_left_to_python() -> None:
    assert ended("at_once(lambda: sys.exit('words'))") == (1, "")
    assert ended("at_once(lambda: sys.exit())")[0] == 0


def test_the_module_and_the_command_leave_with_the_code_of_main() -> None:
    def code(*words: str) -> int:
        return subprocess.run(
            [sys.executable, "-m", "disputelint", *words], capture_output=True, check=False
        ).returncode

    assert code("--version") == 0
    assert code("no-such-command") == 2


def test_what_a_command_made_is_not_gone_through_once_more_at_its_end() -> None:
    code = (
        "import gc; from disputelint.checker import cli; from disputelint.checker.collector import seldom\n"
        "def main():\n"
        " with seldom(): pass\n"
        " print(gc.get_threshold()[0])\n"
        " sys.exit(0)\n"
        "cli.main = main\n"
        "cli.program()"
    )
    assert ended(code) == (0, "500000\n")
