"""`python -m models.weights list | pull ID | remove ID`: see models/weights/command.py."""

import os
import sys
from pathlib import Path

from models.weights.catalogue import PUBLIC
from models.weights.command import main

if __name__ == "__main__":
    home = Path(os.environ.get("DECLAIM_HOME") or "~/.cache/declaim").expanduser().absolute()
    sys.exit(main(sys.argv[1:], home, os.environ.get("DECLAIM_CATALOGUE_URL") or PUBLIC))
