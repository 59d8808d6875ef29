"""The edge: HTTP, the socket and the pages. Everything that decides a number lies below, in service and engine."""
