import type { ChatColumn, ChatDatabase } from '../../chat/site/ports.js';
import { operatorsOf } from '../../notion/query/conditions/operators.js';

/** Lines of an answer that are looked at. */
const MAX_LINES = 2000;
/** A database, and the data source below it, as `notion_list_databases` writes them. */
const DATABASE = /^- (.{1,500}?)(?: \((?:in |edited )[^()]{0,300}\))?$/;
const DATA_SOURCE = /^ {2}data source (?:(.{1,300}): )?(collection:\/\/[0-9a-f-]{36})$/;
/** A column, as `notion_describe_database` writes it. */
const COLUMN = /^- (.{1,300}?): ([a-z_]{2,40})(?=$|[ ,])(.*)$/;
const OPTIONS = /\[([^\]]{0,20000})\]/g;
const WITH_OPTIONS: ReadonlySet<string> = new Set(['select', 'multi_select', 'status']);

/** The data sources that an answer of `notion_list_databases` names. What cannot be read is left out. */
export function readDatabases(answer: string): readonly ChatDatabase[] {
  const found: ChatDatabase[] = [];
  let database = '';
  for (const line of answer.split('\n', MAX_LINES)) {
    const [, source, id] = DATA_SOURCE.exec(line) ?? [];
    if (id === undefined) {
      database = DATABASE.exec(line)?.[1] ?? database;
    } else {
      found.push({ id, title: source === undefined ? database : `${database}: ${source}` });
    }
  }
  return found;
}

/** The columns that conditions can name, of an answer of `notion_describe_database`. */
export function readColumns(answer: string): readonly ChatColumn[] {
  return answer.split('\n', MAX_LINES).flatMap((line) => {
    const [, name, type, rest = ''] = COLUMN.exec(line) ?? [];
    const operators = type === undefined ? undefined : operatorsOf(type);
    if (name === undefined || type === undefined || operators === undefined) {
      return [];
    }
    const options = WITH_OPTIONS.has(type)
      ? [...rest.matchAll(OPTIONS)].flatMap(([, list = '']) => list.split(', ')).filter((one) => one !== '')
      : [];
    return [{ name, type, operators: [...operators.keys()], options }];
  });
}
