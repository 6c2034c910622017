"""The desk as a program of its own; see packaging/foyer.spec."""

import sys

from desktop.bootstrap import main

sys.exit(main())
