"""The room's errors say what happened and what to do. (That each pickles and has a status: deployments/api.)"""

from cache.errors import InvalidRedisUrl


def test_a_bad_url_names_the_variable_and_what_to_write():
    message = str(InvalidRedisUrl("it names no socket", "DECLAIM_QUEUE_REDIS_URL"))
    assert "DECLAIM_QUEUE_REDIS_URL" in message
    assert "it names no socket" in message
    assert "unix:///PATH" in message
