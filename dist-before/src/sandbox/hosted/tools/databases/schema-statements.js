import { ToolFailure } from '../tool.js';
/** Longest statement, in UTF-16 code units. */
const MAX_STATEMENT = 20_000;
/** Words for types, and what REST calls them. */
const types = new Map([
    ['TITLE', 'title'],
    ['RICH_TEXT', 'rich_text'],
    ['TEXT', 'rich_text'],
    ['NUMBER', 'number'],
    ['SELECT', 'select'],
    ['MULTI_SELECT', 'multi_select'],
    ['STATUS', 'status'],
    ['DATE', 'date'],
    ['PEOPLE', 'people'],
    ['FILES', 'files'],
    ['CHECKBOX', 'checkbox'],
    ['URL', 'url'],
    ['EMAIL', 'email'],
    ['PHONE_NUMBER', 'phone_number'],
    ['CREATED_TIME', 'created_time'],
    ['CREATED_BY', 'created_by'],
    ['LAST_EDITED_TIME', 'last_edited_time'],
    ['LAST_EDITED_BY', 'last_edited_by'],
    ['UNIQUE_ID', 'unique_id'],
    ['RELATION', 'relation'],
]);
/** One word, quoted name, quoted text or sign of a statement. Sticky, so that reading is linear. */
const token = /"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([\w-]+)|([(),:;])|\s+/y;
/** Reads the words of a statement one by one. */
class Reader {
    #tokens;
    #next = 0;
    constructor(statement) {
        this.#tokens = tokensOf(statement);
    }
    get isAtEnd() {
        return this.#next >= this.#tokens.length;
    }
    /** Takes the next token if it is this word or sign. */
    takes(value) {
        const found = this.#tokens[this.#next];
        const fits = found !== undefined &&
            (found.kind === 'word' || found.kind === 'sign') &&
            found.value.toUpperCase() === value;
        this.#next += fits ? 1 : 0;
        return fits;
    }
    expect(value) {
        if (!this.takes(value)) {
            throw this.refusal(value);
        }
    }
    take(kind, what) {
        const found = this.#tokens[this.#next];
        if (found?.kind !== kind) {
            throw this.refusal(what);
        }
        this.#next += 1;
        return found.value;
    }
    refusal(expected) {
        const found = this.#tokens[this.#next]?.value ?? 'the end';
        return new ToolFailure(`Invalid SQL DDL: expected ${expected}, found ${JSON.stringify(found)}.`);
    }
}
function tokensOf(statement) {
    if (statement.length > MAX_STATEMENT) {
        throw new ToolFailure(`Invalid SQL DDL: longer than ${MAX_STATEMENT} characters.`);
    }
    const found = [];
    const text = statement.trimEnd();
    token.lastIndex = 0;
    let end = 0;
    for (let match = token.exec(text); match !== null; match = token.exec(text)) {
        const [, name, quotedText, word, sign] = match;
        if (name !== undefined) {
            found.push({ kind: 'name', value: name.replaceAll('""', '"') });
        }
        else if (quotedText !== undefined) {
            found.push({ kind: 'text', value: quotedText.replaceAll("''", "'") });
        }
        else if (word !== undefined) {
            found.push({ kind: 'word', value: word });
        }
        else if (sign !== undefined) {
            found.push({ kind: 'sign', value: sign });
        }
        end = token.lastIndex;
    }
    if (end < text.length) {
        throw new ToolFailure(`Invalid SQL DDL near ${JSON.stringify(text.slice(end, end + 20))}.`);
    }
    return found;
}
/** `CREATE TABLE ("Name" TITLE, "Stage" SELECT('New':blue, 'Old'))`. */
export function readTable(statement) {
    const reader = new Reader(statement);
    reader.expect('CREATE');
    reader.expect('TABLE');
    reader.expect('(');
    const columns = {};
    do {
        columns[reader.take('name', 'a column name in double quotes')] = readType(reader);
    } while (reader.takes(','));
    reader.expect(')');
    reader.takes(';');
    return columns;
}
/** `ADD COLUMN`, `DROP COLUMN`, `RENAME COLUMN … TO …`, `ALTER COLUMN … SET …`, with semicolons between. */
export function readAlterations(statements) {
    const reader = new Reader(statements);
    const columns = {};
    while (!reader.isAtEnd) {
        readAlteration(reader, columns);
        if (!reader.isAtEnd) {
            reader.expect(';');
        }
    }
    return columns;
}
function readAlteration(reader, columns) {
    const verb = ['ADD', 'DROP', 'RENAME', 'ALTER'].find((word) => reader.takes(word));
    if (verb === undefined) {
        throw reader.refusal('ADD, DROP, RENAME or ALTER COLUMN');
    }
    reader.expect('COLUMN');
    const name = reader.take('name', 'a column name in double quotes');
    switch (verb) {
        case 'ADD':
            columns[name] = readType(reader);
            return;
        case 'DROP':
            columns[name] = null;
            return;
        case 'RENAME':
            reader.expect('TO');
            columns[name] = { name: reader.take('name', 'a column name in double quotes') };
            return;
        default:
            reader.expect('SET');
            columns[name] = readType(reader);
    }
}
function readType(reader) {
    const word = reader.take('word', 'a type');
    const type = types.get(word.toUpperCase());
    if (type === undefined) {
        throw new ToolFailure(`Invalid SQL DDL: unknown type ${word}.`);
    }
    const values = reader.takes('(') ? readValues(reader) : [];
    switch (type) {
        case 'select':
        case 'multi_select':
            return { [type]: { options: values } };
        case 'relation':
            return {
                relation: { data_source_id: values[0]?.name.replace('collection://', ''), single_property: {} },
            };
        default:
            return { [type]: {} };
    }
}
/** `'New':blue, 'Old')`. */
function readValues(reader) {
    const values = [];
    do {
        const name = reader.take('text', 'a value in single quotes');
        values.push(reader.takes(':') ? { name, color: reader.take('word', 'a colour') } : { name });
    } while (reader.takes(','));
    reader.expect(')');
    return values;
}
