/** Format of the file; one of another format is begun anew. Counts up with every change to the schema or to `tokensOf`. */
export const FORMAT = 1;
/**
 * Numbers of passages are those of their documents times `MAX_PASSAGES`, plus their position: so that what matches can be
 * grouped by document without looking anything up. Texts stand in `passages` only: the tables of FTS5 keep no content.
 * Ids have numbers too, those of parents before they are documents: so that what lies below a page is found by numbers.
 * The tokenizer takes what `tokensOf` makes as it is: `ascii` splits at ASCII's other signs, of which tokens hold two.
 */
export const SCHEMA = `
  create table ids (number integer primary key, id blob not null unique);
  create table documents (
    number integer primary key,
    kind text not null,
    title text not null,
    parent integer,
    url text,
    edited_at integer not null,
    created_at integer not null,
    indexed_at integer not null,
    edited_by integer,
    is_archived integer not null
  );
  create index documents_parent on documents (parent) where parent is not null;
  create index documents_edited on documents (edited_at);
  create table people (number integer primary key, id text not null, name text not null, form text not null, unique (id, name));
  create table document_people (
    document integer not null,
    person integer not null,
    position integer not null,
    primary key (document, position)
  ) without rowid;
  create index documents_of_people on document_people (person);
  create table passages (
    number integer primary key,
    part text not null,
    anchor blob,
    headings text,
    body blob not null,
    bytes integer not null
  );
  create virtual table found using fts5 (
    title, headings, body, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '#+'"
  );
  create table words (number integer primary key, form text not null unique, documents integer not null);
  create index words_left on words (documents) where documents <= 0;
  create virtual table word_parts using fts5 (
    form, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram'
  );
  create table state (key text primary key, value text not null) without rowid;
`;
