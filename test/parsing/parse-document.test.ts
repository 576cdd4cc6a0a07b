import { describe, expect, it } from '@jest/globals';
import { WorkError } from '../../src/bounded-work/work-threads.js';
import { documentFromBlocks } from '../../src/content/blocks/from-blocks.js';
import { documentFromMarkdown } from '../../src/content/markdown/from-markdown.js';
import { viewPage } from '../../src/content/view/page-view.js';
import { findPassages } from '../../src/content/view/passages.js';
import { printBlocks } from '../../src/content/print/print.js';
import { CancelledError, InputError, TooLargeError, UnavailableError } from '../../src/errors.js';
import { nameDocument, parseDocument as parseUnnamed } from '../../src/parsing/parse-document.js';
import { workOnText, type RunInThread, type TextWork } from '../../src/parsing/run-text-job.js';
import { HeldDocuments, RecentDocuments } from '../../src/parsing/document-memo.js';
import type { DocumentSource, PageText } from '../../src/parsing/page-text.js';
import { doTextJob, runTextJob, type TextJob } from '../../src/parsing/text-jobs.js';
import { block, mention } from '../content/blocks/block-objects.js';

const USER = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const MENTION = `<mention-user url="user://${USER}"/>`;
const LINE = 'Some words **in bold** and [a link](https://example.com).\n';
const LARGE = `${MENTION}\n${LINE.repeat(4000)}`;
const names = { title: () => undefined, user: (id: string) => (id === USER ? 'Ada' : undefined) };
const { signal } = new AbortController();

const markdownOf = (markdown: string): DocumentSource => ({
  kind: 'markdown',
  markdown,
  unknownBlockIds: [],
});

/** A thread that is none, but gets and gives copies as one does. */
function copying(jobs: TextJob[]): RunInThread {
  const memo = new RecentDocuments();
  return (job) => {
    jobs.push(structuredClone(job));
    return Promise.resolve(structuredClone(runTextJob(structuredClone(job), memo)));
  };
}

type LookUp = Parameters<typeof nameDocument>[1];

async function parseDocument(source: DocumentSource, work: TextWork, lookUp: LookUp) {
  const parsed = await parseUnnamed(source, work);
  return { ...parsed, piece: await nameDocument(parsed, lookUp) };
}

/** The whole text, as a reader gets it. */
function shown(...page: PageText): string {
  const job = { kind: 'view', page, request: { room: Number.POSITIVE_INFINITY } } as const;
  const view = doTextJob(job, new HeldDocuments());
  return 'text' in view ? view.text : '';
}

describe('a text of the markdown endpoint', () => {
  it('is parsed aside where it is large, with the names that it needs, to the same document', async () => {
    const jobs: TextJob[] = [];
    const asked: unknown[] = [];
    const lookUp = (references: unknown) => {
      asked.push(references);
      return Promise.resolve(names);
    };
    const work = { characters: LARGE.length, signal, runInThread: copying(jobs) };
    expect(LARGE.length).toBeGreaterThan(200_000);
    expect(shown((await parseDocument(markdownOf(LARGE), work, lookUp)).piece)).toEqual(
      printBlocks(documentFromMarkdown(LARGE, names)),
    );
    expect(asked).toEqual([{ titles: [], databases: [], dataSources: [], users: [USER] }]);
    expect(jobs.map(({ kind }) => kind)).toEqual(['parse']);
  });

  it('is searched for mentions outside code and without a name', async () => {
    const [two, three] = [USER.replace('1f', '2f'), USER.replace('1f', '3f')];
    const markdown = [
      `${MENTION} <mention-user url="user://${two}">Bo</mention-user>`,
      `- \`<mention-user url="user://${two}"/>\``,
      `\t- <mention-page url="https://app.notion.com/p/${three.replaceAll('-', '')}"/>`,
      '```',
      `<mention-page url="https://app.notion.com/p/${two.replaceAll('-', '')}"/>`,
      '```',
      `<page url="https://app.notion.com/p/${two.replaceAll('-', '')}">Child</page>`,
    ].join('\n');
    const asked: unknown[] = [];
    const work = { characters: markdown.length, signal };
    const { piece } = await parseDocument(markdownOf(markdown), work, (references) => {
      asked.push(references);
      return Promise.resolve(names);
    });
    expect(asked).toEqual([{ titles: [three], databases: [], dataSources: [], users: [USER] }]);
    expect(shown(piece)).toMatch(/^@Ada @Bo/);
  });

  it('is parsed where it is while it is small, or where there is no thread', async () => {
    const jobs: TextJob[] = [];
    const lookUp = () => Promise.resolve(names);
    const small = `${MENTION}\n${LINE}`;
    const work = { characters: small.length, signal, runInThread: copying(jobs) };
    expect(shown((await parseDocument(markdownOf(small), work, lookUp)).piece)).toEqual(
      printBlocks(documentFromMarkdown(small, names)),
    );
    expect(jobs).toEqual([]);
    const large = { characters: LARGE.length, signal };
    expect(shown((await parseDocument(markdownOf(LARGE), large, lookUp)).piece)).toHaveLength(
      printBlocks(documentFromMarkdown(LARGE, names)).length,
    );
  });

  it.each([
    ['at its deadline', new WorkError('deadline'), TooLargeError, /too long, or too much memory/],
    ['where its thread breaks', new WorkError('thread'), TooLargeError, /too long, or too much memory/],
    ['where too many wait', new WorkError('crowded'), UnavailableError, /^Too many large pages/],
    ['at the end of the call', new DOMException('over', 'TimeoutError'), TooLargeError, /too long/],
    ['as cancelled', new CancelledError(), CancelledError, /cancelled/],
  ])('fails with words for the caller %s', async (_when, error, kind, words) => {
    const work = { characters: LARGE.length, signal, runInThread: () => Promise.reject(error) };
    const parsing = parseDocument(markdownOf(LARGE), work, () => Promise.resolve(names));
    await expect(parsing).rejects.toBeInstanceOf(kind);
    await expect(parsing).rejects.toThrow(words);
  });
});

describe('blocks of the block endpoints', () => {
  const words = 'Some words. '.repeat(1000);
  const trees = [
    block('toggle', words, [block('paragraph', { rich_text: [mention('user', { id: USER }, '')] })]),
    block('link_to_page', { type: 'page_id', page_id: USER }),
    ...Array.from({ length: 9 }, () => block('paragraph', words)),
    block('of tomorrow'),
  ];
  const source: DocumentSource = { kind: 'blocks', trees, page: USER };

  it('are rendered aside where they are large, to the same document', async () => {
    const jobs: TextJob[] = [];
    const work = { characters: 10 * words.length, signal, runInThread: copying(jobs) };
    const lookUp = () => Promise.resolve(names);
    const whole = printBlocks(documentFromBlocks(trees, names, USER));
    expect(shown((await parseDocument(source, work, lookUp)).piece)).toEqual(whole);
    // As one text: a thread gets a copy of each object otherwise, one by one.
    expect(jobs.map((job) => job.kind === 'parse' && job.piece.source.kind)).toEqual(['packed blocks']);
    expect(shown((await parseDocument(source, { ...work, characters: 1 }, lookUp)).piece)).toEqual(whole);
    expect(jobs).toHaveLength(1);
  });

  it('are not rendered again where they need no names', async () => {
    const jobs: TextJob[] = [];
    const work = { characters: 10 * words.length, signal, runInThread: copying(jobs) };
    const lookUp = () => Promise.reject(new Error('nothing is to be looked up'));
    await parseDocument({ kind: 'blocks', trees: [block('paragraph', words)], page: '' }, work, lookUp);
    expect(jobs).toHaveLength(1);
  });
});

describe('a large page', () => {
  const markdown = `# Head\n${LARGE}`;
  const blocks = documentFromMarkdown(markdown, names);
  const lookUp = () => Promise.resolve(names);

  it('is shown and searched aside, with the same result', async () => {
    const jobs: TextJob[] = [];
    const work = { characters: LARGE.length, signal, runInThread: copying(jobs) };
    const { piece } = await parseDocument(markdownOf(markdown), work, lookUp);
    const request = { room: 1000 };
    expect(await workOnText({ kind: 'view', page: [piece], request }, work)).toEqual(
      viewPage(blocks, request),
    );
    expect(await workOnText({ kind: 'passages', page: [piece], words: 'bold' }, work)).toEqual(
      findPassages(blocks, 'bold'),
    );
    expect(await workOnText({ kind: 'files', page: [piece] }, work)).toEqual([]);
    expect(jobs.map(({ kind }) => kind)).toEqual(['parse', 'view', 'passages', 'files']);
  });

  it('is shown with what was read for its gaps, in place and aside', async () => {
    const gap = `https://app.notion.com/p/${USER.replaceAll('-', '')}`;
    for (const runInThread of [undefined, copying([])]) {
      const work = { characters: runInThread === undefined ? 1 : LARGE.length, signal, runInThread };
      const outer = markdownOf(`Before\n<unknown url="${gap}" alt=""/>\nAfter`);
      const page = await parseDocument(outer, work, lookUp);
      expect(page.unloaded.map(({ id }) => id)).toEqual([USER]);
      const inner = await parseDocument(markdownOf('Between **both**'), work, lookUp);
      const text = [page.piece, { ...inner.piece, place: USER }];
      const view = await workOnText({ kind: 'view', page: text, request: { room: 1000 } }, work);
      expect(view.text).toBe('Before\n\nBetween **both**\n\nAfter');
    }
  });

  it('refuses an argument aside as it does in place', async () => {
    const request = { section: 'Nowhere', room: 1000 };
    for (const characters of [1, LARGE.length]) {
      const work = { characters, signal, runInThread: copying([]) };
      const { piece } = await parseDocument(markdownOf(markdown), work, lookUp);
      const viewing = workOnText({ kind: 'view', page: [piece], request }, work);
      await expect(viewing).rejects.toBeInstanceOf(InputError);
      await expect(viewing).rejects.toMatchObject({
        argument: 'section',
        advice: expect.stringMatching(/^Pass one of/),
      });
    }
  });
});
