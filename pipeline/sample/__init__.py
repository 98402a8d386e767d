"""A sample: the recording that a voice is cloned from, from whatever was uploaded to a clip that an engine can use."""
