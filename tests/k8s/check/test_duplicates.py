"""Equal keys in lists that are maps."""

import pytest


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("env: &secrets\n", "env: &secrets\n                - {name: DECLAIM_API_KEYS, value: $(X)}\n", "env: several"),
        (
            "volumeMounts: &writable\n",
            "volumeMounts: &writable\n                - {name: clips, mountPath: /tmp}\n",
            "volumeMounts: several entries with mountPath: /tmp; leave one",
        ),
    ],
)
def test_two_entries_with_one_key_are_named(complaints, old, new, said):
    assert said in complaints("base/rayservice.yaml", old, new)


def test_two_groups_of_one_name_are_named(complaints):
    said = complaints(
        "components/gpu/groups-patch.yaml", "groupName, value: xtts", "groupName, value: vits", overlay="gpu"
    )
    assert "workerGroupSpecs: several entries with groupName: vits" in said
