"""`python -m disputelint`: the command line."""

from disputelint.checker.cli import main

if __name__ == "__main__":
    main()
