"""What becomes of the load harness's results: sweeps over rising loads, pages to look at, two results compared."""
