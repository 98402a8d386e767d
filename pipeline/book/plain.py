"""Plain text: chapters by lines that say so and stand alone."""

import re

from pipeline.book.book import Section

NUMBER = r"(?:\d{1,4}|[ivxlc]{1,8}|[a-zéèüíóäö]{2,14}(?:-[a-z]{2,9})?)"
NAMES = "chapter|kapitel|chapitre|capítulo|capitulo|capitolo|part|teil|partie|parte|book|buch|livre|libro"
LONERS = (
    "prologue|epilogue|foreword|preface|introduction|afterword|prolog|epilog|vorwort|nachwort|einleitung|"
    "avant-propos|préface|épilogue|prólogo|epílogo|prologo|epilogo|prefazione|introduzione|introducción|introdução"
)
NUMBERED = rf"(?:{NAMES})[ \t]+{NUMBER}(?:[ \t]*[.:–—-][^\n]{{0,100}})?"
HEADING = re.compile(rf"(?:(?<=\n\n)|\A)[ \t]*({NUMBERED}|(?:{LONERS})[.:]?)[ \t]*(?=\n\n|\n?\Z)", re.IGNORECASE)
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def sections(text: str) -> list[Section]:
    text = BLANK_LINES.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    found = list(HEADING.finditer(text))
    first = found[0].start() if found else len(text)
    ends = [heading.start() for heading in found[1:]] + [len(text)]
    return [
        Section(0, "", text[:first]),
        *(Section(1, heading[1].strip(), text[heading.end() : end]) for heading, end in zip(found, ends, strict=False)),
    ]
