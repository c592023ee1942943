"""audit and what it looks at: a whole program, from building the model to evaluating it.

building, putting_back, probes, steps  ->  observing  ->  auditing
"""
