def test_against_nothing_there_is_as_much_to_do_for_the_harness(plan):
    given = plan(concurrency=8, target="http://there", api_key="key", audio_format="mp3", duration_s=60.0)
    nothing = given.against_nothing(7.0)
    assert (nothing.rate, nothing.concurrency, nothing.duration_s) == (7.0, None, 3.0)
    assert (nothing.driver, nothing.target, nothing.api_key, nothing.audio_format) == ("null", None, None, "pcm")
    assert (nothing.workload, nothing.seed) == (given.workload, given.seed)
