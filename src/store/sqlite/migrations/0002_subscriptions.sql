-- Subscriptions whole: days, filters, wishes for trouble, and why one rests.
ALTER TABLE subscriptions ADD COLUMN label TEXT;                        -- what people call the place
ALTER TABLE subscriptions ADD COLUMN days TEXT NOT NULL DEFAULT 'all';
ALTER TABLE subscriptions ADD COLUMN filter TEXT NOT NULL DEFAULT '';   -- one wish a line: '+theme family'
ALTER TABLE subscriptions ADD COLUMN catch_up INTEGER;                  -- seconds; NULL as the operator has it
ALTER TABLE subscriptions ADD COLUMN on_unsure TEXT CHECK (on_unsure IN ('ask', 'resend'));
ALTER TABLE subscriptions ADD COLUMN silent INTEGER NOT NULL DEFAULT 0;
-- A pause without probe_at was wished by an admin; with one the place is closed to us and is looked at again then.
ALTER TABLE subscriptions ADD COLUMN paused_until TEXT;
ALTER TABLE subscriptions ADD COLUMN probe_at INTEGER;
ALTER TABLE subscriptions ADD COLUMN probes INTEGER NOT NULL DEFAULT 0;
UPDATE subscriptions SET probe_at = 0 WHERE state = 'paused';

-- A subscription that rests is due as well: each date gets its row with the reason.
DROP INDEX subscriptions_due;
CREATE INDEX subscriptions_due ON subscriptions (platform, next_due_at) WHERE state <> 'off';
CREATE INDEX subscriptions_closed ON subscriptions (platform, probe_at) WHERE state = 'paused' AND probe_at IS NOT NULL;
CREATE INDEX subscriptions_by_community ON subscriptions (community_id);

CREATE TABLE pins (
    subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
    local_date      TEXT NOT NULL,
    story_id        INTEGER NOT NULL REFERENCES stories (id),
    PRIMARY KEY (subscription_id, local_date)
) STRICT, WITHOUT ROWID;

-- The words of posts that wait. Many places get the same ones, so they are kept once, and no row of the ledger is long.
CREATE TABLE renderings (
    id     INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    words  TEXT NOT NULL
) STRICT;
INSERT INTO renderings (digest, words)
    SELECT randomblob(32), rendering FROM deliveries WHERE rendering <> '' AND state IN ('planned', 'sending', 'retry') GROUP BY rendering;

-- The ledger: one row for each place, subscription and local date, for ever. A subscription has one place, which may get
-- another address.
CREATE TABLE ledger (
    id              INTEGER PRIMARY KEY,
    subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
    platform        TEXT NOT NULL,
    place           TEXT NOT NULL,
    local_date      TEXT NOT NULL,
    story_id        INTEGER REFERENCES stories (id),
    rendering_id    INTEGER, -- while it waits; not declared as a reference: to delete words SQLite would search the whole ledger
    worded_at       INTEGER, -- when its words were made, if not with the row: after a long wait they say that it is late
    state           TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'retry', 'posted', 'refused', 'unsure', 'missed', 'skipped')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    not_before      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    first_tried_at  INTEGER,
    tried_at        INTEGER,
    uncertain_since INTEGER, -- set while an attempt may have arrived: when the first such attempt began
    posted_at       INTEGER,
    receipt         TEXT, -- the platform's number of the message
    reason          TEXT,
    created_at      INTEGER NOT NULL,
    UNIQUE (subscription_id, local_date)
) STRICT;
INSERT OR IGNORE INTO ledger (id, subscription_id, platform, place, local_date, story_id, rendering_id, state, attempts, not_before, expires_at,
                              first_tried_at, tried_at, uncertain_since, posted_at, receipt, reason, created_at)
    SELECT id, subscription_id, platform, place, local_date, story_id,
           CASE WHEN state IN ('planned', 'sending', 'retry') THEN (SELECT r.id FROM renderings r WHERE words = rendering) END,
           state, attempts, not_before, expires_at, first_tried_at, tried_at,
           CASE WHEN repeat_until IS NOT NULL THEN coalesce(first_tried_at, tried_at) END, posted_at, receipt, reason, created_at
    FROM deliveries ORDER BY id;
DROP TABLE deliveries;
ALTER TABLE ledger RENAME TO deliveries;
CREATE INDEX deliveries_waiting ON deliveries (platform, not_before) WHERE state IN ('planned', 'retry');
CREATE INDEX deliveries_sending ON deliveries (platform) WHERE state = 'sending';
-- How often a subscription had each story, without reading its rows: these less those that came to nothing. Most rows go
-- their way without touching either again.
CREATE INDEX deliveries_chosen ON deliveries (subscription_id, story_id, local_date) WHERE story_id IS NOT NULL;
CREATE INDEX deliveries_untold ON deliveries (subscription_id, story_id)
    WHERE story_id IS NOT NULL AND state IN ('missed', 'refused', 'skipped');

-- What admins are told by another way than the place itself.
CREATE TABLE notices (
    id              INTEGER PRIMARY KEY,
    subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
    delivery_id     INTEGER REFERENCES deliveries (id),
    platform        TEXT NOT NULL,
    kind            TEXT NOT NULL,
    key             TEXT NOT NULL,
    words           TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'told', 'failed')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    not_before      INTEGER NOT NULL,
    reason          TEXT,
    created_at      INTEGER NOT NULL,
    UNIQUE (subscription_id, key)
) STRICT;
CREATE INDEX notices_waiting ON notices (platform, not_before) WHERE state = 'waiting';

-- The themes of a story as words with commas between, so that choosing one needs no story to be read.
ALTER TABLE stories ADD COLUMN themes TEXT NOT NULL DEFAULT '';
UPDATE stories SET themes = coalesce((SELECT group_concat(value) FROM json_each(stories.details, '$.themes')), '');
-- The stories that one community has added.
CREATE INDEX stories_own ON stories (community_id) WHERE community_id IS NOT NULL;
