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
# The same kinds on a dark page, where the colours above would be too dark to see.
ON_DARK = {
    "trained": "#56B4E9",
    "frozen": "#ADADAD",
    "buffer": "#E69F00",
    "invisible": "#FF8A4C",
    "shared": "#DB94CA",
    "none": "#ADADAD",
}
