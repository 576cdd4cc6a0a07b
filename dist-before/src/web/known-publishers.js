/**
 * Hosts whose owners our users can be expected to know, with the owner's name. Exact hosts only: nothing follows for
 * their subdomains or siblings.
 */
const PUBLISHERS = new Map([
    ['chatgpt.com', 'OpenAI'],
    ['claude.ai', 'Anthropic'],
    ['claude.com', 'Anthropic'],
    ['insiders.vscode.dev', 'Microsoft'],
    ['vscode.dev', 'Microsoft'],
]);
/** The owner of a known host. */
export function publisherOf(host) {
    return PUBLISHERS.get(host);
}
/** The known host that this one imitates, such as `claude.ai` for `claude.ai.example.com`. */
export function imitatedHost(host) {
    if (PUBLISHERS.has(host)) {
        return undefined;
    }
    const letters = lettersOf(host);
    return [...PUBLISHERS.keys()].find((known) => letters.includes(lettersOf(known)));
}
/** Whether a host has non-ASCII letters (punycode); browsers show such names as words that look like others. */
export function isInternational(host) {
    return host.split('.').some((label) => label.startsWith('xn--'));
}
function lettersOf(host) {
    return host.replaceAll(/[^a-z0-9]/g, '');
}
