import { field, isRecord, textField } from '../../text/json.js';

/** Members of a property value that hold rich text. */
const HOLDERS = ['title', 'rich_text'] as const;

/**
 * The text of an icon, a cover or rich text in the form of Notion's API, such as `{"emoji": "🚀"}` and
 * `[{"text": {"content": "Plan"}}]`; undefined for anything else, and for text with links, mentions or formatting, which a plain text would lose without a word.
 */
export function plainTextIn(value: unknown): string | undefined {
  if (isRecord(value)) {
    const icon = value['emoji'] ?? field(value['external'], 'url');
    if (typeof icon === 'string') {
      return icon;
    }
    const holder = HOLDERS.find((name) => Array.isArray(value[name]));
    return holder === undefined ? runText(value) : plainTextIn(value[holder]);
  }
  if (!Array.isArray(value) || value.length === 0) {
    return undefined;
  }
  const texts = value.map((run) => runText(run));
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function runText(run: unknown): string | undefined {
  const text = field(run, 'text');
  const type = field(run, 'type') ?? 'text';
  const isPlain =
    (field(text, 'link') ?? null) === null &&
    Object.values(field(run, 'annotations') ?? {}).every((mark) => mark === false || mark === 'default');
  return type === 'text' && isPlain ? textField(text, 'content') : undefined;
}
