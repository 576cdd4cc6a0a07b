import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  firstUrl,
  nextCall,
  startToolSandbox,
  type NextCall,
  type ToolSandbox,
} from '../support/notion/tool-sandbox.js';

const TOOL = 'notion_read_page';
let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox();
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

async function urlOf(title: string): Promise<string> {
  const url = firstUrl(await notion.call('notion_search', { query: title }));
  notion.restart();
  return url;
}

/** The workspace's words of an answer. */
function body(answer: string): string {
  return /<<<[^\n]*\n([\s\S]*)\n\w+>>>/.exec(answer)?.[1] ?? '';
}

describe('notion_read_page', () => {
  it('shows a page of every block type', async () => {
    const answer = await notion.call(TOOL, {
      page: await urlOf('Everything Notion can do'),
      include_comments: true,
    });
    expect(answer).toMatchSnapshot();
    expect(answer).not.toMatch(/X-Amz|\[object|undefined/);
  });

  it('shows the properties of a row by name', async () => {
    const tasks = await notion.call('notion_query_database', { database: 'Tasks', limit: 1 });
    const [, id] = /\| ([0-9a-f]{32}) \|/.exec(tasks) ?? [];
    expect(await notion.call(TOOL, { page: id })).toMatchSnapshot();
  });

  it('walks a long page in parts, each once, to its last block', async () => {
    const page = await urlOf('Platform handbook');
    const whole = body(await notion.call(TOOL, { page, max_chars: 100_000 }));
    const lines: string[] = [];
    let call: NextCall | undefined = { tool: TOOL, input: { page, max_chars: 6000 } };
    let parts = 0;
    while (call !== undefined && parts < 30) {
      const answer: string = await notion.call(call.tool, call.input);
      expect(answer.length).toBeLessThanOrEqual(6000);
      lines.push(...body(answer).split('\n'));
      call = nextCall(answer);
      parts += 1;
    }
    expect(parts).toBeGreaterThan(4);
    // Steps of each procedure stand once in the page, so they must stand once in the parts.
    const steps = (text: string[]): string[] => text.filter((line) => line.includes('This is how'));
    expect(steps(lines)).toEqual(steps(whole.split('\n')));
    expect(lines.at(-1)).toBe(whole.split('\n').at(-1));
  });

  it('reads a page in two requests, and the next part in one', async () => {
    const page = await urlOf('Deploy guide');
    await notion.call('notion_search', { query: 'Engineering wiki' });
    notion.requests();
    await notion.call(TOOL, { page });
    expect(notion.requests()).toBe(2);
  });

  it('reads one section by its heading', async () => {
    const answer = await notion.call(TOOL, { page: await urlOf('Deploy guide'), section: 'roll back' });
    expect(answer).toMatch(/^The whole section\./);
    expect(body(answer)).toContain('## Roll back');
    expect(body(answer)).not.toContain('## Ship it');
  });

  it('finds the passages that hold the words', async () => {
    const answer = await notion.call(TOOL, {
      page: await urlOf('Platform handbook'),
      find: 'replica migration',
    });
    expect(answer).toMatch(/^\d+ passages with these words/);
    expect(body(answer)).toContain('[Databases');
    expect(answer.length).toBeLessThan(10_000);
  });

  it('says when the page changed between two parts', async () => {
    const page = await urlOf('Platform handbook');
    const first = nextCall(await notion.call(TOOL, { page, max_chars: 5000 }));
    const cursor = JSON.parse(Buffer.from(String(first?.input['cursor']), 'base64url').toString()) as [
      string,
      { content: string },
    ];
    cursor[1].content = 'another';
    const stale = Buffer.from(JSON.stringify(cursor)).toString('base64url');
    expect(await notion.call(TOOL, { ...first?.input, cursor: stale })).toContain('The page was edited');
  });

  it('falls back to blocks where the markdown endpoint refuses', async () => {
    const page = await urlOf('On-call guide');
    const fromMarkdown = body(await notion.call(TOOL, { page }));
    notion.restart();
    notion.sandbox.failNext({ kind: 'service_unavailable' }, 5, /markdown/);
    expect(body(await notion.call(TOOL, { page }))).toBe(fromMarkdown);
  });

  const NOTE = /\nA transcript was omitted: notion_read_page shows it with section "Transcript"/;

  it.each([
    ['the text', 0],
    ['the blocks, where Notion refuses the text', 1],
  ])('reads the transcript of a meeting from %s only where it is asked for', async (_how, refusals) => {
    const page = await urlOf('Everything Notion can do');
    const words = 'Morning, can you hear me?';
    const read = async (input: object): Promise<string> => {
      notion.restart();
      notion.sandbox.failNext({ kind: 'service_unavailable' }, 5 * refusals, /markdown/);
      return notion.call(TOOL, { page, ...input });
    };
    const without = await read({});
    expect(without).toContain('[transcript omitted]');
    expect(without).toMatch(NOTE);
    expect(without).not.toContain(words);
    expect(await read({ find: 'hear me' })).toMatch(NOTE);

    const whole = await read({ include_transcript: true });
    expect(whole).toContain('## Transcript\n');
    expect(whole).toContain(words);
    expect(whole).not.toMatch(NOTE);
    expect(await read({ find: 'hear me', include_transcript: true })).toContain(words);
    const section = await read({ section: 'Transcript' });
    expect(section).toMatch(/^The (?:whole section|section, as far)/);
    expect(section).toContain(`## Transcript\n\nAda: Good morning. Bruno: ${words}`);
  });

  it('reads the transcript with the text in one request, also in parts', async () => {
    const page = await urlOf('Everything Notion can do');
    const parts: string[] = [];
    let call: NextCall | undefined = {
      tool: TOOL,
      input: { page, include_transcript: true, max_chars: 2000 },
    };
    await notion.call(TOOL, { page });
    const before = notion.requests();
    while (call !== undefined) {
      const answer: string = await notion.call(call.tool, call.input);
      parts.push(answer);
      call = nextCall(answer);
    }
    expect(parts.join('').split('can you hear me?')).toHaveLength(2);
    expect(parts.join('')).not.toContain('The page was edited');
    notion.restart();
    await notion.call(TOOL, { page, include_transcript: true });
    expect(notion.requests()).toBe(before);
  });

  it.each([
    ['https://example.com/page', expect.stringContaining('This is no Notion URL.')],
    ['https://harbour.notion.site/night-shift', 'This Notion address holds no id.'],
    ['1f2e3d4c5b6a49788796a5b4c3d2e1', 'An id has 32 hexadecimal digits; this has 30.'],
    ['Deploy giude', expect.stringContaining('No page with exactly this title')],
  ])('refuses %s', async (page, message) => {
    await expect(notion.call(TOOL, { page })).rejects.toMatchObject({ argument: 'page', message });
  });

  it('answers a database with the tool to use', async () => {
    const [database] = notion.sandbox.workspace.databases.values();
    await expect(notion.call(TOOL, { page: database?.id })).rejects.toMatchObject({
      argument: 'page',
      advice: expect.stringContaining(`notion_query_database {"database":"${database?.id}"}`),
    });
  });

  it('lists the headings when a section is unknown', async () => {
    await expect(
      notion.call(TOOL, { page: await urlOf('Deploy guide'), section: 'Rol bak' }),
    ).rejects.toMatchObject({ argument: 'section', advice: expect.stringContaining('Roll back') });
  });

  it('tells what is not shared', async () => {
    await expect(notion.call(TOOL, { page: '00000000-0000-4000-8000-000000000000' })).rejects.toMatchObject({
      name: 'AccessError',
      advice: expect.stringContaining('Connections'),
    });
  });
});
