import { Browser } from '../../notion-oauth/browser.js';

/** Signs a space in to the hosted server, as a backend and a person do. Rejects if it is not connected then. */
export async function connectHosted(origin: string, key: string, spaceId: string): Promise<void> {
  const browser = new Browser();
  const { location } = await browser.walk(await hostedLink(origin, key, spaceId));
  const { html } = await browser.open(location);
  if (!html.includes('MCP connected')) {
    throw new Error(`The hosted server was not connected: ${html}`);
  }
}

/** The link behind which a person signs in. */
export async function hostedLink(origin: string, key: string, spaceId: string): Promise<string> {
  const started = await fetch(`${origin}/api/notion/oauth/start`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ spaceId }),
  });
  const { authorizeUrl } = (await started.json()) as { readonly authorizeUrl?: string };
  if (authorizeUrl === undefined) {
    throw new Error(`Starting the hosted sign-in ended with HTTP ${started.status}.`);
  }
  return authorizeUrl;
}
