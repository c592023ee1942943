"""The exercises, one module per lesson. Each is a short generator that states intent: ask, then claim."""
