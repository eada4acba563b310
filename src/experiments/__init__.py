"""What the chapters run: a small deep network, and the experiments that each page shows."""
