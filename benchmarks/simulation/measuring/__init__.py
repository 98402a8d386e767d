"""Service times, measured of the real engine and the real server on this machine."""
