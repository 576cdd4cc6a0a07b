import { field, isRecord, textField } from '../../text/json.js';
import { isBlank } from './blank-value.js';

/** What Notion has beside the value itself. */
const NAMELESS: ReadonlySet<string> = new Set(['type', 'object', 'id']);

/**
 * The text of an icon, a cover or rich text in the form of Notion's API, such as `{"emoji": "🚀"}` and
 * `[{"text": {"content": "Plan"}}]`; undefined for anything else, and for text with links, mentions or formatting, which a plain text would lose without a word.
 */
export function plainTextIn(value: unknown): string | undefined {
  if (isRecord(value)) {
    const [only, ...others] = Object.entries(value).filter(
      ([name, member]) => !NAMELESS.has(name) && !isBlank(member),
    );
    const [name, member] = only ?? [];
    // Beside others each would be lost without a word.
    switch (others.length === 0 ? name : undefined) {
      case 'emoji':
        return textField(value, 'emoji');
      case 'external':
        return textField(member, 'url');
      case 'title':
      case 'rich_text':
        return Array.isArray(member) ? plainTextIn(member) : undefined;
      default:
        return runText(value);
    }
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
