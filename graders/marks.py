"""The visual language of the course: one mark, one colour and one word for each kind, in tables and pictures alike."""

# Symbol and word stand together everywhere in the course; colours (Okabe-Ito, darkened where text needs it) only repeat them.
MARKS = {"trained": "●", "frozen": "■", "buffer": "◇", "invisible": "○", "shared": "∞", "none": "–"}
COLOURS = {
    "trained": "#0072B2",
    "frozen": "#666666",
    "buffer": "#B35900",
    "invisible": "#D55E00",
    "shared": "#8E3B7D",
    "none": "#666666",
}
