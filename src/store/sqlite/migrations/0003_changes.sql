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
