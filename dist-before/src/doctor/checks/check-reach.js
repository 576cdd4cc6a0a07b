import { fail, ok, warn } from '../finding.js';
import { hostOf } from '../notion-reach.js';
/** Node's `fetch` ignores proxies unless configured to use them. */
const PROXY_HINT = 'If this machine needs a proxy, set HTTPS_PROXY and, with Node 24, NODE_USE_ENV_PROXY=1.';
/** Whether Notion's API answers from here: name, connection, TLS, HTTP. */
export function checkReach(reach, apiUrl) {
    const host = hostOf(apiUrl);
    if (reach.kind === 'failed') {
        return fail('reach', `${host} cannot be reached (${reach.code}).`, adviceFor(reach.code, host));
    }
    if (!reach.isNotion) {
        return warn('reach', `${host} answered with HTTP ${reach.status}, but not like Notion's API.`, `A proxy or a network sign-in page may answer in its place, or NOTION_API_URL is wrong. ${PROXY_HINT}`);
    }
    return reach.status >= 500
        ? warn('reach', `${host} answers with HTTP ${reach.status}.`, 'Notion is having trouble; see https://www.notion-status.com and try again later.')
        : ok('reach', `${host} responds in ${reach.milliseconds} ms.`);
}
function adviceFor(code, host) {
    if (/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME)$/.test(code)) {
        return `${host} cannot be resolved: check the network, DNS and NOTION_API_URL. ${PROXY_HINT}`;
    }
    if (/CERT|SELF_SIGNED|SSL|TLS|UNABLE_TO/.test(code)) {
        return 'The certificate is not trusted: if a proxy intercepts TLS, add its certificate with NODE_EXTRA_CA_CERTS; otherwise check the clock and NOTION_API_URL.';
    }
    if (code === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') {
        return `No response: a firewall may be dropping the connection. Allow outgoing connections to ${host}. ${PROXY_HINT}`;
    }
    return `Check the network, the firewall and NOTION_API_URL. ${PROXY_HINT}`;
}
