"""``python -m djust new NAME``: a Django project with one live page, its test, and what is needed to run both.

What is written lies in ``project/``, each file with ``-tpl`` behind its name so that no tool takes it for a module of ours.
"""
