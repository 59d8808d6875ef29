"""Thalweg shows how optimizers look for the lowest point of a valley."""

import os

# The server's worker threads share the cores already, and most matrices here are small: a second layer of threads below them
# makes a training slower, and many times slower where somebody else uses the machine. Read when NumPy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
