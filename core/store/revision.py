"""The revision of the schema that this program knows."""

HEAD = "0004"
"""The newest migration; a test compares it with the migrations themselves."""
