"""What can be wrong with results.

ReportError
|-- NotAResult       a file that cannot be read as one
|-- UnknownFormat    a file of another version of the harness
`-- NotComparable    two results that say nothing about each other
"""


class ReportError(Exception):
    """Root of this room."""


class NotAResult(ReportError):
    pass


class UnknownFormat(ReportError):
    pass


class NotComparable(ReportError):
    pass
