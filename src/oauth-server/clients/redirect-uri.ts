/** Longest address that is accepted; characters. */
const MAX_REDIRECT_URI_CHARACTERS = 2000;
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/**
 * Schemes that known desktop apps have claimed without the dot that RFC 8252 §7.1 asks for. `extension`: the first part of
 * the address names the extension that waits for the person, as `publisher.extension`.
 */
const APP_SCHEMES: ReadonlyMap<string, 'app' | 'extension'> = new Map([
  ['chatgpt:', 'app'],
  ['claude:', 'app'],
  ['codex:', 'app'],
  ['cursor:', 'extension'],
  ['goose:', 'app'],
  ['lmstudio:', 'app'],
  ['raycast:', 'app'],
  ['vscode:', 'extension'],
  ['vscode-insiders:', 'extension'],
  ['vscodium:', 'extension'],
  ['warp:', 'app'],
  ['windsurf:', 'extension'],
  ['zed:', 'app'],
]);
/** A private-use scheme as RFC 8252 §7.1 has it: a reversed domain name, which begins with a top-level domain. */
const REVERSED_DOMAIN = /^(?:[a-z]{2,}|xn--[a-z0-9-]+)(?:\.[a-z0-9][a-z0-9-]*)+:$/;
/** Domains whose reversed names are links into parts of the operating system. */
const SYSTEM_DOMAINS = ['com.android.', 'com.apple.', 'com.microsoft.'];
/** What the address of a page that waits for an authorization is called, in one of its parts. */
const CALLBACK_WORD =
  /(?:^|[/._-])(?:auth|oauth|oauth2|authenticate|authorize|callback|oauth2?callback|redirect)(?:$|[/._-])/;
/**
 * What the parts of addresses are called that make these apps do something: run, install, open or connect to what the
 * address says. An address of that kind is a command, and whoever registered it would have us send people into it.
 */
const COMMAND_WORD =
  /(?:^|[/._-])(?:action|command|commands|deeplink|exec|extension|extensions|file|files|folder|git|install|launch|new|open|remote|run|script|settings|ssh|task|terminal|tunnel|workspace|wsl)(?:$|[/._-])/;
const EXTENSION = /^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9._-]*$/;

/**
 * Where a client may have people sent back to, by what can be said about who waits there. `site`: whoever owns the host,
 * over https. `loopback`: some program on the person's machine (RFC 8252 §7.3). `app`: the program that has claimed the
 * scheme. Undefined for everything else: code in the address (`javascript:`, `data:`), files, plain http to another
 * machine, schemes that start some other program of the system with text of the client's choice, and addresses of known
 * apps that are commands to them (RFC 9700 §4.1, RFC 8252 §7.1).
 */
export function redirectKind(uri: string): 'site' | 'loopback' | 'app' | undefined {
  if (
    uri.length > MAX_REDIRECT_URI_CHARACTERS ||
    !URL.canParse(uri) ||
    uri.includes('#') ||
    /[\s\\*]/.test(uri)
  ) {
    return undefined;
  }
  const url = new URL(uri);
  const { protocol, hostname, username, password } = url;
  if (username !== '' || password !== '') {
    return undefined;
  }
  switch (protocol) {
    case 'https:':
      return LOOPBACK_HOSTS.has(hostname) ? undefined : 'site';
    case 'http:':
      return LOOPBACK_HOSTS.has(hostname) ? 'loopback' : undefined;
    default:
      return isAppCallback(url) ? 'app' : undefined;
  }
}

function isAppCallback({ protocol, host, pathname, search }: URL): boolean {
  const claimed = APP_SCHEMES.get(protocol);
  if (claimed === undefined) {
    return REVERSED_DOMAIN.test(protocol) && !SYSTEM_DOMAINS.some((domain) => protocol.startsWith(domain));
  }
  const address = `${host}${pathname}`.toLowerCase();
  return (
    search === '' &&
    !address.includes('%') &&
    CALLBACK_WORD.test(address) &&
    !COMMAND_WORD.test(address) &&
    (claimed === 'app' || EXTENSION.test(host.toLowerCase()))
  );
}
