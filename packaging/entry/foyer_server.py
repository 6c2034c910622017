"""The server beside the frozen desk, for a studio without one; see packaging/foyer.spec."""

from sync_server.cli import main

main()
