"""How many replicas an engine needs: what deployments/autoscaling.py is made of. Plain Python but for `memory.py`."""
