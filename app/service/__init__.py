"""Orchestration: experiments, runs, results. It knows the engine and nothing of HTTP."""
