"""Lesson 02, registration: how a Module finds its parameters."""

from graders.exercises.registration.two_layer_net import LINES, assemble

__all__ = ["LINES", "assemble"]  # released notebooks import them from here
