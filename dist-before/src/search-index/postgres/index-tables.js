/** Format of the rows; an index of another format is begun anew. */
export const FORMAT = 1;
/**
 * Tables of one schema. Every row carries the number of its index and goes with it. Words of passages carry it too (see
 * `ts-text.ts`). The signs of vectors lie by themselves, as every question by meaning goes through them. Times are
 * milliseconds since the epoch. The rows of words have room: their numbers change with every document.
 */
export const TABLES = `
  create table if not exists indexes (
    index bigint generated always as identity primary key,
    authorization_hash text not null unique,
    format integer not null
  );
  create table if not exists ids (
    index bigint not null references indexes on delete cascade,
    number bigint generated always as identity,
    id text collate "C" not null,
    primary key (index, id),
    unique (index, number)
  );
  create table if not exists documents (
    index bigint not null references indexes on delete cascade,
    number bigint not null,
    kind text not null,
    title text not null,
    title_form text not null,
    parent bigint,
    url text not null,
    edited_at bigint not null,
    created_at bigint not null,
    indexed_at bigint not null,
    edited_by jsonb,
    people jsonb not null,
    people_ids text[] not null,
    people_form text not null,
    is_archived boolean not null,
    primary key (index, number)
  );
  create index if not exists documents_parent on documents (index, parent);
  create index if not exists documents_edited on documents (index, edited_at);
  create index if not exists documents_title on documents (index, md5(title_form));
  create table if not exists passages (
    index bigint not null,
    document bigint not null,
    position integer not null,
    part text not null,
    anchor text,
    headings jsonb not null,
    body text not null,
    words tsvector not null,
    primary key (index, document, position),
    foreign key (index, document) references documents (index, number) on delete cascade
  );
  create index if not exists passages_words on passages using gin (words);
  create table if not exists signatures (
    index bigint not null,
    document bigint not null,
    position integer not null,
    signs bit varying not null,
    primary key (index, document, position),
    foreign key (index, document, position) references passages on delete cascade
  );
  create table if not exists vectors (
    index bigint not null,
    document bigint not null,
    position integer not null,
    hash bytea not null,
    vector bytea not null,
    primary key (index, document, position),
    foreign key (index, document, position) references passages on delete cascade
  );
  create table if not exists unembedded (
    index bigint not null,
    document bigint not null,
    position integer not null,
    primary key (index, document, position),
    foreign key (index, document, position) references passages on delete cascade
  );
  create table if not exists words (
    index bigint not null references indexes on delete cascade,
    form text collate "C" not null,
    documents integer not null,
    primary key (index, form)
  ) with (fillfactor = 60);
  create table if not exists state (
    index bigint not null references indexes on delete cascade,
    key text collate "C" not null,
    value text not null,
    primary key (index, key)
  );
`;
