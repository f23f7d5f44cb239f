"""The doors: each carries frames between a browser and a `djust.session.connection.Connection`, and does nothing else."""
