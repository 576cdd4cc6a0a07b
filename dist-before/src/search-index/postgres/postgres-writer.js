import { foldText } from '../../text/match-text.js';
import { isCounted, tokensOf } from '../analysis/tokens.js';
import { boundedDocument } from '../document/bounded-document.js';
import { readMilliseconds } from '../read-time.js';
import { PassageVectors } from './passage-vectors.js';
import { headingsOf } from './read-rows.js';
import { tsVector } from './ts-text.js';
/** Stands for the text of a document that has none, so that its title is found. */
const NO_TEXT = { part: 'text', headings: [], text: '' };
/** Writes documents within one transaction. `end` has to be called before it is committed. */
export class PostgresWriter {
    #rows;
    #target;
    #vectors;
    /** By how much the number of documents with a word changes. */
    #changes = new Map();
    /** Numbers of ids that documents had that were forgotten or replaced, or had as their parents. */
    #left = new Set();
    constructor(rows, target) {
        this.#rows = rows;
        this.#target = target;
        this.#vectors = new PassageVectors(rows, target);
    }
    async put(given) {
        const document = boundedDocument(given);
        const number = await this.#number(document.id);
        const kept = await this.#vectors.of(number);
        await this.#forget([number]);
        await this.#putFacts(number, document);
        const { schema, index } = this.#target;
        const passages = document.passages.length > 0 ? document.passages : [NO_TEXT];
        this.#count(wordsOf(document.title, passages), 1);
        await this.#rows.all(`insert into ${schema}.passages (index, document, position, part, anchor, headings, body, words)
         select $1, $2, position, part, anchor, headings, body, words::tsvector
           from jsonb_to_recordset($3) as given
             (position integer, part text, anchor text, headings jsonb, body text, words text)`, [
            index,
            number,
            JSON.stringify(passages.map(({ part, anchor, headings, text }, position) => ({
                position,
                part,
                anchor,
                headings,
                body: text,
                words: tsVector(index, { title: document.title, headings: headings.join('\n'), body: text }),
            }))),
        ]);
        await this.#vectors.add(number, document.title, passages, kept);
    }
    /** Forgets a document, and the comments below it. */
    async remove(id) {
        const { schema, index } = this.#target;
        const rows = await this.#rows.all(`select documents.number from ${schema}.documents
         join ${schema}.ids on ids.index = $1 and ids.id = $2
         where documents.index = $1 and
           (documents.number = ids.number or (documents.parent = ids.number and kind = 'comments'))`, [index, id]);
        await this.#forget(rows.map((row) => Number(row['number'])));
    }
    /** Writes the numbers of documents with each word, and forgets words and ids that nothing holds any more. */
    async end() {
        const { schema, index } = this.#target;
        const changes = [...this.#changes].filter(([, change]) => change !== 0);
        const forms = changes.map(([form]) => form);
        if (forms.length > 0) {
            await this.#rows.all(`insert into ${schema}.words (index, form, documents)
           select $1, form, change from unnest($2::text[], $3::integer[]) as given (form, change)
           on conflict (index, form) do update set documents = words.documents + excluded.documents`, [index, forms, changes.map(([, change]) => change)]);
            await this.#rows.all(`delete from ${schema}.words where index = $1 and form = any($2) and documents <= 0`, [index, forms]);
        }
        await this.#rows.all(`delete from ${schema}.ids where index = $1 and number = any($2)
         and not exists (select 1 from ${schema}.documents where documents.index = $1
           and (documents.number = ids.number or documents.parent = ids.number))`, [index, [...this.#left]]);
    }
    async #putFacts(number, document) {
        const { schema, index, now } = this.#target;
        const { kind, title, parent, url, editedAt, createdAt, editedBy, people, isArchived } = document;
        await this.#rows.all(`insert into ${schema}.documents (index, number, kind, title, title_form, parent, url, edited_at, created_at,
          indexed_at, edited_by, people, people_ids, people_form, is_archived)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`, [
            index,
            number,
            kind,
            title,
            foldText(title),
            parent === undefined ? null : await this.#number(parent),
            url,
            readMilliseconds(editedAt),
            readMilliseconds(createdAt),
            now.getTime(),
            editedBy === undefined ? null : JSON.stringify(editedBy),
            JSON.stringify(people),
            people.flatMap(({ id }) => (id === undefined ? [] : [id])),
            people.map(({ name }) => foldText(name)).join('\n'),
            isArchived,
        ]);
    }
    async #number(id) {
        const { schema, index } = this.#target;
        const [row] = await this.#rows.all(`insert into ${schema}.ids (index, id) values ($1, $2)
         on conflict (index, id) do update set id = excluded.id returning number`, [index, id]);
        return Number(row?.['number']);
    }
    async #forget(numbers) {
        const { schema, index } = this.#target;
        const documents = await this.#rows.all(`select number, title, parent from ${schema}.documents where index = $1 and number = any($2)`, [index, numbers]);
        for (const row of documents) {
            const number = Number(row['number']);
            const passages = await this.#rows.all(`select headings, body from ${schema}.passages where index = $1 and document = $2`, [index, number]);
            const known = passages.map((each) => ({
                headings: headingsOf(each['headings']),
                text: String(each['body']),
            }));
            this.#count(wordsOf(String(row['title']), known), -1);
            this.#left.add(number).add(Number(row['parent'] ?? number));
        }
        await this.#rows.all(`delete from ${schema}.documents where index = $1 and number = any($2)`, [
            index,
            numbers,
        ]);
    }
    #count(words, change) {
        for (const word of words) {
            this.#changes.set(word, (this.#changes.get(word) ?? 0) + change);
        }
    }
}
function wordsOf(title, passages) {
    const texts = [title, ...passages.flatMap(({ headings, text }) => [...headings, text])];
    return new Set(texts.flatMap((text) => tokensOf(text).flatMap(({ form }) => (isCounted(form) ? [form] : []))));
}
