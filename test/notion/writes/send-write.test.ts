import { expect, it } from '@jest/globals';
import {
  AccessError,
  ConflictError,
  UncertainWriteError,
  UnexpectedResponseError,
} from '../../../src/errors.js';
import { NotionFailure } from '../../../src/notion/client/failure.js';
import type { WritingSession } from '../../../src/notion/session.js';
import { sendWrite, type Proof, type Write } from '../../../src/notion/writes/send-write.js';
import { say } from '../../../src/text/words.js';

const http = (status: number, details: object = {}): NotionFailure =>
  new NotionFailure('http', { status, ...details });

/** Answers attempts in order: a failure, or a text. */
function fixture(
  attempts: readonly (Error | string)[],
  proofs: readonly (Proof<string> | Error)[] = [],
  conflict?: Error,
): { readonly done: Promise<unknown>; readonly log: string[] } {
  const log: string[] = [];
  const left = [...attempts];
  const looks = [...proofs];
  const session = {
    signal: new AbortController().signal,
    write: () => {
      log.push('send');
      const next = left.shift() ?? 'unexpected';
      return typeof next === 'string' ? Promise.resolve(next) : Promise.reject(next);
    },
  } as unknown as WritingSession;
  const write: Write<string> = {
    endpoint: 'POST /v1/pages',
    place: say`the page ${'Roadmap'}`,
    send: () => Promise.reject(new Error('The session sends.')),
    prove: () => {
      log.push('look');
      const next = looks.shift() ?? { kind: 'unclear' };
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    readSaved: ({ resourceId }) => Promise.resolve(`saved ${resourceId ?? ''}`),
    recheck: () => {
      log.push('recheck');
      return conflict === undefined ? Promise.resolve() : Promise.reject(conflict);
    },
  };
  const sleep = (milliseconds: number): Promise<void> => {
    log.push(`sleep ${milliseconds}`);
    return Promise.resolve();
  };
  return { done: sendWrite(session, write, { sleep }), log };
}

const absent: Proof<string> = { kind: 'absent' };
const saved: Proof<string> = { kind: 'saved', result: 'found' };

it('sends once if Notion answers', async () => {
  const { done, log } = fixture(['made']);
  expect(await done).toEqual({ result: 'made', by: 'answered' });
  expect(log).toEqual(['send']);
});

it('takes a 503 that names what was saved for success, and sends nothing more', async () => {
  const { done, log } = fixture([http(503, { committed: { resourceId: 'id', childIds: [] } })]);
  expect(await done).toEqual({ result: 'saved id', by: 'committed' });
  expect(log).toEqual(['send']);
});

it.each([429, 529])('repeats after %s, which saved nothing, without looking', async (status) => {
  const { done, log } = fixture([http(status), 'made']);
  expect(await done).toEqual({ result: 'made', by: 'answered' });
  expect(log).toEqual(['send', 'send']);
});

it('does not repeat a refusal', async () => {
  const { done, log } = fixture([http(400, { code: 'validation_error' })]);
  await expect(done).rejects.toThrow(UnexpectedResponseError);
  expect(log).toEqual(['send']);
});

it.each([500, 503])('repeats after %s only what one look proves absent', async (status) => {
  const { done, log } = fixture([http(status), 'made'], [absent]);
  expect(await done).toEqual({ result: 'made', by: 'answered' });
  expect(log).toEqual(['send', 'look', 'send']);
});

it.each([
  ['502', http(502)],
  ['504', http(504)],
  ['a reset', new NotionFailure('network')],
])('repeats after %s only what is absent at two looks, with a wait between them', async (_name, failure) => {
  const { done, log } = fixture([failure, 'made'], [absent, absent]);
  expect(await done).toEqual({ result: 'made', by: 'answered' });
  expect(log).toEqual(['send', 'look', 'sleep 2000', 'look', 'send']);
});

it('finds at the second look what came late', async () => {
  const { done, log } = fixture([http(504)], [absent, saved]);
  expect(await done).toEqual({ result: 'found', by: 'found' });
  expect(log).toEqual(['send', 'look', 'sleep 2000', 'look']);
});

it('never repeats after its own timeout: Notion may still be working on it', async () => {
  const { done, log } = fixture([new NotionFailure('timeout')], [absent, absent]);
  await expect(done).rejects.toThrow(UncertainWriteError);
  expect(log).toEqual(['send', 'look', 'sleep 2000', 'look']);
});

it.each([
  ['an unclear proof', { kind: 'unclear' } as const],
  ['a proof that cannot be read', new AccessError(say`Not there.`, say`Share it.`)],
])('tells where to look after %s, and sends nothing more', async (_name, proof) => {
  const { done, log } = fixture([http(500)], [proof]);
  await expect(done).rejects.toThrow(UncertainWriteError);
  await expect(done).rejects.toThrow('the page "Roadmap"');
  expect(log).toEqual(['send', 'look']);
});

it('gives up after three attempts that were proven absent', async () => {
  const { done, log } = fixture([http(500), http(500), http(500)], [absent, absent, absent]);
  await expect(done).rejects.toThrow(UncertainWriteError);
  expect(log).toEqual(['send', 'look', 'send', 'look', 'send', 'look']);
});

it('checks again what it would replace after a conflict, and sends once more', async () => {
  const { done, log } = fixture([http(409), 'made']);
  expect(await done).toEqual({ result: 'made', by: 'answered' });
  expect(log).toEqual(['send', 'recheck', 'send']);
});

it('overwrites nothing that somebody has changed meanwhile', async () => {
  const { done, log } = fixture([http(409)], [], new ConflictError(say`It changed.`, say`Read it.`));
  await expect(done).rejects.toThrow(ConflictError);
  expect(log).toEqual(['send', 'recheck']);
});

it('ends after a second conflict', async () => {
  const { done, log } = fixture([http(409), http(409)]);
  await expect(done).rejects.toThrow(ConflictError);
  expect(log).toEqual(['send', 'recheck', 'send']);
});

it('repeats without looking what never reached Notion, and then says so', async () => {
  const refused = new NotionFailure('network', {
    cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
  });
  const { done, log } = fixture([refused, refused, refused]);
  await expect(done).rejects.toThrow('Notion could not be reached.');
  expect(log).toEqual(['send', 'sleep 500', 'send', 'sleep 500', 'send']);
});

it('passes on what was not sent at all', async () => {
  const { done, log } = fixture([new AccessError(say`Outside.`, say`Ask.`)]);
  await expect(done).rejects.toThrow(AccessError);
  expect(log).toEqual(['send']);
});
