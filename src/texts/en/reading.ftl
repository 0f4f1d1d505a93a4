# What people read who look for stories. English comes first: every other language follows its keys.
#
# `{ $name }` stands for what is put there; what stands between backticks is typed exactly so and is never translated.

## Dates

date-long = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
date-short = { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
date-yearless = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }

## Stories

# Above a story that nobody has told in the reader's language yet. $language is a tag, or nothing.
told-in-other-language = { $language ->
        [en] This story is told in English.
        [fr] This story is told in French.
        [es] This story is told in Spanish.
        [ar] This story is told in Arabic.
        [pt] This story is told in Portuguese.
       *[other] This story is told in another language.
    }
