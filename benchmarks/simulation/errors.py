"""What can go wrong with a simulation.

SimulationError
|-- NoSuchScenario      neither a name nor a file
|-- NotAScenario        a file that cannot be read as one
|-- NotServiceTimes     a file that cannot be read as service times
`-- NothingToFind       no load within the scenario's bounds meets its aim
"""


class SimulationError(Exception):
    """Root of what the simulation raises. The message names the argument or the field, and the remedy."""


class NoSuchScenario(SimulationError):
    pass


class NotAScenario(SimulationError):
    pass


class NotServiceTimes(SimulationError, ValueError):
    pass


class NothingToFind(SimulationError):
    pass
