# What is said of the daily post and by it.

## Above a story that is posted

on-this-day = { $years ->
        [1] On this day, a year ago.
       *[other] On this day, { $years } years ago.
    }
late-by-minutes = { $minutes ->
        [1] This story comes { $minutes } minute late.
       *[other] This story comes { $minutes } minutes late.
    }
late-by-hours = { $hours ->
        [1] This story comes about an hour late.
       *[other] This story comes about { $hours } hours late.
    }
