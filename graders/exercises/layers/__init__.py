"""Lesson 01, layers: what learns and what does not."""
