"""Articles each with one slip of words, and its correction."""


LONG = "Words of a paragraph that is long enough to be known again " * 3
FIGURE = '![A picture of a hall](images/opening.jpg "{}")\n'
# Rule, code, body of the article (its first line is line 5) with the slip, its place, and the cure.
SLIPS = [
    ("english_is_spelt", "spelling", "Words.\n\nMembers will recieve it.\n", (7, 14), ("recieve", "receive")),
    ("english_is_spelt", "spelling", "Recieve it.\n", (5, 1), ("Recieve", "Receive")),
    ("english_is_spelt", "spelling", "A note[^1].\n\n[^1]: See teh report.\n", (7, 11), ("teh", "the")),
    ("english_is_spelt", "spelling", "It dosen’t help.\n", (5, 4), ("dosen’t", "doesn’t")),
    ("english_is_spelt", "spelling", "They re\u2060cieve it.\n", (5, 0), ("re\u2060cieve", "re\u2060ceive")),
    ("spaces_are_single", "space-double", "Two\u00a0 words.\n", (5, 4), ("\u00a0 ", " ")),
    ("ordinals_are_right", "ordinal", "The 22th meeting.\n", (5, 5), ("22th", "22nd")),
    ("ordinals_are_right", "ordinal", "The 3 rd meeting.\n", (5, 5), ("3 rd", "3rd")),
    ("numbers_are_set", "number-typed", FIGURE.format("Figure 3: The hall"), (5, 44),
     ("Figure 3: The", "The")),
    ("titles_are_titles", "title-stop", "## Seizures.\n\nWords.\n", (5, 4), ("zures.", "zures")),
    ("titles_are_titles", "title-capitals", "## SEIZURES OF THE YEAR\n\nWords.\n", (5, 4),
     ("SEIZURES OF THE YEAR", "Seizures of the WCO")),
    ("passages_stand_once", "text-repeated", f"{LONG}\n\nWords.\n\n{LONG}, twice.\n\n{LONG}\n", (11, 0),
     (f"twice.\n\n{LONG}", "twice.")),
    ("nothing_is_left_over", "leftover", "Words.\n\nIt was held in [LC1] Suva.\n", (7, 16), ("[LC1] ", "")),
    ("emphasis_is_closed", "emphasis-open", "A **bold word.\n", (5, 3), ("word.", "word**.")),
    ("letters_are_of_one_script", "letters-mixed", "At the p\u0430y desk.\n", (5, 8), ("\u0430", "a")),
    ("nothing_is_invisible", "character-invisible", "Two\U000e0041 words.\n", (5, 4), ("\U000e0041", "")),
    ("weekdays_are_right", "weekday-wrong", "On Tuesday, 3 July 2023.\n", (5, 4), ("Tuesday", "Monday")),
]
