-- Stories that people marked, each in the community where they did it.
CREATE TABLE favourites (
    community_id INTEGER NOT NULL REFERENCES communities (id),
    platform     TEXT NOT NULL,
    person       TEXT NOT NULL,
    story_id     INTEGER NOT NULL REFERENCES stories (id),
    at           INTEGER NOT NULL,
    PRIMARY KEY (platform, person, story_id, community_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX favourites_by_community ON favourites (community_id, story_id);
CREATE INDEX favourites_by_story ON favourites (story_id);
