"""The revision of the schema that this program knows."""

HEAD = "0005"
"""The newest migration; a test compares it with the migrations themselves."""
