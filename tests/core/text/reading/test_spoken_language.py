"""The language a text is spoken in: as it is marked, else by its script."""

from reader.core.text.reading.spoken_language import spoken_language
from tests.each import each


@each(
    ("language", "text", "expected"),
    [
        ("pt-BR", "Olá", "pt-BR"),
        ("", "Plain words", ""),
        ("", "", ""),
        ("", "12 — 34", ""),
        ("", "余白に書き込むことで、読書は対話になる。", "ja"),
        ("", "東京都国際観光案内所センターは", "ja"),
        ("", "书眉上的对话", "zh"),
        ("", "הדף שנבנה סביב השוליים (Postil)", "he"),
        ("", "عن القراءة في الهامش", "ar"),
        ("", "Заметки на полях", "ru"),
        ("", "여백에 쓰다", "ko"),
        ("", "Ένα σημείωμα", "el"),
    ],
)
def test_the_language_of_a_text(language: str, text: str, expected: str) -> None:
    assert spoken_language(language, text) == expected
