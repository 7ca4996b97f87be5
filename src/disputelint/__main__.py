"""`python -m disputelint`: the command line."""

from disputelint.checker.cli import program

if __name__ == "__main__":
    program()
