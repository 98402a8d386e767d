"""Whether the manifests would do what they mean, found out without a cluster: `python -m k8s.check`."""
