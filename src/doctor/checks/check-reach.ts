import { fail, ok, warn, type Finding } from '../finding.js';
import { hostOf, type Reach } from '../notion-reach.js';

/** Behind a proxy Node's `fetch` goes straight unless it is told otherwise. */
const PROXY_HINT = 'If this machine needs a proxy, set HTTPS_PROXY and, with Node 24, NODE_USE_ENV_PROXY=1.';

/** Whether Notion's API answers from here: name, connection, TLS, HTTP. */
export function checkReach(reach: Reach, apiUrl: string | undefined): Finding {
  const host = hostOf(apiUrl);
  if (reach.kind === 'failed') {
    return fail('reach', `${host} cannot be reached (${reach.code}).`, adviceFor(reach.code, host));
  }
  if (!reach.isNotion) {
    return warn(
      'reach',
      `${host} answered with HTTP ${reach.status}, but not as Notion's API does.`,
      `Something on the way answers in its place, such as a proxy or a sign-in page of the network, or NOTION_API_URL points elsewhere. ${PROXY_HINT}`,
    );
  }
  return reach.status >= 500
    ? warn(
        'reach',
        `${host} answers with HTTP ${reach.status}.`,
        'Notion is having trouble; see https://www.notion-status.com and try again later.',
      )
    : ok('reach', `${host} answers, in ${reach.milliseconds} ms.`);
}

function adviceFor(code: string, host: string): string {
  if (/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME)$/.test(code)) {
    return `The name ${host} is not found: check the network, DNS and NOTION_API_URL. ${PROXY_HINT}`;
  }
  if (/CERT|SELF_SIGNED|SSL|TLS|UNABLE_TO/.test(code)) {
    return 'The certificate is not trusted: if a proxy here opens TLS, give its certificate to Node with NODE_EXTRA_CA_CERTS; else check the clock and NOTION_API_URL.';
  }
  if (code === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return `Nothing comes back: a firewall may drop the connection. Allow outgoing connections to ${host}. ${PROXY_HINT}`;
  }
  return `Check the network, the firewall and NOTION_API_URL. ${PROXY_HINT}`;
}
