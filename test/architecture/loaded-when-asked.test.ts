import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { importGraph, readSources } from './import-graph.js';

const graph = importGraph(readSources(join(import.meta.dirname, '../..'), ['src', 'tools']));

/** All files that are loaded together with this one, before anything runs. */
function loadedWith(start: string): string[] {
  const loaded = new Set<string>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (!loaded.has(path)) {
      loaded.add(path);
      const imports = graph.get(path)?.imports ?? [];
      open.push(
        ...imports.flatMap(({ kind, to, external }) =>
          external || kind === 'type import' || kind === 'dynamic import' ? [] : [to],
        ),
      );
    }
  }
  return [...loaded];
}

const OF_THE_INDEX =
  /^src\/(?:index-crawl|search-index)\/|^src\/app\/search-index\/(?:connection|open)-indexes|answer-from-index/;

it.each([
  'src/cli.ts',
  'src/app/stdio-server.ts',
  'src/app/http-server.ts',
  'src/app/multi-space-server.ts',
  'src/app/single-token-server.ts',
  'src/app/stored-workspaces.ts',
  'src/app/token-connection.ts',
  'src/app/open-store.ts',
  'src/catalogue.ts',
])('loads nothing of the index with %s, which works without one', (start) => {
  const loaded = loadedWith(start);
  expect(loaded.length).toBeGreaterThan(5);
  expect(loaded.filter((path) => OF_THE_INDEX.test(path))).toEqual([]);
});

it.each(['src/cli.ts', 'src/commands/stdio.ts', 'src/commands/serve.ts', 'src/commands/demo/demo.ts'])(
  'loads nothing of a conversation with %s',
  (start) => {
    expect(loadedWith(start).filter((path) => path.startsWith('src/chat/'))).toEqual([]);
  },
);

it('loads the packages of a conversation with the first question only', () => {
  const loaded = loadedWith('src/commands/chat.ts');
  expect(loaded).toContain('src/chat/answering/model-step.ts');
  const atOnce = loaded.flatMap((path) =>
    (graph.get(path)?.imports ?? []).filter(
      ({ kind, external }) => external && kind !== 'type import' && kind !== 'dynamic import',
    ),
  );
  expect(atOnce.map(({ to }) => to).filter((to) => /^(?:ai|@ai-sdk|@modelcontextprotocol)/.test(to))).toEqual(
    [],
  );
});

it('loads a search, which comes first, and no other tool for a client over stdio', () => {
  const loaded = loadedWith('src/commands/serve-stdio-client.ts');
  expect(loaded.filter((path) => path.startsWith('tools/'))).toEqual(['tools/notion-search.ts']);
  // Nor what a search does without that reads no texts.
  expect(loaded.filter((path) => /^src\/(?:content\/(?:markdown|view)|notion\/query)\//.test(path))).toEqual(
    [],
  );
});

it('loads what narrows a connection, or shares what it has read, for connections that do', () => {
  const loaded = loadedWith('src/app/token-connection.ts');
  expect(loaded).toContain('src/notion/client/connection.ts');
  expect(loaded.filter((path) => /^src\/(?:notion\/roots|redis|sealing)\//.test(path))).toEqual([]);
});

it('would find what is loaded', () => {
  expect(
    loadedWith('src/app/search-index/open-indexes.ts').filter((path) => OF_THE_INDEX.test(path)),
  ).not.toEqual([]);
});
