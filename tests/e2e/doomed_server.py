"""The server's command line, killed at a chosen write: python -m tests.e2e.doomed_server N ..."""

import sys

from sync_server.cli import main
from tests.e2e.doom import doom

if __name__ == "__main__":
    doom(int(sys.argv.pop(1)))
    main()
