"""Text: a sentence in both languages of the product, for what is declared beside the code that it names."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """The same words in English and Japanese."""

    en: str
    ja: str

    def in_language(self, language: str) -> str:
        """The words in `language`, `en` or `ja`."""
        return self.ja if language == "ja" else self.en
