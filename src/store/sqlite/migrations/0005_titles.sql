-- The words of the titles of stories that are told, apart from all other words: what somebody types is looked for in these
-- first, and a word that stands in half of all texts stands in few titles. rowid is the story's id.
CREATE VIRTUAL TABLE story_titles USING fts5 (
    title,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
INSERT INTO story_titles (rowid, title) SELECT id, title FROM stories WHERE state = 'published';

-- A title comes and goes with its story, whatever changes that.
CREATE TRIGGER stories_titled AFTER INSERT ON stories WHEN new.state = 'published' BEGIN
    INSERT INTO story_titles (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER stories_untitled AFTER DELETE ON stories WHEN old.state = 'published' BEGIN
    DELETE FROM story_titles WHERE rowid = old.id;
END;
CREATE TRIGGER stories_retitled AFTER UPDATE OF title, state ON stories
WHEN (old.title, old.state) IS NOT (new.title, new.state) BEGIN
    DELETE FROM story_titles WHERE rowid = old.id;
    INSERT INTO story_titles (rowid, title) SELECT new.id, new.title WHERE new.state = 'published';
END;
