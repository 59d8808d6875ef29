"""What can go wrong with files of data, as sentences: what was expected, what came, what to do.

DataError
├── DamagedFile     a file is not what its name says: cut short, of another format, with impossible values
├── WrongData       the files are whole and hold other data than those of the data set
├── MissingFiles    a folder or a package does not hold the files
└── NotFetched      the package client is not there, or failed
"""

from __future__ import annotations


class DataError(ValueError):
    """Base of all of them."""


class DamagedFile(DataError):
    """A file that is not what its name says."""

    def __init__(self, name: str, expected: str, got: str) -> None:
        super().__init__(f"{name}: expected {expected}, got {got}; fetch or copy the file again")


class WrongData(DataError):
    """Whole files with other data."""


class MissingFiles(DataError):
    """Not all files are there."""


class NotFetched(DataError):
    """The package could not be fetched."""
