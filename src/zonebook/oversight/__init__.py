"""Watching over agreements: inspections and orders, obligations against accepted reports, what needs attention."""
