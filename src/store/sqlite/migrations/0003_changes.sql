-- Every change of a story, with all that it told after it: what was before is the row before.
ALTER TABLE stories ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
CREATE TABLE story_changes (
    story_id INTEGER NOT NULL REFERENCES stories (id),
    revision INTEGER NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('added', 'edited', 'removed', 'restored', 'undone')),
    told     TEXT NOT NULL, -- JSON
    person   TEXT,          -- NULL: it was there before changes were kept, or the person asked to be forgotten
    platform TEXT,
    request  TEXT,
    at       INTEGER NOT NULL,
    PRIMARY KEY (story_id, revision)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX story_changes_once ON story_changes (request) WHERE request IS NOT NULL;

-- Stories that members suggest, until an admin decides and after that.
CREATE TABLE submissions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- a button that stands somewhere never means another one
    community_id INTEGER NOT NULL REFERENCES communities (id),
    told         TEXT NOT NULL, -- JSON
    state        TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
    reason       TEXT,
    anonymous    INTEGER NOT NULL,
    person       TEXT NOT NULL, -- whom to tell what became of it
    platform     TEXT NOT NULL,
    place        TEXT NOT NULL, -- where it was written
    story_id     INTEGER REFERENCES stories (id),
    request      TEXT NOT NULL UNIQUE,
    created_at   INTEGER NOT NULL,
    decided_at   INTEGER,
    decided_by   TEXT
) STRICT;
CREATE INDEX submissions_open ON submissions (community_id, id) WHERE state = 'open';
CREATE INDEX submissions_by_person ON submissions (community_id, platform, person, created_at);

-- A digest of who suggested something, for a day: limits hold also when they asked to be forgotten.
CREATE TABLE suggested (
    digest BLOB NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX suggested_by_digest ON suggested (digest);

-- Who may suggest nothing in a community for a while.
CREATE TABLE blocked (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    platform     TEXT NOT NULL,
    person       TEXT NOT NULL,
    until        INTEGER NOT NULL,
    PRIMARY KEY (community_id, platform, person)
) STRICT, WITHOUT ROWID;

-- Stories that somebody is writing: nobody else sees them.
CREATE TABLE writings (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- as above
    community_id INTEGER NOT NULL REFERENCES communities (id),
    platform     TEXT NOT NULL,
    person       TEXT NOT NULL,
    subject      TEXT NOT NULL, -- of the purpose: one person writes one at a time of each
    purpose      TEXT NOT NULL,
    step         TEXT NOT NULL,
    turn         INTEGER NOT NULL,
    base         TEXT NOT NULL,
    said         TEXT NOT NULL, -- JSON
    request      TEXT NOT NULL, -- what changed it last, so that doing it twice is doing it once
    touched_at   INTEGER NOT NULL,
    UNIQUE (community_id, platform, person, subject)
) STRICT;
CREATE INDEX writings_by_age ON writings (touched_at);

-- What admins of a community wish.
CREATE TABLE settings (
    community_id  INTEGER PRIMARY KEY REFERENCES communities (id),
    zone          TEXT, -- IANA name
    language      TEXT, -- of stories that say none
    notices_place TEXT, -- gets a line for every change of a story
    notices_label TEXT
) STRICT;
-- Who may curate there besides admins: a person, or what people carry, as the platform's adapter writes it.
CREATE TABLE editors (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    badge        TEXT NOT NULL,
    PRIMARY KEY (community_id, badge)
) STRICT, WITHOUT ROWID;

-- Changes that a notices place is still to be told.
CREATE TABLE announcements (
    id         INTEGER PRIMARY KEY,
    story_id   INTEGER NOT NULL REFERENCES stories (id),
    revision   INTEGER NOT NULL,
    platform   TEXT NOT NULL,
    place      TEXT NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL
) STRICT;
CREATE INDEX announcements_waiting ON announcements (platform, not_before);

-- Posts that tell an edited story as it was, until they are corrected or cannot be.
CREATE TABLE corrections (
    delivery_id INTEGER PRIMARY KEY REFERENCES deliveries (id),
    story_id    INTEGER NOT NULL REFERENCES stories (id),
    revision    INTEGER NOT NULL,
    platform    TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    reason      TEXT,
    attempts    INTEGER NOT NULL DEFAULT 0,
    not_before  INTEGER NOT NULL,
    rank        INTEGER NOT NULL -- the latest posts first
) STRICT;
CREATE INDEX corrections_waiting ON corrections (platform, not_before, rank) WHERE state = 'waiting';
CREATE INDEX corrections_by_story ON corrections (story_id, revision);

-- When the bot was removed: what is kept of the community goes two weeks later.
ALTER TABLE communities ADD COLUMN left_at INTEGER;
CREATE INDEX communities_left ON communities (left_at) WHERE left_at IS NOT NULL;

-- Stories of a file that was weighed in a chat, until somebody says whether to import them; a day at most.
CREATE TABLE imports (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- a button that stands somewhere never means another file
    community_id INTEGER NOT NULL REFERENCES communities (id), -- where it was asked for
    person       TEXT NOT NULL,
    everyone     INTEGER NOT NULL, -- whether they are for everyone
    told         TEXT NOT NULL,    -- JSON; an empty list once it is done
    request      TEXT NOT NULL UNIQUE,
    done         TEXT,             -- the request that imported them
    added        INTEGER NOT NULL DEFAULT 0,
    changed      INTEGER NOT NULL DEFAULT 0,
    same         INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX imports_by_person ON imports (community_id, person);
