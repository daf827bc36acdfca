"""The bytes that the book keeps for good: workbooks, papers, minutes, certificates, pictures."""
