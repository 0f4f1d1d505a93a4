-- What people had deleted, so that a restored backup does not bring it back: digests of whom or what it concerned, no
-- numbers. A salt is made once for each store; a mark is new for each deletion, so that a backup says which ones it knows.
CREATE TABLE deletions (
    salt   BLOB NOT NULL,
    digest BLOB NOT NULL,
    mark   BLOB NOT NULL,
    PRIMARY KEY (salt, digest)
) STRICT, WITHOUT ROWID;
-- A store that went back to an older program and comes again has one.
INSERT OR IGNORE INTO facts (name, value) VALUES ('deletions-salt', lower(hex(randomblob(32))));
