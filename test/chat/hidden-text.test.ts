import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { AnswerPrinter } from '../../src/chat/terminal/answer-printer.js';
import type { ToolAnswer } from '../../src/chat/servers/read-result.js';
import { ask, doneOf, modelOf, only } from './support/ask.js';
import { sampleServer } from './support/sample-server.js';
import { ScriptedModel } from './support/scripted-model.js';

/** An instruction in tags, which no page and no terminal shows. */
const HIDDEN = String.fromCodePoint(0xe006f, 0xe0062, 0xe0065, 0xe0079);
/** A soft hyphen, a change of direction and a sign that terminals obey. */
const SIGNS = '\u00ad\u202e\u001b';
// oxlint-disable-next-line no-control-regex -- they are what must not be there.
const UNSEEN = /[\u00ad\u202e\u001b\u{e0000}-\u{e007f}]/u;

let model: ScriptedModel;
beforeEach(async () => {
  model = await ScriptedModel.start();
});
afterEach(() => model.close());

it('shows people and models what hides in results, arguments, names and answers', async () => {
  const given: unknown[] = [];
  const server = sampleServer('notes', [
    {
      name: 'read',
      description: `Reads${HIDDEN}`,
      run: (read) => {
        given.push(read['x']);
        return `text${HIDDEN}${SIGNS}`;
      },
    },
    { name: `hid${HIDDEN}den`, run: () => 'never' },
  ]);
  const written = `a${HIDDEN}${SIGNS}`;
  model.next(
    {
      calls: [
        { name: 'read', arguments: { x: written, [written]: [written] } },
        { name: 'none\u00ad', arguments: { x: written } },
      ],
    },
    { text: `Said ${HIDDEN} and so\u00adft` },
  );
  const events = await ask({ question: 'read', servers: [server] }, { model: await modelOf(model) });
  expect(JSON.stringify(events)).not.toMatch(UNSEEN);
  // JSON writes some of them as escapes.
  expect(JSON.stringify(events)).not.toMatch(/\\u00(?:1b|ad)/);
  expect(only('tool-call', events)[0]?.arguments).toMatchObject({ x: 'a[hidden characters]' });
  expect(doneOf(events)).toMatchObject({
    response: 'Said [hidden characters] and soft',
    toolCalls: [{ result: 'text[hidden characters]' }],
  });
  // The call that is made is the one that the model has asked for.
  expect(given).toEqual([written]);
  const [asked, told] = model.requests;
  expect(asked?.tools).toEqual(['read']);
  expect(JSON.stringify(told?.messages.find(({ role }) => role === 'tool')?.content)).not.toMatch(UNSEEN);
  let shown = '';
  const write = (text: string): void => void (shown += text);
  const printer = new AnswerPrinter({ text: write, note: write, hasColours: false });
  for (const event of events) {
    printer.print(event);
  }
  expect(shown).not.toMatch(UNSEEN);
  expect(shown).toContain('Said [hidden characters] and soft');
});

it('shows what hides in the refusal of a server', async () => {
  const { ServerConnections } = await import('../../src/chat/servers/server-connections.js');
  const connections = new ServerConnections();
  const server = sampleServer('notes', [{ name: 'read', run: () => 'x' }]);
  const { signal } = new AbortController();
  const refused: ToolAnswer = await connections.call(server, `no${HIDDEN}ne`, {}, signal);
  await connections.closeAll();
  expect(refused.failed).toBe(true);
  expect(refused.text).toContain('no');
  expect(refused.text).not.toMatch(UNSEEN);
});
