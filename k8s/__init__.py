"""The cluster: what Declaim is on Kubernetes (base, components, overlays), and the check of it."""
