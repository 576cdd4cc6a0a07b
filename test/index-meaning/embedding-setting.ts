import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddingsClient } from '../../src/embeddings/embeddings-client.js';
import { PassageEmbedder } from '../../src/index-meaning/passage-embedder.js';
import { keyringOf, sealingKey } from '../../src/sealing/keys.js';
import { Sealer } from '../../src/sealing/seal.js';
import type { SearchIndex, SearchIndexes } from '../../src/search-index/search-index.js';
import { openSqliteIndexes } from '../../src/search-index/sqlite/sqlite-indexes.js';
import { EmbeddingsEndpoint } from '../embeddings/endpoint.js';

const NOW = new Date('2026-11-20T12:00:00Z');

/** An index on disk whose passages are embedded by an endpoint on loopback, on a clock that only the test moves. */
export interface EmbeddingSetting {
  readonly endpoint: EmbeddingsEndpoint;
  readonly index: SearchIndex;
  readonly folder: string;
  /** What was warned of. */
  readonly warnings: readonly unknown[][];
  embedder(owner: string, model?: string): PassageEmbedder;
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

/** Indexes below a folder, with the key of the tests. */
export function indexesIn(folder: string): SearchIndexes {
  return openSqliteIndexes({
    folder,
    sealer: new Sealer(keyringOf(sealingKey(Buffer.alloc(32, 1))), randomBytes),
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    randomBytes,
  });
}

export async function startEmbedding(): Promise<EmbeddingSetting> {
  const parent = await mkdtemp(join(tmpdir(), 'embedding-'));
  const folder = join(parent, 'search-index');
  const endpoint = await EmbeddingsEndpoint.start();
  const indexes = indexesIn(folder);
  const index = await indexes.open('a');
  const warnings: unknown[][] = [];
  const embedders: PassageEmbedder[] = [];
  let now = NOW.getTime();
  return {
    endpoint,
    index,
    folder,
    warnings,
    embedder: (owner, model = 'test') => {
      const embedder = new PassageEmbedder({
        index,
        embedder: new EmbeddingsClient({ url: endpoint.url, model }, () => Promise.resolve()),
        owner,
        log: { warn: (...given) => void warnings.push(given) },
        inTurn: (request) => request(),
        now: () => now,
      });
      embedders.push(embedder);
      return embedder;
    },
    pass: (milliseconds) => void (now += milliseconds),
    close: async () => {
      await Promise.all(embedders.map((embedder) => embedder.stop()));
      await indexes.close();
      await endpoint.close();
      await rm(parent, { recursive: true });
    },
  };
}
