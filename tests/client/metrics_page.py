"""A page of metrics as a Declaim server shows it, for tests."""


def page(ok: int = 7, failed: int = 0, refused: int = 0, made_s: float = 0.0) -> str:
    """With two replicas of `xtts`, one of them left alone, and one of `espeak`."""
    return f"""# TYPE ray_declaim_requests_total counter
ray_declaim_requests_total{{cache="miss",engine="xtts",outcome="ok",replica="a"}} {ok}.0
ray_declaim_requests_total{{cache="miss",engine="xtts",outcome="failed",replica="a"}} {failed}.0
ray_declaim_requests_total{{cache="miss",engine="xtts",outcome="refused",replica="b"}} {refused}.0
ray_declaim_ttfa_seconds_bucket{{engine="xtts",le="0.1",replica="a"}} 2.0
ray_declaim_ttfa_seconds_bucket{{engine="xtts",le="0.1",replica="b"}} {ok - 3}.0
ray_declaim_ttfa_seconds_bucket{{engine="xtts",le="0.3",replica="a"}} {ok}.0
ray_declaim_ttfa_seconds_bucket{{engine="xtts",le="+Inf",replica="a"}} {ok}.0
ray_declaim_audio_made_seconds_total{{engine="xtts",replica="c"}} {made_s}
ray_declaim_segments_total{{engine="xtts",source="made"}} 8.0
ray_declaim_segments_total{{engine="xtts",source="kept"}} 1.0
ray_declaim_fallback_segments_total{{engine="xtts"}} 2.0
ray_declaim_cache_total{{holds="responses",outcome="miss"}} 9.0
ray_declaim_cache_total{{holds="segments",outcome="hit"}} 3.0
ray_declaim_cache_total{{holds="segments",outcome="stored"}} 6.0
ray_declaim_open_renders{{replica="a"}} 3.0
ray_declaim_queued_audio_seconds{{engine="xtts",replica="c"}} 10.0
ray_declaim_queued_audio_seconds{{engine="xtts",replica="d"}} 20.0
ray_declaim_expected_wait_seconds{{engine="xtts",replica="e"}} 4.5
ray_declaim_expected_wait_seconds{{engine="xtts",replica="f"}} 1.0
ray_declaim_breaker{{engine="xtts",replica="e"}} 1.0
ray_declaim_breaker{{engine="xtts",replica="f"}} 0.0
ray_serve_deployment_replica_healthy{{deployment="Synthesizer-xtts",replica="c"}} 1.0
ray_serve_deployment_replica_healthy{{deployment="Synthesizer-xtts",replica="d"}} 1.0
ray_serve_deployment_replica_healthy{{deployment="Synthesizer-espeak",replica="g"}} 1.0
ray_serve_deployment_replica_healthy{{deployment="Ingress",replica="a"}} 1.0
"""
