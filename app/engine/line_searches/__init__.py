"""Line searches: how far to go along a direction. Each file is one way to decide it; `line.py` is what they all ask."""
