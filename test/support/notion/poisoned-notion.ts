import { startTestServer } from '../servers/test-server.js';

/** An answer in place of Notion's. */
export interface Poison {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A Notion between the server and a real one: passes everything on, until it is told to answer itself. */
export interface PoisonedNotion {
  readonly url: string;
  /** From now on every request gets this answer; undefined passes them on again. */
  poison(answer: Poison | undefined): void;
  close(): Promise<void>;
}

export async function startPoisonedNotion(notionUrl: string): Promise<PoisonedNotion> {
  let poison: Poison | undefined;
  const server = await startTestServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
      }
      if (poison !== undefined) {
        response.writeHead(poison.status, poison.headers).end(poison.body);
        return;
      }
      const { method = 'GET', url = '/', headers } = request;
      const answer = await fetch(new URL(url, notionUrl), {
        method,
        headers: {
          authorization: headers.authorization ?? '',
          'content-type': headers['content-type'] ?? 'application/json',
          'notion-version': String(headers['notion-version']),
        },
        ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
      });
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  return {
    url: server.origin,
    poison: (answer) => (poison = answer),
    close: server.close,
  };
}
