import { foldText } from '../../text/match-text.js';
import { dashedId } from '../dashed-id.js';
import { readMilliseconds } from '../read-time.js';
import { nearestInTables } from './postgres-nearest.js';
import { passageOf, selectNumbered, timeOf } from './read-rows.js';
import { tsQuery } from './ts-text.js';
/** Passages that are scored: those with the words in the title, then those of documents that were added last. */
const MAX_SCORED = 4000;
/**
 * Of a query for more words, as rows of characters are, only those passages are scored word by word that hold most of them: each word
 * of each passage takes a microsecond.
 */
const MAX_TERMS_SCORED_AT_ONCE = 8;
const MAX_SCORED_BY_WORD = 400;
/** What a word counts in the text, in a heading and in the title (`ts_rank`: D, C, B, A). */
const WEIGHTS = '{0.25, 0.25, 0.5, 1}';
/** Similarity from which on `pg_trgm` takes words for alike: one wrong letter of five leaves less than its usual 0.3. */
const MIN_SIMILARITY = 0.15;
/** Letters that a mistyped word lacks or has too many at most: see `closestWords`. */
const MAX_LENGTH_DIFFERENCE = 2;
/** Finds candidates in the rows of one index, for one query. */
export class PostgresCandidates {
    #database;
    #index;
    /** Counted once, as it takes milliseconds. */
    #documents;
    /** What lies below the places of the query: found once. */
    #belows = new Map();
    constructor(database, index) {
        this.#database = database;
        this.#index = index;
    }
    countDocuments() {
        this.#documents ??= this.#all(`select count(*) as count from ${this.#schema}.documents where index = $1`).then(([row]) => Number(row?.['count'] ?? 0));
        return this.#documents;
    }
    async beginning(start, limit) {
        const rows = await this.#all(`select form, documents from ${this.#schema}.words where index = $1 and form >= $2 and form < $3 limit $4`, [start, `${start}\u{10ffff}`, limit]);
        return rows.map(wordOf);
    }
    /** Without `pg_trgm` words that begin with the same two letters take the place of those that are alike. */
    async alike(form, limit) {
        const { trigrams } = this.#database;
        const [condition, order] = trigrams === undefined
            ? ['starts_with(form, left($2, 2))', 'abs(length(form) - length($2))']
            : [
                // Lengths first: they are compared in a hundredth of the time.
                `abs(length(form) - length($2)) <= ${MAX_LENGTH_DIFFERENCE} and ${trigrams}.similarity(form, $2) > ${MIN_SIMILARITY}`,
                `${trigrams}.similarity(form, $2) desc, form`,
            ];
        const rows = await this.#all(`select form, documents from ${this.#schema}.words where index = $1 and (${condition} or form like $4)
         order by form like $4 desc, ${order} limit $3`, 
        // A token holds none of the signs of a pattern.
        [form, trigrams === undefined ? limit * 20 : limit, `%${form}%`]);
        return rows.map(wordOf);
    }
    async candidates({ terms, mode, excluded }, filter, limit) {
        const total = await this.countDocuments();
        const values = [
            tsQuery(this.#index, terms, mode, excluded),
            tsQuery(this.#index, terms, mode, excluded, 'title'),
        ];
        // How rare the words are that a passage holds, and how often it holds them.
        const rarities = terms.map((term) => {
            values.push(tsQuery(this.#index, [term], 'all'));
            const rarity = Math.log1p(total / (term.documents ?? Math.sqrt(total + 1)));
            return `case when words @@ $${values.length + 1}::tsquery then ${rarity.toFixed(4)} else 0 end`;
        });
        const conditions = [
            ...(await this.#withinConditions(filter, 'document', values)),
            ...exists(this.#schema, this.#conditions(filter, values)),
        ];
        values.push(limit);
        const likely = terms.length > MAX_TERMS_SCORED_AT_ONCE
            ? `(select * from matching order by ts_rank(words, $2::tsquery) desc limit ${MAX_SCORED_BY_WORD}) as likely`
            : 'matching';
        return this.#read(`matching as materialized (
         select document, position, words from ${this.#schema}.passages
           where ${['index = $1', 'words @@ $2::tsquery', ...conditions].join(' and ')}
           order by words @@ $3::tsquery desc, document desc limit ${MAX_SCORED}
       ), scored as (
         select document, position,
             (${rarities.join(' + ')}) * (0.5 + ts_rank('${WEIGHTS}', words, $2::tsquery, 1)) as score
           from ${likely}
       ), best as (
         select distinct on (document) document, position, score, count(*) over (partition by document) as passages
           from scored order by document, score desc, position
       ), chosen as (
         select best.*, (select count(distinct document) from matching) as total, (select count(*) from matching) as scored
           from best order by score desc limit $${values.length + 1}
       )`, values);
    }
    async nearest(meaning, filter, limit) {
        const values = [];
        const conditions = [
            ...(await this.#withinConditions(filter, 'document', values)),
            ...exists(this.#schema, this.#conditions(filter, values)),
        ];
        const found = await nearestInTables(this.#database, this.#index, meaning, { conditions, values }, limit);
        const { best } = await this.#read(`chosen as (
         select document, position, score, passages, 0 as total, 0 as scored
           from unnest($2::bigint[], $3::integer[], $4::double precision[], $5::integer[])
             as given (document, position, score, passages)
       )`, [
            found.map(({ document }) => document),
            found.map(({ passage }) => passage),
            found.map(({ similarity }) => similarity),
            found.map(({ passages }) => passages),
        ]);
        return best;
    }
    async latest(filter, limit) {
        const values = [];
        const conditions = [
            'documents.index = $1',
            ...(await this.#withinConditions(filter, 'documents.number', values)),
            ...this.#conditions(filter, values),
        ];
        values.push(limit);
        return this.#read(`chosen as (
         select number as document, 0 as position, edited_at as score, 0 as passages, count(*) over () as total, 0 as scored
           from ${this.#schema}.documents where ${conditions.join(' and ')}
           order by edited_at desc limit $${values.length + 1}
       )`, values);
    }
    async numbersOf(reference, limit) {
        const [known] = await this.#all(`select number from ${this.#schema}.ids where index = $1 and id = $2`, [
            dashedId(reference) ?? reference,
        ]);
        if (known !== undefined) {
            return [Number(known['number'])];
        }
        const rows = await this.#all(`select number from ${this.#schema}.documents
         where index = $1 and md5(title_form) = md5($2) and title_form = $2 and kind <> 'comments' and $2 <> '' limit $3`, [foldText(reference), limit]);
        return rows.map((row) => Number(row['number']));
    }
    async documents(numbers) {
        return new Map(await selectNumbered(this.#database, this.#index, 'documents.number = any($2)', [numbers]));
    }
    get #schema() {
        return this.#database.schema;
    }
    /** `$1` is the index in every statement. */
    #all(sql, values = []) {
        return this.#database.all(sql, [this.#index, ...values]);
    }
    /** `chosen` is a table of the query: documents and passages with their scores. */
    async #read(tables, values) {
        const rows = await this.#database.find(`with ${tables}
         select chosen.*, documents.title, documents.edited_at, documents.is_archived, part, anchor, headings, body
           from chosen join ${this.#schema}.documents on documents.index = $1 and documents.number = chosen.document
           join ${this.#schema}.passages
             on passages.index = $1 and passages.document = chosen.document and passages.position = chosen.position
           order by chosen.score desc`, [this.#index, ...values]);
        const [first] = rows;
        return {
            best: rows.map((row) => ({
                number: Number(row['document']),
                title: String(row['title']),
                editedAt: timeOf(row['edited_at']),
                isArchived: row['is_archived'] === true,
                passage: passageOf(row),
                passages: Number(row['passages']),
                score: Number(row['score']),
            })),
            total: Number(first?.['total'] ?? 0),
            isTotalExact: Number(first?.['scored'] ?? 0) < MAX_SCORED,
        };
    }
    /** Conditions on the number of a document; their values are added. */
    async #withinConditions({ within }, column, values) {
        const belows = await Promise.all(within.map((roots) => this.#below(roots)));
        return belows.map((numbers) => {
            values.push(numbers);
            return `${column} = any($${values.length + 1}::bigint[])`;
        });
    }
    /** The numbers of these documents and of all below them. */
    #below(roots) {
        const key = JSON.stringify(roots);
        const known = this.#belows.get(key);
        if (known !== undefined) {
            return known;
        }
        // `union` ends where a page would lie below itself.
        const below = this.#all(`with recursive below (number) as (
         select unnest($2::bigint[])
         union select child.number from below join ${this.#schema}.documents child
           on child.index = $1 and child.parent = below.number
       ) select number from below`, [roots]).then((rows) => rows.map((row) => Number(row['number'])));
        this.#belows.set(key, below);
        return below;
    }
    /** Conditions on a row of `documents`, but for where it lies; their values are added. */
    #conditions({ kinds, people, edited, created }, values) {
        const conditions = [];
        const place = (value) => {
            values.push(value);
            return `$${values.length + 1}`;
        };
        if (kinds.length > 0) {
            conditions.push(`documents.kind = any(${place(kinds)})`);
        }
        for (const person of people) {
            conditions.push(`(${place(person)} = any(documents.people_ids) or position(${place(foldText(person))} in documents.people_form) > 0)`);
        }
        for (const [column, { from, before }] of [
            ['edited_at', edited],
            ['created_at', created],
        ]) {
            if (from !== undefined) {
                conditions.push(`documents.${column} >= ${place(readMilliseconds(from))}`);
            }
            if (before !== undefined) {
                conditions.push(`documents.${column} < ${place(readMilliseconds(before))}`);
            }
        }
        return conditions;
    }
}
/** That the document of a passage meets the conditions. */
function exists(schema, conditions) {
    return conditions.length === 0
        ? []
        : [
            `exists (select 1 from ${schema}.documents where documents.index = $1 and documents.number = document and ${conditions.join(' and ')})`,
        ];
}
function wordOf(row) {
    return { form: String(row['form']), documents: Number(row['documents']) };
}
