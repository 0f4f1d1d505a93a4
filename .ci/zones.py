"""When daily posts are due, computed once more with Python's zoneinfo and compared with what the tests wrote.

usage: zones.py FILE, where FILE was named by TOUCHLINE_ZONES_OUT while tests/it/zones.rs ran. It holds lines of:
    tzdb VERSION
    zone NAME FROM UNTIL OFFSET          the range of seconds that was searched for changes, and the offset at its start
    change NAME INSTANT BEFORE AFTER     in seconds, as the zone's clocks are set in that range
    post NAME DATE WISHED DUE            DUE is an instant in UTC, or none for a date that the zone left out
"""

import sys
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

try:
    import zoneinfo

    names = zoneinfo.available_timezones()
    zoneinfo.ZoneInfo("Europe/Paris")
except (ImportError, LookupError) as absent:
    print(f"NOT RUN: this Python has no zoneinfo or no zone data ({absent!r}). No due instant was compared with it.")
    sys.exit(0)

UTC = timezone.utc
MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def version():
    """The release of the data that zoneinfo reads, where that can be told."""
    for folder in zoneinfo.TZPATH:
        for file in ("tzdata.zi", "+VERSION"):
            if (found := Path(folder, file)).is_file():
                return found.open().readline().split()[-1]
    try:
        import tzdata

        return tzdata.IANA_VERSION
    except ImportError:
        return "of unknown release"


def offset(zone, second):
    return datetime.fromtimestamp(second, zone).utcoffset() // timedelta(seconds=1)


def changes(zone, start, until):
    """All changes in a range: looked for twice a day, then halved down to the second."""
    found, at, before = [], start, offset(zone, start)
    while at < until:
        same, other = at, at + 12 * 3600
        if offset(zone, other) == before:
            at = other
            continue
        while other - same > 1:
            middle = (same + other) // 2
            if offset(zone, middle) == before:
                same = middle
            else:
                other = middle
        found.append((other, before, offset(zone, other)))
        at, before = other, found[-1][2]
    return found


def due(zone, day, wished):
    """The instant of a date's post; None for a date that the zone left out."""
    reading = datetime.combine(day, wished)
    shown = lambda instant: instant.astimezone(zone).replace(tzinfo=None)
    # fold=0 is the first of two; in a gap it reckons with the offset before the gap, fold=1 with the one after it.
    late = reading.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if shown(late) == reading:
        return late
    early = reading.replace(tzinfo=zone, fold=1).astimezone(UTC)
    assert shown(early) < reading < shown(late), f"{zone} {reading}: neither a reading nor a gap"
    while late - early > MINUTE:
        middle = early + (late - early) // MINUTE // 2 * MINUTE
        if shown(middle) < reading:
            early = middle
        else:
            late = middle
    return late if day in (shown(early).date(), shown(late).date()) else None


release, zones, told, posts = "?", {}, {}, []
for line in open(sys.argv[1], encoding="utf-8"):
    kind, *words = line.split()
    if kind == "tzdb":
        release = words[0]
    elif kind == "zone":
        zones[words[0]] = tuple(map(int, words[1:]))
        told[words[0]] = []
    elif kind == "change":
        told[words[0]].append(tuple(map(int, words[1:])))
    else:
        posts.append(words)
if not zones or not posts:
    sys.exit(f"{sys.argv[1]} holds no zones or no posts: did the test run?")
print(f"tz database: {release} in the bot, {version()} here")

# The two databases may be of different releases: where they tell clocks apart, the instants must differ.
unknown = sorted(zones.keys() - names)
known = {name: zoneinfo.ZoneInfo(name) for name in zones.keys() & names}
mine = {name: changes(zone, *zones[name][:2]) for name, zone in known.items()}
differing = sorted(n for n in known if told[n] != mine[n] or zones[n][2] != offset(known[n], zones[n][0]))
alike = {name: zone for name, zone in known.items() if name not in differing}
for what, which in [
    ("only the bot knows", unknown),
    ("only Python knows", sorted(names - zones.keys())),
    ("with other rules in the two databases, not compared", differing),
]:
    print(f"zones {what}: {len(which)} {' '.join(which)}".rstrip())

faults, compared, days = [], 0, {name: set() for name in alike}
for name, day, wished, found in posts:
    if name in alike:
        days[name].add(day)
        expected = due(alike[name], date.fromisoformat(day), time.fromisoformat(wished))
        expected = f"{expected:%Y-%m-%dT%H:%MZ}" if expected else "none"
        compared += 1
        if found != expected:
            faults.append(f"{wished} {name} on {day}: {found}, expected {expected}")
# Every change must have been asked about: the dates that the clocks show before it and after it, and those between.
for name in alike:
    for at, before, after in mine[name]:
        first, last = sorted((EPOCH + timedelta(seconds=at + ahead)).date() for ahead in (before, after))
        wanted = {str(first + timedelta(days=more)) for more in range((last - first).days + 1)}
        faults += [f"{name} on {day}: not a post was asked for" for day in sorted(wanted - days[name])]
    if not days[name]:
        faults.append(f"{name}: not a post was asked for")
count = sum(len(mine[name]) for name in alike)
print(f"{len(alike)} zones with {count} changes: {compared} due instants compared, {len(faults)} faults")
for fault in faults[:20]:
    print(fault)
if not alike:
    print("NOT RUN: no zone has the same rules in both databases.")
sys.exit(bool(faults))
