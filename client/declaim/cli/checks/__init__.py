"""The checks of `declaim doctor`: each a function from the environment to a finding."""
