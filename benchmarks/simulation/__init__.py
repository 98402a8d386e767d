"""A discrete-event model of a fleet of Declaim: what cannot be run here, from times that were measured or assumed."""
