"""Data sets of documents: files read and fetched, a user's own table, and all of them as what a model learns from."""
