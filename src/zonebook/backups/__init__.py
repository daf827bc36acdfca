"""The whole book as a folder of files, and such a folder as the whole book, on either database."""
