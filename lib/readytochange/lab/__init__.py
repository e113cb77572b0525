"""JupyterLab over the project: working copies of the notebooks in one language, one's own, and the sources."""
