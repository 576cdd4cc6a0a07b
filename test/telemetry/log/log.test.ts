import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../src/telemetry/log/create-log.js';
import { describeError, type LogLevel } from '../../../src/telemetry/log/log.js';
import { logStream } from '../../../src/telemetry/log/log-stream.js';
import { terminalLine } from '../../../src/telemetry/log/terminal-line.js';

function logInto(level: LogLevel = 'info'): {
  readonly log: ReturnType<typeof createLog>;
  readonly lines: string[];
} {
  const lines: string[] = [];
  let seconds = 0;
  const now = (): Date => new Date(1000 * seconds++);
  return { log: createLog({ write: (line) => lines.push(line) }, level, now), lines };
}

describe('the log', () => {
  it('writes a JSON line for each event, in order, with the time of the event', async () => {
    const { log, lines } = logInto();
    log.info('one', { tool: 'notion_search', ms: 12, space: undefined });
    log.warn('two');
    await log.written();
    log.error('three');
    await log.written();
    expect(lines).toEqual([
      '{"level":"info","time":"1970-01-01T00:00:00.000Z","tool":"notion_search","ms":12,"msg":"one"}\n',
      '{"level":"warn","time":"1970-01-01T00:00:01.000Z","msg":"two"}\n',
      '{"level":"error","time":"1970-01-01T00:00:02.000Z","msg":"three"}\n',
    ]);
  });

  it.each([
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ] as const)('at %s tells %j', async (level, expected) => {
    const { log, lines } = logInto();
    log.useLevel(level);
    log.info('x');
    log.warn('x');
    log.error('x');
    await log.written();
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(expected);
  });

  it('holds no more than a thousand events back, and none at its end', async () => {
    const { log, lines } = logInto();
    log.info('first');
    await log.written();
    for (let count = 0; count < 1000; count += 1) {
      log.info('x');
    }
    expect(lines).toHaveLength(1001);
    log.info('last');
    expect(lines).toHaveLength(1001);
    log.flush();
    expect(lines).toHaveLength(1002);
    await log.written();
    expect(lines).toHaveLength(1002);
  });

  it('keeps secrets out of messages and fields, and fields from passing for lines', async () => {
    const { log, lines } = logInto();
    log.info('with ntn_canary_token', { reason: 'Bearer canary\n{"level":"info"}', token: 'canary' });
    await log.written();
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('canary');
    expect(lines[0]?.trimEnd()).not.toContain('\n');
  });
});

describe('standard error as a stream', () => {
  function written(line: string, stderr: { readonly waiting: number; readonly isTTY?: true }): string[] {
    const lines: string[] = [];
    const { waiting, ...kind } = stderr;
    const stream = logStream({
      writableLength: waiting,
      write: (text: string) => lines.push(text) > 0,
      ...kind,
    });
    stream.write(line);
    stream.flush();
    return lines;
  }

  it('drops lines once a megabyte waits for a reader who does not read', () => {
    expect(written('{}\n', { waiting: 2 ** 20 - 1 })).toEqual(['{}\n']);
    expect(written('{}\n', { waiting: 2 ** 20 })).toEqual([]);
  });

  it('gets lines that come together in one write, before anything else happens', async () => {
    const writes: string[] = [];
    const stream = logStream({ writableLength: 0, write: (text: string) => writes.push(text) > 0 });
    stream.write('{"a":1}\n');
    stream.write('{"b":2}\n');
    expect(writes).toEqual([]);
    await Promise.resolve();
    stream.write('{"c":3}\n');
    await Promise.resolve();
    stream.flush();
    expect(writes).toEqual(['{"a":1}\n{"b":2}\n', '{"c":3}\n']);
  });

  it('drops lines beyond a megabyte that were not written yet, too', () => {
    const writes: string[] = [];
    const stream = logStream({ writableLength: 0, write: (text: string) => writes.push(text) > 0 });
    stream.write('x'.repeat(2 ** 20));
    stream.write('{"dropped":true}\n');
    stream.flush();
    expect(writes.join('')).toHaveLength(2 ** 20);
  });

  it('is for people where it is a terminal', () => {
    const line = '{"level":"info","time":"2026-11-20T12:03:44.000Z","msg":"stopping"}\n';
    expect(written(line, { waiting: 0, isTTY: true })).toEqual(['12:03:44 info  stopping\n']);
  });
});

describe('a line at a terminal', () => {
  it('shows facts after the message', () => {
    const line = {
      level: 'warn',
      time: '2026-11-20T12:03:44.000Z',
      tool: 'notion_search',
      ms: 7,
      why: 'a b',
    };
    expect(terminalLine(JSON.stringify({ ...line, msg: 'slow' }))).toBe(
      '12:03:44 warn  slow tool=notion_search ms=7 why="a b"\n',
    );
  });

  it('cannot steer the terminal or begin another line', () => {
    const shown = terminalLine(
      JSON.stringify({ level: 'info', time: '', msg: 'a\u001B[2J\nb\u202Ec\u009B', x: '\u001B]0;t\u0007' }),
    );
    expect(shown.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(shown).toContain('\\u{1b}[2J');
  });
});

describe('an error nobody expected', () => {
  it('is told by its names and frames', () => {
    const error = new TypeError('CANARY', { cause: new RangeError('CANARY') });
    const { error: names, stack } = describeError(error);
    expect(names).toBe('TypeError < RangeError');
    expect(stack).toMatch(/^at .*log\.test\.ts/);
    expect(stack).not.toContain('CANARY');
  });

  it('keeps its message to itself also where the message looks like a frame', () => {
    const hostile = new Error('oops\n    at CANARY (file:///page:1:1)\n    at CANARY');
    expect(describeError(hostile).stack).not.toContain('CANARY');
    const changed = new Error('first\n    at CANARY (file:///page:1:1)');
    // Written down when it is first read.
    expect(changed.stack).toContain('first');
    changed.message = 'second';
    expect(describeError(changed).stack ?? '').not.toContain('CANARY');
  });

  it.each(['text', 5, null, undefined, {}])('that is no error is told by its type: %p', (value) => {
    expect(describeError(value)).toEqual({ error: typeof value });
  });
});
