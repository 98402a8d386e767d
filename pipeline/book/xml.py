"""XML that a stranger wrote: no entities, and no namespaces to know."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.errors import UnreadableBook


def parse(data: bytes, name: str) -> Element:
    """Raises UnreadableBook."""
    try:
        root: Element = fromstring(data)
    except DefusedXmlException as error:
        raise UnreadableBook("bad_archive", f"'{name}' holds what could do harm: {error}.") from None
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableBook("bad_archive", f"'{name}' is no XML: {error}.") from None
    return root


def named(root: Element, name: str) -> Iterator[Element]:
    """All elements of that name below it."""
    return (each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name)
