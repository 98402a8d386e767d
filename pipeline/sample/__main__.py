"""`python -m pipeline.sample`: a recording comes in by stdin, its clip goes out by stdout. See apart.py."""

import json
import resource
import sys

from pipeline.errors import UnusableSample
from pipeline.sample.apart import CPU_S, MEMORY_BYTES, REFUSED
from pipeline.sample.prepare import prepare


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    try:
        clip = prepare(sys.stdin.buffer.read())
    except UnusableSample as error:
        print(json.dumps(error.args))
        return REFUSED
    sys.stdout.buffer.write(clip)
    return 0


if __name__ == "__main__":
    sys.exit(main())
