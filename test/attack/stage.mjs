import { setStage as setLoadStage } from '../load/stage.mjs';

/** The built server with two connected spaces, one of them the attacker's, and a Notion that holds hostile pages. */
export async function setStage() {
  const stage = await setLoadStage({
    spaces: 2,
    // The attacks come from many addresses, as a proxy on this machine tells them.
    extraSettings: { TRUSTED_PROXIES: '127.0.0.1' },
    notionModule: new URL('hostile-notion.mjs', import.meta.url).href,
  });
  const [tenant, attacker] = stage.names;
  return { ...stage, tenant, attacker };
}
