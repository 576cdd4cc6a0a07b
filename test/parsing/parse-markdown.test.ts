import { describe, expect, it } from '@jest/globals';
import { WorkError } from '../../src/bounded-work/work-threads.js';
import { documentFromMarkdown } from '../../src/content/markdown/from-markdown.js';
import { viewPage } from '../../src/content/view/page-view.js';
import { findPassages } from '../../src/content/view/passages.js';
import { CancelledError, InputError, TooLargeError, UnavailableError } from '../../src/errors.js';
import { parseMarkdownText } from '../../src/parsing/parse-markdown.js';
import { workOnText, type RunAside } from '../../src/parsing/run-text-job.js';
import { runTextJob, type TextJob } from '../../src/parsing/text-jobs.js';

const USER = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const MENTION = `<mention-user url="user://${USER}"/>`;
const LINE = 'Some words **in bold** and [a link](https://example.com).\n';
const LARGE = `${MENTION}\n${LINE.repeat(4000)}`;
const names = { title: () => undefined, user: (id: string) => (id === USER ? 'Ada' : undefined) };
const { signal } = new AbortController();

/** A thread that is none, but gets and gives copies as one does. */
function copying(jobs: TextJob[]): RunAside {
  return (job) => {
    jobs.push(structuredClone(job));
    return Promise.resolve(structuredClone(runTextJob(structuredClone(job))));
  };
}

describe('a text of the markdown endpoint', () => {
  it('is parsed aside where it is large, with the names that it needs, to the same document', async () => {
    const jobs: TextJob[] = [];
    const asked: unknown[] = [];
    const lookUp = (references: unknown) => {
      asked.push(references);
      return Promise.resolve(names);
    };
    const text = { markdown: LARGE, unknownBlockIds: [], signal, aside: copying(jobs) };
    expect(LARGE.length).toBeGreaterThan(200_000);
    expect(await parseMarkdownText(text, lookUp)).toEqual(documentFromMarkdown(LARGE, names));
    expect(asked).toEqual([{ titles: [], users: [USER] }]);
    expect(jobs.map((job) => job.kind === 'markdown' && job.names.users)).toEqual([
      new Map(),
      new Map([[USER, 'Ada']]),
    ]);
  });

  it('is parsed where it is while it is small, or where there is no thread', async () => {
    const jobs: TextJob[] = [];
    const lookUp = () => Promise.resolve(names);
    const small = { markdown: `${MENTION}\n${LINE}`, unknownBlockIds: [], signal, aside: copying(jobs) };
    expect(await parseMarkdownText(small, lookUp)).toEqual(documentFromMarkdown(small.markdown, names));
    expect(jobs).toEqual([]);
    const large = { markdown: LARGE, unknownBlockIds: [], signal };
    expect(await parseMarkdownText(large, lookUp)).toHaveLength(4001);
  });

  it.each([
    ['at its deadline', new WorkError('deadline'), TooLargeError, /too long, or too much memory/],
    ['where its thread breaks', new WorkError('thread'), TooLargeError, /too long, or too much memory/],
    ['where too many wait', new WorkError('crowded'), UnavailableError, /^Too many large pages/],
    ['at the end of the call', new DOMException('over', 'TimeoutError'), TooLargeError, /too long/],
    ['as cancelled', new CancelledError(), CancelledError, /cancelled/],
  ])('fails with words for the caller %s', async (_when, error, kind, words) => {
    const text = { markdown: LARGE, unknownBlockIds: [], signal, aside: () => Promise.reject(error) };
    const parsing = parseMarkdownText(text, () => Promise.resolve(names));
    await expect(parsing).rejects.toBeInstanceOf(kind);
    await expect(parsing).rejects.toThrow(words);
  });
});

describe('a large document', () => {
  const blocks = documentFromMarkdown(`# Head\n${LARGE}`, names);

  it('is shown and searched aside, with the same result', async () => {
    const jobs: TextJob[] = [];
    const work = { characters: LARGE.length, signal, aside: copying(jobs) };
    const request = { room: 1000 };
    expect(await workOnText({ kind: 'view', blocks, request }, work)).toEqual(viewPage(blocks, request));
    expect(await workOnText({ kind: 'passages', blocks, words: 'bold' }, work)).toEqual(
      findPassages(blocks, 'bold'),
    );
    expect(jobs.map(({ kind }) => kind)).toEqual(['view', 'passages']);
  });

  it('refuses an argument aside as it does in place', async () => {
    const request = { section: 'Nowhere', room: 1000 };
    for (const characters of [1, LARGE.length]) {
      const work = { characters, signal, aside: copying([]) };
      const viewing = workOnText({ kind: 'view', blocks, request }, work);
      await expect(viewing).rejects.toBeInstanceOf(InputError);
      await expect(viewing).rejects.toMatchObject({
        argument: 'section',
        advice: expect.stringMatching(/^Pass one of/),
      });
    }
  });
});
