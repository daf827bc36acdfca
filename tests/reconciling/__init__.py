"""Tests of the room of outside extracts."""
