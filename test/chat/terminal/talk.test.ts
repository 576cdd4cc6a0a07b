import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ServerConnections } from '../../../src/chat/servers/server-connections.js';
import { LineReader } from '../../../src/chat/terminal/line-reader.js';
import { talk } from '../../../src/chat/terminal/talk.js';
import { LIMITS, modelOf } from '../support/ask.js';
import { sampleServer, type SampleServer } from '../support/sample-server.js';
import { ScriptedModel } from '../support/scripted-model.js';

const CTRL_C = '\u0003';
const UP = '\u001b[A';

let scripted: ScriptedModel;
let notes: SampleServer;
let input: PassThrough;
let shown: string;
let looked: number;
let connections: ServerConnections;
let ended: Promise<boolean>;

beforeEach(async () => {
  scripted = await ScriptedModel.start();
  notes = sampleServer('notes', [
    { name: 'write', readOnly: false, run: () => 'written' },
    { name: 'read', run: () => 'a note \u001b[2J' },
  ]);
  input = new PassThrough();
  const output = new PassThrough();
  shown = '';
  looked = 0;
  const add = (text: string): void => {
    shown += text;
  };
  output.setEncoding('utf8').on('data', add);
  connections = new ServerConnections();
  const lines = new LineReader(input, output, true);
  ended = talk({
    parts: { model: await modelOf(scripted), connections, limits: LIMITS },
    servers: [notes],
    lines,
    output: { text: add, note: add, hasColours: false },
    isTerminal: true,
    yes: false,
    ending: new AbortController().signal,
  }).finally(() => lines.close());
});
afterEach(async () => {
  input.end();
  await ended;
  await connections.closeAll();
  await scripted.close();
});

/** Waits for what is shown next, and looks behind it from then on. */
async function until(text: string): Promise<void> {
  while (!shown.slice(looked).includes(text)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  looked = shown.indexOf(text, looked) + text.length;
}

it('asks before a call that may change something, and takes no answer that was typed before', async () => {
  scripted.next({ calls: [{ name: 'write', arguments: { text: 'x' } }] }, { text: 'It is written.' });
  await until('> ');
  input.write('write x\r');
  input.write('y\r');
  await until('Allow it? [y/N] ');
  expect(notes.calls).toEqual([]);
  input.write('y\r');
  await until('It is written.');
  expect(notes.calls).toHaveLength(1);
  expect(shown).toContain('  │   "text": "x"');

  scripted.next({ calls: [{ name: 'write', arguments: { text: 'y' } }] }, { text: 'As you wish.' });
  await until('> ');
  input.write('write y\r');
  await until('Allow it? [y/N] ');
  input.write('\r');
  await until('As you wish.');
  expect(notes.calls).toHaveLength(1);
});

it('Ctrl-C stops the answer and not the program; at the prompt twice, the program', async () => {
  scripted.next({ text: 'I think that it is', fault: 'hang after text' });
  await until('> ');
  input.write('think\r');
  await until('I think');
  input.write(CTRL_C);
  await until('! The answer was stopped.');
  scripted.next({ text: 'Still here.' });
  await until('> ');
  input.write('hello\r');
  await until('Still here.');
  await until('> ');
  input.write(CTRL_C);
  await until('Ctrl-C again ends the conversation.');
  input.write(CTRL_C);
  await ended;
});

it('Ctrl-C at the question is a no, and stops the answer', async () => {
  scripted.next({ calls: [{ name: 'write', arguments: {} }] });
  await until('> ');
  input.write('write\r');
  await until('Allow it? [y/N] ');
  input.write(CTRL_C);
  await until('! The answer was stopped.');
  expect(notes.calls).toEqual([]);
});

it('keeps the conversation until a new one, and the lines for the arrow keys', async () => {
  scripted.always = ({ messages }) => ({ text: `${messages.length} messages.` });
  await until('> ');
  input.write('first\r');
  await until('2 messages.');
  await until('> ');
  input.write(`${UP}\r`);
  await until('4 messages.');
  expect(scripted.requests.at(-1)?.messages.at(-1)?.content).toBe('first');
  await until('> ');
  input.write('/new\r');
  await until('A new conversation.');
  await until('> ');
  input.write('again\r');
  await until('2 messages.');
  await until('> ');
  input.write('/quit\r');
  await ended;
});

it('lets neither the model nor a server control the terminal', async () => {
  scripted.next(
    { text: 'Look \u001b[31m', calls: [{ name: 'read', arguments: { x: '\u001b]0;title\u0007' } }] },
    { text: '[bank](https://evil.example) ![x](https://evil.example/?secret) \u0007' },
  );
  await until('> ');
  input.write('read\r');
  await until('Servers used: notes');
  const answer = shown.slice(shown.indexOf('Look'), looked);
  // oxlint-disable-next-line no-control-regex -- they are what must not be there.
  expect(answer).not.toMatch(/[\u0007\u001b]/);
  expect(answer).toContain('bank (https://evil.example) [image: x, evil.example] ');
  expect(answer).toMatch(/→ notes · read .*\n✓ notes · read [\d.]+ s\n/);
});
