/**
 * Maximum number of cookies of other requests in a browser: ten requests with four each. They are sent with every
 * request, and a page that began many authorization requests would make the headers too long for any server.
 */
const MAX_REQUEST_COOKIES = 40;
/**
 * The provider's cookies, under names that browsers protect. The library tells the requests of one browser apart by the
 * **path** of a cookie, but `__Host-` allows only `/` (RFC 6265bis §4.1.3.2). So the browser's cookie has the request's
 * id in its name instead: no other host of the domain and no plain http can plant one, and two requests in one browser
 * still have separate cookies.
 */
export class RequestCookies {
    /** Names used by the library. */
    interaction = 'notion-oauth-request';
    resume = 'notion-oauth-resume';
    session = 'notion-oauth';
    #prefix;
    /** `secure`: whether browsers reach this server over https; over http they reject names with the prefix. */
    constructor(secure) {
        this.#prefix = secure ? '__Host-' : '';
    }
    /**
     * Passes the library only the cookies of the request in the path, and no others under the library's own names: a
     * cookie planted under such a name is never read. Mount it where the path ends with `:uid`, or has none.
     */
    incoming = (request, response, next) => {
        const { uid } = request.params;
        const kept = [];
        const others = [];
        for (const pair of (request.headers.cookie ?? '').split(';').map((text) => text.trim())) {
            const name = pair.slice(0, Math.max(0, pair.indexOf('=')));
            const known = typeof uid === 'string' ? this.#inside(name, uid) : undefined;
            if (known !== undefined) {
                kept.push(`${known}${pair.slice(name.length)}`);
            }
            else if (this.#isOfSomeRequest(name)) {
                others.push(name);
            }
            else if (pair !== '' && !this.#isProviderCookie(name)) {
                kept.push(pair);
            }
        }
        // Browsers send the oldest cookies first.
        for (const name of others.slice(0, Math.max(0, others.length - MAX_REQUEST_COOKIES))) {
            response.clearCookie(name, { path: '/', secure: this.#prefix !== '', httpOnly: true, sameSite: 'lax' });
        }
        request.headers.cookie = kept.join('; ');
        next();
    };
    /** Renames the library's cookies, and drops its session cookie, which is never read here. */
    outgoing(response) {
        const lines = [response.getHeader('set-cookie') ?? []].flat().map(String);
        if (lines.length === 0) {
            return;
        }
        const renamed = lines.flatMap((line) => this.#outside(line) ?? []);
        if (renamed.length === 0) {
            response.removeHeader('set-cookie');
        }
        else {
            response.setHeader('set-cookie', renamed);
        }
    }
    /** The library's name for a browser's cookie, if it belongs to this request. */
    #inside(name, uid) {
        return [this.interaction, this.resume]
            .flatMap((known) => [known, `${known}.sig`])
            .find((known) => name === this.#nameFor(known, uid));
    }
    #outside(line) {
        const name = line.slice(0, Math.max(0, line.indexOf('=')));
        if (!this.#isProviderCookie(name)) {
            return line;
        }
        if (name === this.session || name === `${this.session}.sig`) {
            return undefined;
        }
        const path = /; *path=([^;]*)/i.exec(line)?.[1] ?? '';
        const uid = path.slice(path.lastIndexOf('/') + 1);
        return `${this.#nameFor(name, uid)}${line.slice(name.length)}`.replace(/(; *path=)[^;]*/i, '$1/');
    }
    #nameFor(known, uid) {
        const signature = known.endsWith('.sig') ? '.sig' : '';
        return `${this.#prefix}${known.slice(0, known.length - signature.length)}-${uid}${signature}`;
    }
    #isOfSomeRequest(name) {
        return [this.interaction, this.resume].some((known) => name.startsWith(`${this.#prefix}${known}-`));
    }
    /** Whether the library would read a cookie with this name. */
    #isProviderCookie(name) {
        return [this.interaction, this.resume, this.session].some((known) => name === known || name === `${known}.sig`);
    }
}
