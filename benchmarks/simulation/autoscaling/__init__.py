"""Policies of autoscaling against each other, over days of demand: what they cost, and whom they keep waiting."""
