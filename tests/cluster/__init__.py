"""Several processes behind a proxy, with the real parts: uvicorn, nginx, Redis. They are restarted and killed under load.

``make test-cluster`` runs these; they start what they need on free ports and in directories of their own, and stop it afterwards.
"""
