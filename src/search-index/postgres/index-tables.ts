/** Format of what the rows hold; an index of another format is begun anew. Counts up with every change to `tokensOf` too. */
export const FORMAT = 2;

/** Version of the tables below. Those of an earlier one are made anew, and what they held is read again. */
export const LAYOUT = 2;

/**
 * Tables of one schema. Every row carries the number of its index and goes with it. Columns stand in the order in which they
 * lie without gaps; most rows are shorter than what Postgres adds to one. Times are milliseconds since the epoch.
 *
 * - `documents` have the numbers that words and parents refer to; `places` have those of parents that are no documents.
 * - Texts are compressed before they are written: Postgres compresses no row as short as theirs.
 * - `segments` and `blocks` are the inverted index (see `inverted/`): its bytes are as short as they get.
 * - The signs of vectors lie by themselves, as every question by meaning goes through them.
 */
export const TABLES = `
  create table layout (version integer not null);
  insert into layout values (${LAYOUT});
  create table indexes (
    index integer generated always as identity primary key,
    format integer not null,
    text_bytes bigint not null default 0,
    documents integer not null default 0,
    passages integer not null default 0,
    last_number integer not null default 0,
    last_segment integer not null default 0,
    authorization_hash text not null unique
  ) with (fillfactor = 50);
  create table documents (
    edited_at bigint not null,
    created_at bigint not null,
    indexed_at bigint not null,
    index integer not null references indexes on delete cascade,
    number integer not null,
    parent integer,
    edited_by integer,
    kind "char" not null,
    is_archived boolean not null,
    id bytea not null,
    title text not null,
    url text,
    people integer[],
    primary key (index, number),
    unique (index, id)
  );
  create index documents_parent on documents (index, parent);
  create index documents_edited on documents (index, edited_at);
  create table places (
    index integer not null references indexes on delete cascade,
    number integer not null,
    id bytea not null,
    primary key (index, number),
    unique (index, id)
  );
  create table people (
    key bigint not null,
    index integer not null references indexes on delete cascade,
    number integer not null,
    id text not null,
    name text not null,
    form text not null,
    primary key (index, key),
    unique (index, number)
  );
  create table passages (
    index integer not null,
    document integer not null,
    bytes integer not null,
    position smallint not null,
    part "char" not null,
    anchor bytea,
    headings text,
    body bytea not null,
    primary key (index, document, position),
    foreign key (index, document) references documents on delete cascade
  );
  alter table passages alter column body set storage external;
  create table segments (
    index integer not null references indexes on delete cascade,
    number integer not null,
    place integer not null,
    documents integer not null,
    replaced bytea not null,
    primary key (index, number)
  );
  create table blocks (
    index integer not null,
    segment integer not null,
    first bytea not null,
    terms bytea not null,
    data bytea not null,
    primary key (index, segment, first),
    foreign key (index, segment) references segments on delete cascade
  );
  alter table blocks alter column terms set storage main, alter column data set storage external;
  create table signatures (
    index integer not null,
    document integer not null,
    position smallint not null,
    signs bit varying not null,
    primary key (index, document, position),
    foreign key (index, document, position) references passages on delete cascade
  );
  create table vectors (
    index integer not null,
    document integer not null,
    position smallint not null,
    hash bytea not null,
    vector bytea not null,
    primary key (index, document, position),
    foreign key (index, document, position) references passages on delete cascade
  );
  create table unembedded (
    index integer not null,
    document integer not null,
    position smallint not null,
    primary key (index, document, position),
    foreign key (index, document, position) references passages on delete cascade
  );
  create table state (
    index integer not null references indexes on delete cascade,
    key text collate "C" not null,
    value text not null,
    primary key (index, key)
  );
`;

/** Of all layouts: what an earlier one has is deleted. */
export const TABLE_NAMES = [
  'state',
  'unembedded',
  'vectors',
  'signatures',
  'blocks',
  'segments',
  'passages',
  'people',
  'places',
  'documents',
  'ids',
  'words',
  'indexes',
  'layout',
] as const;
