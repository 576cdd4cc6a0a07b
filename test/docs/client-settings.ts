import { codeBlocks } from './markdown.js';
import { shellCommands } from './shell-commands.js';

/** A server as a client's settings describe it. */
export type DescribedServer =
  | {
      readonly kind: 'stdio';
      readonly command: readonly string[];
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'http'; readonly url: string; readonly headers: Readonly<Record<string, string>> };

interface Entry {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Every server that a page tells people to add, in a settings file or by command. */
export function describedServers(markdown: string): readonly DescribedServer[] {
  return codeBlocks(markdown).flatMap(({ language, text }) => {
    if (language === 'json') {
      return fromSettings(text);
    }
    return language === 'sh' ? shellCommands(text).flatMap((words) => fromCommand(words)) : [];
  });
}

function fromSettings(text: string): DescribedServer[] {
  const { mcpServers, servers } = JSON.parse(text) as Record<string, Record<string, Entry> | undefined>;
  return Object.values({ ...mcpServers, ...servers }).map(
    ({ command, args = [], env = {}, url = '', headers = {} }) =>
      command === undefined
        ? { kind: 'http', url, headers }
        : { kind: 'stdio', command: [command, ...args], env },
  );
}

/** `claude mcp add NAME --env A=b -- COMMAND…`, or `claude mcp add --transport http NAME URL --header "A: b"`. */
function fromCommand(words: readonly string[]): DescribedServer[] {
  if (words.slice(0, 3).join(' ') !== 'claude mcp add') {
    return [];
  }
  const values = (option: string, separator: string): Record<string, string> =>
    Object.fromEntries(
      words.flatMap((word, index) => {
        const [name = '', ...rest] = words[index - 1] === option ? word.split(separator) : [];
        return rest.length === 0 ? [] : [[name.trim(), rest.join(separator).trim()]];
      }),
    );
  const end = words.indexOf('--');
  return end === -1
    ? [
        {
          kind: 'http',
          url: words.find((word) => word.startsWith('http:') || word.startsWith('https:')) ?? '',
          headers: values('--header', ':'),
        },
      ]
    : [{ kind: 'stdio', command: words.slice(end + 1), env: values('--env', '=') }];
}
