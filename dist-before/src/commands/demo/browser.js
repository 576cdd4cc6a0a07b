/** Pages that a browser is sent on to before it is back; each kind of consent needs fewer. */
const MAX_REDIRECTS = 5;
/**
 * Plays the person in the demo who connects a workspace: opens the link, confirms having started it, allows access on
 * the sandbox's consent page and returns, as a browser would. Rejects if the flow does not end at a success page.
 */
export async function giveConsent(link) {
    const asked = await fetch(link);
    const opened = await fetch(link, {
        method: 'POST',
        headers: { cookie: cookiesOf(asked) },
        body: new URLSearchParams({ ...readForm(await asked.text()).fields, decision: 'continue' }),
    });
    const [, next = ''] = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(await opened.text()) ?? [];
    const consentUrl = unescaped(next);
    const form = readForm(await (await fetch(consentUrl)).text());
    const decided = await fetch(new URL(form.action, consentUrl), {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ ...form.fields, decision: 'allow' }),
    });
    const callback = await fetch(await wayBack(decided, new URL(link).origin), {
        headers: { cookie: cookiesOf(opened) },
    });
    if (!callback.ok) {
        throw new Error(`Connecting the sandbox ended with HTTP ${callback.status}.`);
    }
}
/** Follows redirects up to the address of our own server, which alone gets its cookies. */
async function wayBack(decided, origin) {
    let location = decided.headers.get('location') ?? '';
    for (let hop = 0; hop < MAX_REDIRECTS && new URL(location).origin !== origin; hop += 1) {
        const response = await fetch(location, { redirect: 'manual' });
        location = response.headers.get('location') ?? '';
    }
    return location;
}
function cookiesOf(response) {
    return response.headers
        .getSetCookie()
        .map((line) => line.split(';', 1)[0] ?? '')
        .join('; ');
}
/** A page's form with the values it would submit: hidden fields, and the first account of the list. */
function readForm(html) {
    const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)" ?\/?>/g)];
    const account = /<option value="([^"]*)"/.exec(html)?.[1] ?? '';
    return {
        action: /<form method="post" action="([^"]+)">/.exec(html)?.[1] ?? '',
        fields: {
            ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, unescaped(value)])),
            account: unescaped(account),
        },
    };
}
function unescaped(text) {
    return text.replaceAll(/&#(\d+);/g, (_entity, code) => String.fromCodePoint(Number(code)));
}
