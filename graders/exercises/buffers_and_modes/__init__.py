"""Lesson 04, buffers and modes: state that is not trained."""
