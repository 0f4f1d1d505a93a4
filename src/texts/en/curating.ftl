# What is said to those who write, change and review stories.

## Corrections of posts

corrected-on = Corrected on { $date }.
