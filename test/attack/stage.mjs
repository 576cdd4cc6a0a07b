import { setStage as setLoadStage } from '../load/stage.mjs';

/** The built server with two connected spaces, one of them the attacker's, and a Notion that holds hostile pages. */
export async function setStage() {
  const stage = await setLoadStage({
    spaces: 2,
    notionModule: new URL('hostile-notion.mjs', import.meta.url).href,
  });
  const [tenant, attacker] = stage.names;
  return { ...stage, tenant, attacker };
}
