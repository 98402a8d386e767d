"""What is read and written is on a volume."""


def test_a_home_whose_clips_are_on_no_volume_is_named(complaints):
    said = complaints("base/addresses.env", "DECLAIM_HOME=/var/lib/declaim", "DECLAIM_HOME=/opt/declaim")
    assert "no volume holds /opt/declaim/clips, where recordings of voices are copied to: mount one" in said


def test_a_model_that_no_worker_has_is_named(complaints):
    said = complaints("components/gpu/serve_config.yaml", "declaim/weights/xtts", "declame/weights/xtts", overlay="gpu")
    assert "engines.xtts.model: no worker has a volume that holds /var/lib/declame/weights/xtts_v2" in said
