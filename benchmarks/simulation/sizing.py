"""Sizing: the most that a fleet carries while its aim holds, and how many GPUs a demand needs."""

from math import ceil

from benchmarks.simulation.errors import NothingToFind
from benchmarks.simulation.figures import meets_aim
from benchmarks.simulation.run import Ran, run
from benchmarks.simulation.scenario import Scenario

CLOSE = 0.03
"""Halving goes on until the answer is known to that share."""


def with_listeners(scenario: Scenario, times: float) -> Scenario:
    """With so many times the listeners; what is popular and kept stays as it is."""
    listeners = max(1, round(scenario.demand.listeners * times))
    return scenario.model_copy(update={"demand": scenario.demand.model_copy(update={"listeners": listeners})})


def most(scenario: Scenario) -> Ran:
    """With the most listeners that meet the aim; the search begins from the scenario's own. Raises NothingToFind."""
    low, high, best = 0.0, 1.0, None
    while meets_aim(found := run(with_listeners(scenario, high))):
        low, high, best = high, high * 2, found
        if high > 1e6:
            raise NothingToFind(f"{scenario.title}: the aim holds however many listeners there are; give it less fleet")
    while high - low > CLOSE * high:
        middle = (low + high) / 2
        found = run(with_listeners(scenario, middle))
        low, high, best = (middle, high, found) if meets_aim(found) else (low, middle, best)
        if high < 1e-4:
            raise NothingToFind(f"{scenario.title}: the aim does not hold even for one in 10,000 of demand.listeners")
    assert best is not None
    return best


def gpus_for(scenario: Scenario, found: Ran) -> int:
    """That the scenario's listeners need, in whole GPUs, where `found` is the most that its own GPUs carry."""
    return ceil(scenario.gpus * scenario.demand.listeners / found.scenario.demand.listeners)
