"""Where it runs: everything that knows Ray, HTTP or the environment."""
