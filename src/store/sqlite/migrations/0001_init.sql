-- Times are seconds since 1970 UTC; civil dates are YYYY-MM-DD. The program passes every time in: no SQL here asks for it.

-- People who share stories and settings: a Discord server, a Telegram chat, the console.
CREATE TABLE communities (
    id       INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    address  TEXT NOT NULL,
    UNIQUE (platform, address)
) STRICT;

-- In the four tables below community_id is NULL for what everyone sees.
CREATE TABLE matches (
    id           INTEGER PRIMARY KEY,
    community_id INTEGER REFERENCES communities (id),
    tournament   TEXT,
    date         TEXT NOT NULL,
    home         TEXT NOT NULL,
    away         TEXT NOT NULL,
    score        TEXT,
    extra_time   INTEGER NOT NULL DEFAULT 0,
    penalties    TEXT,
    stage        TEXT,
    venue        TEXT,
    city         TEXT
) STRICT;
CREATE UNIQUE INDEX matches_once ON matches (coalesce(community_id, 0), date, home, away);

CREATE TABLE teams (
    id           INTEGER PRIMARY KEY,
    community_id INTEGER REFERENCES communities (id),
    name         TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX teams_once ON teams (coalesce(community_id, 0), name);

CREATE TABLE players (
    id           INTEGER PRIMARY KEY,
    community_id INTEGER REFERENCES communities (id),
    name         TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX players_once ON players (coalesce(community_id, 0), name);

-- One row a story. `details` holds the lists of the story file as JSON: players, people, quotes, reactions, media, sources …
CREATE TABLE stories (
    id             INTEGER PRIMARY KEY,
    community_id   INTEGER REFERENCES communities (id),
    slug           TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'published', 'archived')),
    title          TEXT NOT NULL,
    summary        TEXT NOT NULL,
    text           TEXT NOT NULL,
    tournament     TEXT,
    event_date     TEXT NOT NULL,
    lang           TEXT NOT NULL,
    match_id       INTEGER REFERENCES matches (id),
    details        TEXT NOT NULL,
    file_digest    TEXT,                       -- of the story file; NULL when it was added in chat
    edited_in_chat INTEGER NOT NULL DEFAULT 0, -- then a changed file does not overwrite it
    request        TEXT UNIQUE,                -- what added it, so that doing it twice is doing it once
    created_by     TEXT,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX stories_once ON stories (coalesce(community_id, 0), slug);
CREATE INDEX stories_by_match ON stories (match_id, state, community_id);
-- These two spare reading whole stories where only a few columns are wanted: for all names, and for all files, at start.
CREATE INDEX stories_visible ON stories (id, state, community_id);
CREATE INDEX stories_files ON stories (slug, file_digest) WHERE community_id IS NULL AND file_digest IS NOT NULL AND state = 'published';

CREATE TABLE story_players (
    -- The key's columns stand first: the integrity check of SQLite 3.40 (Debian 12) misreads such a table otherwise.
    story_id  INTEGER NOT NULL REFERENCES stories (id),
    position  INTEGER NOT NULL, -- 1: the player that the story is most about
    player_id INTEGER NOT NULL REFERENCES players (id),
    PRIMARY KEY (story_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_players_by_player ON story_players (player_id, position, story_id);

-- Other names of a player: aliases, native script, the team as context ('name' or 'team').
CREATE TABLE player_names (
    player_id INTEGER NOT NULL REFERENCES players (id),
    kind      TEXT NOT NULL CHECK (kind IN ('name', 'team')),
    name      TEXT NOT NULL,
    PRIMARY KEY (player_id, kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_teams (
    story_id INTEGER NOT NULL REFERENCES stories (id),
    team_id  INTEGER NOT NULL REFERENCES teams (id),
    PRIMARY KEY (story_id, team_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_teams_by_team ON story_teams (team_id, story_id);

-- The words of stories for searching; rowid is the story's id.
CREATE VIRTUAL TABLE stories_words USING fts5 (
    title, names, summary, text,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- What a place was shown, so that /story brings something new.
CREATE TABLE shown (
    platform TEXT NOT NULL,
    place    TEXT NOT NULL,
    story_id INTEGER NOT NULL REFERENCES stories (id),
    shown_at INTEGER NOT NULL,
    PRIMARY KEY (platform, place, story_id)
) STRICT, WITHOUT ROWID;

-- A place's standing order for a daily post.
CREATE TABLE subscriptions (
    id           INTEGER PRIMARY KEY,
    community_id INTEGER NOT NULL REFERENCES communities (id),
    platform     TEXT NOT NULL,
    place        TEXT NOT NULL,
    time         TEXT NOT NULL, -- HH:MM
    zone         TEXT NOT NULL, -- IANA name
    state        TEXT NOT NULL CHECK (state IN ('on', 'off', 'paused')),
    pause_reason TEXT,
    next_due_at  INTEGER NOT NULL, -- everything before it has been settled
    request      TEXT NOT NULL,    -- what changed it last, so that doing it twice is doing it once
    created_by   TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX subscriptions_by_place ON subscriptions (platform, place);
CREATE INDEX subscriptions_due ON subscriptions (platform, next_due_at) WHERE state = 'on';

-- The ledger: one row for each place, subscription and local date, for ever.
CREATE TABLE deliveries (
    id              INTEGER PRIMARY KEY,
    subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
    platform        TEXT NOT NULL,
    place           TEXT NOT NULL,
    local_date      TEXT NOT NULL,
    story_id        INTEGER REFERENCES stories (id),
    rendering       TEXT NOT NULL DEFAULT '', -- the words to send, kept until it is settled
    state           TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'retry', 'posted', 'refused', 'unsure', 'missed', 'skipped')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    not_before      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    first_tried_at  INTEGER,
    tried_at        INTEGER,
    repeat_until    INTEGER, -- set when an earlier attempt may have arrived: not to be sent again after this
    posted_at       INTEGER,
    receipt         TEXT, -- the platform's number of the message
    reason          TEXT,
    created_at      INTEGER NOT NULL,
    UNIQUE (platform, place, subscription_id, local_date)
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (platform, not_before) WHERE state IN ('planned', 'retry');
CREATE INDEX deliveries_sending ON deliveries (platform) WHERE state = 'sending';
CREATE INDEX deliveries_by_subscription ON deliveries (subscription_id, local_date);

-- Updates as they came, kept before they are confirmed, until they are dealt with.
CREATE TABLE inbox (
    platform    TEXT NOT NULL,
    key         INTEGER NOT NULL,
    body        TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    done_at     INTEGER,
    PRIMARY KEY (platform, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_unfinished ON inbox (platform, key) WHERE done_at IS NULL;

-- Small things to remember from run to run, such as the digest of the commands that were registered.
CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
