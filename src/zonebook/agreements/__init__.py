"""The life of a status: application, expert council, agreement with its obligations, entry, amendment, end."""
