"""What is watched: the source of the dashboards, and what checks them and the rules in k8s/components/monitoring."""
