/** Longest address that is accepted; characters. */
const LONGEST = 2000;
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Schemes that editors and desktop apps have claimed without the dot that RFC 8252 §7.1 asks for. */
const APP_SCHEMES: ReadonlySet<string> = new Set([
  'chatgpt:',
  'claude:',
  'codex:',
  'cursor:',
  'goose:',
  'lmstudio:',
  'raycast:',
  'vscode:',
  'vscode-insiders:',
  'vscodium:',
  'warp:',
  'windsurf:',
  'zed:',
]);
/** A private-use scheme as RFC 8252 §7.1 has it: a reversed domain name. */
const REVERSED_DOMAIN = /^[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+:$/;

/**
 * Where a client may have people sent back to, by what can be said about who waits there. `site`: whoever owns the host,
 * over https. `loopback`: some program on the person's machine (RFC 8252 §7.3). `app`: the program that has claimed the
 * scheme. Undefined for everything else: code in the address (`javascript:`, `data:`), files, plain http to another
 * machine, and schemes that start some other program of the system with text of the client's choice.
 */
export function redirectKind(uri: string): 'site' | 'loopback' | 'app' | undefined {
  if (uri.length > LONGEST || !URL.canParse(uri) || uri.includes('#') || /[\s\\*]/.test(uri)) {
    return undefined;
  }
  const { protocol, hostname, username, password } = new URL(uri);
  if (username !== '' || password !== '') {
    return undefined;
  }
  switch (protocol) {
    case 'https:':
      return LOOPBACK_HOSTS.has(hostname) ? undefined : 'site';
    case 'http:':
      return LOOPBACK_HOSTS.has(hostname) ? 'loopback' : undefined;
    default:
      return APP_SCHEMES.has(protocol) || REVERSED_DOMAIN.test(protocol) ? 'app' : undefined;
  }
}
