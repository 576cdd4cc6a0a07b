import { describe, expect, it } from '@jest/globals';
import { WorkError } from '../../src/bounded-work/work-threads.js';
import { documentFromMarkdown } from '../../src/content/from-markdown.js';
import { CancelledError, TooLargeError, UnavailableError } from '../../src/errors.js';
import { parseMarkdownText, type ParseAside } from '../../src/parsing/parse-markdown.js';
import { parseMarkdownJob, type MarkdownJob } from '../../src/parsing/text-jobs.js';

const USER = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const MENTION = `<mention-user url="user://${USER}"/>`;
const LINE = 'Some words **in bold** and [a link](https://example.com).\n';
const LARGE = `${MENTION}\n${LINE.repeat(4000)}`;
const names = { title: () => undefined, user: (id: string) => (id === USER ? 'Ada' : undefined) };
const { signal } = new AbortController();

/** A thread that is none, but gets and gives copies as one does. */
function copying(jobs: MarkdownJob[]): ParseAside {
  return (job) => {
    jobs.push(structuredClone(job));
    return Promise.resolve(structuredClone(parseMarkdownJob(structuredClone(job))));
  };
}

describe('a text of the markdown endpoint', () => {
  it('is parsed aside where it is large, with the names that it needs, to the same document', async () => {
    const jobs: MarkdownJob[] = [];
    const asked: unknown[] = [];
    const lookUp = (references: unknown) => {
      asked.push(references);
      return Promise.resolve(names);
    };
    const text = { markdown: LARGE, unknownBlockIds: [], signal };
    expect(LARGE.length).toBeGreaterThan(200_000);
    expect(await parseMarkdownText(text, lookUp, copying(jobs))).toEqual(documentFromMarkdown(LARGE, names));
    expect(asked).toEqual([{ titles: [], users: [USER] }]);
    expect(jobs.map((job) => job.names.users)).toEqual([new Map(), new Map([[USER, 'Ada']])]);
  });

  it('is parsed where it is while it is small, or where there is no thread', async () => {
    const jobs: MarkdownJob[] = [];
    const lookUp = () => Promise.resolve(names);
    const small = { markdown: `${MENTION}\n${LINE}`, unknownBlockIds: [], signal };
    expect(await parseMarkdownText(small, lookUp, copying(jobs))).toEqual(
      documentFromMarkdown(small.markdown, names),
    );
    expect(jobs).toEqual([]);
    const large = { markdown: LARGE, unknownBlockIds: [], signal };
    expect(await parseMarkdownText(large, lookUp, undefined)).toHaveLength(4001);
  });

  it.each([
    ['at its deadline', new WorkError('deadline'), TooLargeError, /too long, or too much memory/],
    ['where its thread breaks', new WorkError('thread'), TooLargeError, /too long, or too much memory/],
    ['where too many wait', new WorkError('crowded'), UnavailableError, /^Too many large pages/],
    ['at the end of the call', new DOMException('over', 'TimeoutError'), TooLargeError, /too long/],
    ['as cancelled', new CancelledError(), CancelledError, /cancelled/],
  ])('fails with words for the caller %s', async (_when, error, kind, words) => {
    const text = { markdown: LARGE, unknownBlockIds: [], signal };
    const parsing = parseMarkdownText(
      text,
      () => Promise.resolve(names),
      () => Promise.reject(error),
    );
    await expect(parsing).rejects.toBeInstanceOf(kind);
    await expect(parsing).rejects.toThrow(words);
  });
});
