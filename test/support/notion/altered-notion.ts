import { startTestServer } from '../servers/test-server.js';

type Body = Readonly<Record<string, unknown>>;

/** What stands in place of an answer: another body, or an error of Notion's with this status and code. */
export type Alteration = (
  cursor: string | undefined,
  original: (cursor?: string) => Promise<Body>,
  sent: Body,
) => Promise<Body | { readonly status: number; readonly code: string }>;

/** A Notion between the tools and the sandbox that alters the answers to some requests. */
export interface AlteredNotion {
  readonly url: string;
  /** From now on, answers to requests such as `GET /v1/users` that match are altered. */
  alter(match: RegExp, alteration: Alteration): void;
  /** Passes everything on again. */
  reset(): void;
  close(): Promise<void>;
}

interface Rule {
  readonly match: RegExp;
  readonly alteration: Alteration;
}

export async function startAlteredNotion(notionUrl: string): Promise<AlteredNotion> {
  let rules: Rule[] = [];
  const server = await startTestServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
      }
      const { method = 'GET', url = '/', headers } = request;
      const target = new URL(url, notionUrl);
      const sent = chunks.length === 0 ? undefined : (JSON.parse(Buffer.concat(chunks).toString()) as Body);
      const send = async (cursor: string | undefined): Promise<Response> => {
        const at = new URL(target);
        at.searchParams.delete('start_cursor');
        if (cursor !== undefined && sent === undefined) {
          at.searchParams.set('start_cursor', cursor);
        }
        const { start_cursor: _sent, ...rest } = sent ?? {};
        return fetch(at, {
          method,
          headers: {
            authorization: headers.authorization ?? '',
            'content-type': 'application/json',
            'notion-version': String(headers['notion-version']),
          },
          ...(sent === undefined
            ? {}
            : { body: JSON.stringify(cursor === undefined ? rest : { ...rest, start_cursor: cursor }) }),
        });
      };
      const given = sent === undefined ? target.searchParams.get('start_cursor') : sent['start_cursor'];
      const cursor = typeof given === 'string' ? given : undefined;
      const rule = rules.find(({ match }) => match.test(`${method} ${target.pathname}`));
      const passed = rule === undefined ? await send(cursor) : undefined;
      const body = (
        passed === undefined
          ? await rule?.alteration(
              cursor,
              async (from) => (await (await send(from)).json()) as Body,
              sent ?? {},
            )
          : await passed.json()
      ) as Body;
      const error = typeof body['code'] === 'string' ? Number(body['status']) : undefined;
      response
        .writeHead(error ?? passed?.status ?? 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(error === undefined ? body : { object: 'error', message: 'Refused.', ...body }));
    })();
  });
  server.server.unref();
  return {
    url: server.origin,
    alter: (match, alteration) => rules.push({ match, alteration }),
    reset: () => (rules = []),
    close: server.close,
  };
}
