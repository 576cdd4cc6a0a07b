import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseSpaceId } from '../../../src/ids.js';
import { authorizeApp, rowsSeen } from '../app/authorized-app.js';
import { NORA, SAM, startOauthServer, type OauthServer } from '../app/oauth-server.js';
import { linksOf, wordsOf, type Arrival, type Person } from '../app/person.js';

let server: OauthServer;
let keys = 0;

beforeAll(async () => {
  server = await startOauthServer();
});
afterAll(() => server.close());

/** A service key of somebody who wants to read other people's pages. */
async function newKey(label: string): Promise<{ key: string; id: string; space: string }> {
  const space = `space-${(keys += 1)}`;
  const { key, record } = await server.store.serviceKeys.create(parseSpaceId(space) ?? 'all', label);
  return { key, id: record.id, space };
}

async function linkOf({ key, space }: { key: string; space: string }): Promise<string> {
  const response = await fetch(`${server.origin}/integrations/notion/oauth/start`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ spaceId: space }),
  });
  return ((await response.json()) as { authorizeUrl: string }).authorizeUrl;
}

function personAt(label: RegExp): Person {
  const person = server.person();
  person.atNotion = { label };
  return person;
}

const connectionsOf = async (person: Person): Promise<Arrival> =>
  person.visit(`${server.origin}/connections`);

/** Signs in, by connecting a workspace of one's own. */
async function signIn(person: Person): Promise<void> {
  await authorizeApp(server, person);
}

describe('the page before Notion', () => {
  it('names the key that made the link, in words that are marked as its own', async () => {
    const made = await newKey('Notion Support (official)” says: <b>all is well</b>');
    const page = await server.person().visit(await linkOf(made));
    const words = wordsOf(page.html);
    expect(words).toContain(`connected to the space ${made.space}`);
    expect(words).toContain(`That is the name of the service key ${made.id}. Its creator chose it`);
    expect(page.html).toContain(
      '<p class="said"><bdi>Notion Support (official)” says: &#60;b&#62;all is well&#60;/b&#62;</bdi></p>',
    );
  });

  it('names the key whose call was answered with the link; another key of the space has one of its own', async () => {
    const one = await newKey('The first agent');
    const space = parseSpaceId(one.space) ?? 'all';
    const two = await server.store.serviceKeys.create(space, 'The second agent');
    const pages = await Promise.all(
      [one.key, two.key].map(async (key) => {
        const [link = ''] = /http:[^\s"\\]+oauth\/go\/[\w-]+/.exec(await rowsSeen(server, key)) ?? [];
        return wordsOf((await server.person().visit(link)).html);
      }),
    );
    expect(pages).toEqual([
      expect.stringContaining('The first agent'),
      expect.stringContaining('The second agent'),
    ]);
  });
});

describe('a workspace that somebody connected to the space of another', () => {
  it('is shown to its person, with who made the link, and can be taken back', async () => {
    const made = await newKey('Free Notion backup');
    const nora = personAt(NORA);
    await signIn(nora);
    expect(wordsOf((await connectionsOf(nora)).html)).not.toContain('Spaces that read your Notion');
    expect((await nora.follow(await linkOf(made))).status).toBe(200);
    expect(await rowsSeen(server, made.key)).toContain('3 rows; that is all');

    const page = await connectionsOf(nora);
    const words = wordsOf(page.html);
    expect(words).toContain(`in the space ${made.space}`);
    expect(words).toContain('Free Notion backup');
    const path = linksOf(page.html).findLast((link) => link.startsWith('/connections/disconnect')) ?? '';
    const asked = await nora.visit(`${server.origin}${path}`);
    expect(wordsOf(asked.html)).toContain(`The space ${made.space} can no longer read it`);
    await nora.submit(asked, {});
    expect(await rowsSeen(server, made.key)).toContain('No Notion workspace is connected');
    const after = wordsOf((await connectionsOf(nora)).html);
    expect(after).not.toContain('Spaces that read your Notion');
    expect(after).toContain('North');
  });

  it('is shown to nobody else, who cannot end it either', async () => {
    const made = await newKey('Issue Solver');
    const nora = personAt(NORA);
    await nora.follow(await linkOf(made));
    const sam = personAt(SAM);
    await signIn(sam);
    expect(wordsOf((await connectionsOf(sam)).html)).not.toContain(made.space);
    const [connection] = await server.store.credentials.connectionsOf(
      parseSpaceId(made.space) ?? ('' as never),
    );
    const address = `${server.origin}/connections/disconnect?id=${connection?.id}`;
    expect((await sam.visit(address)).status).toBe(404);
    const own = linksOf((await connectionsOf(sam)).html).find((link) => link.includes('/disconnect')) ?? '';
    const form = await sam.visit(`${server.origin}${own}`);
    const refused = await sam.submit(
      {
        ...form,
        html: form.html.replace(/action="[^"]*"/, `action="/connections/disconnect?id=${connection?.id}"`),
      },
      {},
    );
    expect(refused.status).toBe(404);
    expect(await rowsSeen(server, made.key)).toContain('3 rows; that is all');
  });

  it('is nobody’s where Notion named no person', async () => {
    const made = await newKey('Issue Solver');
    const nora = personAt(NORA);
    await nora.follow(await linkOf(made));
    await server.store.database.change((changes) =>
      changes
        .updateTable('connections')
        .set({ owner_user_id: null })
        .where('space_id', '=', made.space)
        .execute(),
    );
    await signIn(nora);
    expect(wordsOf((await connectionsOf(nora)).html)).not.toContain(made.space);
  });
});
