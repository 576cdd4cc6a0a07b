/**
 * Hosts whose owners this server's people can be expected to know, each with its owner's name. Exact hosts: of a name below
 * one of them, or beside it, nothing follows.
 */
const PUBLISHERS: ReadonlyMap<string, string> = new Map([
  ['chatgpt.com', 'OpenAI'],
  ['claude.ai', 'Anthropic'],
  ['claude.com', 'Anthropic'],
  ['insiders.vscode.dev', 'Microsoft'],
  ['vscode.dev', 'Microsoft'],
]);

/** Who owns a host, if it is one of the few that are known. */
export function publisherOf(host: string): string | undefined {
  return PUBLISHERS.get(host);
}

/** The known host that another one is made to look like, such as `claude.ai` for `claude.ai.example.com`. */
export function imitatedHost(host: string): string | undefined {
  if (PUBLISHERS.has(host)) {
    return undefined;
  }
  const letters = lettersOf(host);
  return [...PUBLISHERS.keys()].find((known) => letters.includes(lettersOf(known)));
}

/** Whether a host is written in another alphabet; browsers show such names as words that look like others. */
export function isInternational(host: string): boolean {
  return host.split('.').some((label) => label.startsWith('xn--'));
}

function lettersOf(host: string): string {
  return host.replaceAll(/[^a-z0-9]/g, '');
}
