/** Maximum length of a redirect URI, in characters. */
const MAX_REDIRECT_URI_CHARACTERS = 2000;
const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
/**
 * Schemes claimed by known desktop apps without the dot that RFC 8252 §7.1 requires. `extension`: the first part of the
 * address names the extension that handles the redirect, as `publisher.extension`.
 */
const APP_SCHEMES = new Map([
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
/** A private-use scheme per RFC 8252 §7.1: a reversed domain name, which begins with a top-level domain. */
const REVERSED_DOMAIN = /^(?:[a-z]{2,}|xn--[a-z0-9-]+)(?:\.[a-z0-9][a-z0-9-]*)+:$/;
/** Domains whose reversed names open parts of the operating system. */
const SYSTEM_DOMAINS = ['com.android.', 'com.apple.', 'com.microsoft.'];
/** Words that mark an authorization callback in a path segment. */
const CALLBACK_WORD = /(?:^|[/._-])(?:auth|oauth|oauth2|authenticate|authorize|callback|oauth2?callback|redirect)(?:$|[/._-])/;
/**
 * Words in addresses that make these apps act: run, install, open or connect to a given target. Such an address is a
 * command, and an attacker who registers it would have us send users to it.
 */
const COMMAND_WORD = /(?:^|[/._-])(?:action|command|commands|deeplink|exec|extension|extensions|file|files|folder|git|install|launch|new|open|remote|run|script|settings|ssh|task|terminal|tunnel|workspace|wsl)(?:$|[/._-])/;
const EXTENSION = /^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9._-]*$/;
/**
 * Classifies a redirect URI by who receives the user. `site`: the owner of the host, over https. `loopback`: some
 * program on the user's machine (RFC 8252 §7.3). `app`: the program that has claimed the scheme. Undefined for
 * everything else: code in the address (`javascript:`, `data:`), files, plain http to another machine, schemes that
 * start other system programs with text of the client's choice, and addresses that are commands to known apps (RFC 9700
 * §4.1, RFC 8252 §7.1).
 */
export function redirectKind(uri) {
    if (uri.length > MAX_REDIRECT_URI_CHARACTERS ||
        !URL.canParse(uri) ||
        uri.includes('#') ||
        /[\s\\*]/.test(uri)) {
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
function isAppCallback({ protocol, host, pathname, search }) {
    const claimed = APP_SCHEMES.get(protocol);
    if (claimed === undefined) {
        return REVERSED_DOMAIN.test(protocol) && !SYSTEM_DOMAINS.some((domain) => protocol.startsWith(domain));
    }
    const address = `${host}${pathname}`.toLowerCase();
    return (search === '' &&
        !address.includes('%') &&
        CALLBACK_WORD.test(address) &&
        !COMMAND_WORD.test(address) &&
        (claimed === 'app' || EXTENSION.test(host.toLowerCase())));
}
