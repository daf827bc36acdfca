"""The pages, room by room: each view reads the address, calls one query or action, and renders."""
