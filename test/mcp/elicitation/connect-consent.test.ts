import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { keyringOf, sealingKey } from '../../../src/sealing/keys.js';
import { Sealer } from '../../../src/sealing/seal.js';
import type { ConsentCall, ToolAnswer } from '../../../src/mcp/calls/tool-answer.js';
import { ConnectConsent } from '../../../src/mcp/elicitation/connect-consent.js';
import { ConsentStates } from '../../../src/mcp/elicitation/consent-state.js';
import { ManualClock } from '../../credentials/fakes/manual-clock.js';

const oldKey = sealingKey(randomBytes(32));
const newKey = sealingKey(randomBytes(32));
const call: ConsentCall = { caller: undefined, tool: 'notion_search', arguments: { query: 'a' } };

const answered: ToolAnswer = { text: 'found', outcome: 'ok', requestCount: 1 };
const lacking = (link = 'https://server/go/1'): ToolAnswer => ({
  text: `Not connected. ${link}`,
  outcome: 'reconnect',
  requestCount: 0,
  connect: { reason: 'Not connected.', link },
});

function given() {
  const clock = new ManualClock();
  const consent = new ConnectConsent({ sealer: new Sealer(keyringOf(oldKey), randomBytes), clock });
  const abort = new AbortController();
  const turn = (
    requestState?: string,
    inputResponses?: object,
    elicitation: ClientCapabilities['elicitation'] = { url: {} },
  ) => {
    const mcpReq = { requestState: () => requestState, inputResponses, signal: abort.signal };
    // Only these parts of the SDK's context are read.
    return consent.startRound({ mcpReq } as unknown as ServerContext, call, elicitation && { elicitation });
  };
  /** The same for a client that sends its capabilities with each request. */
  const modernTurn = (requestState?: string, inputResponses?: object) => {
    const envelope = { [CLIENT_CAPABILITIES_META_KEY]: { elicitation: { url: {} } } };
    const mcpReq = { envelope, requestState: () => requestState, inputResponses, signal: abort.signal };
    return consent.startRound({ mcpReq } as unknown as ServerContext, call, undefined);
  };
  return { clock, consent, turn, modernTurn, abort };
}

const ACCEPTED = { connect: { action: 'accept' } };

function stateOf(asked: InputRequiredResult | undefined): string {
  return asked?.requestState ?? 'none';
}

describe('waiting for a person who has agreed', () => {
  it('ends as soon as the call works', async () => {
    const { clock, turn } = given();
    const state = stateOf(turn()?.elicitInstead(lacking()));
    let calls = 0;
    const second = turn(state, ACCEPTED);
    const run = async () => {
      calls += 1;
      return calls < 4 ? lacking() : answered;
    };
    const answer = await clock.until(second?.run(run) ?? Promise.resolve(lacking()));
    expect([answer, calls]).toEqual([answered, 4]);
    expect(second?.elicitInstead(answer)).toBeUndefined();
  });

  it('goes on for seven turns of fifteen seconds without asking again, and then tells', async () => {
    const { clock, turn } = given();
    let state = stateOf(turn()?.elicitInstead(lacking()));
    const begun = clock.now().getTime();
    let turns = 0;
    while (state !== 'none') {
      turns += 1;
      const next = turn(state, turns === 1 ? ACCEPTED : undefined);
      const answer = await clock.until(next?.run(async () => lacking()) ?? Promise.resolve(answered));
      expect(answer).toEqual(lacking());
      const asked = next?.elicitInstead(answer);
      expect(asked?.inputRequests).toBeUndefined();
      state = stateOf(asked);
    }
    expect([turns, clock.now().getTime() - begun]).toEqual([7, 105_000]);
  });

  it('tells five seconds after the link was used in vain', async () => {
    const { clock, turn } = given();
    const second = turn(stateOf(turn()?.elicitInstead(lacking())), ACCEPTED);
    const begun = clock.now().getTime();
    let calls = 0;
    const run = async () => {
      calls += 1;
      return lacking(calls < 3 ? 'https://server/go/1' : 'https://server/go/2');
    };
    const answer = await clock.until(second?.run(run) ?? Promise.resolve(answered));
    expect(answer.connect?.link).toBe('https://server/go/2');
    expect(clock.now().getTime() - begun).toBe(7000);
    expect(second?.elicitInstead(answer)).toBeUndefined();
  });

  it('does not take a used link for a refusal while the connection is being stored', async () => {
    const { clock, turn } = given();
    const second = turn(stateOf(turn()?.elicitInstead(lacking())), ACCEPTED);
    const answers = [lacking(), lacking('https://server/go/2'), lacking('https://server/go/2'), answered];
    const run = async () => answers.shift() ?? lacking();
    expect(await clock.until(second?.run(run) ?? Promise.resolve(lacking()))).toEqual(answered);
  });

  it.each(['before 2026', 'of 2026-07-28'])('ends when the server stops, for a client %s', async (era) => {
    const { clock, consent, turn, modernTurn } = given();
    const take = era === 'of 2026-07-28' ? modernTurn : turn;
    const second = take(stateOf(take()?.elicitInstead(lacking())), ACCEPTED);
    const begun = clock.now().getTime();
    let calls = 0;
    const run = async () => {
      calls += 1;
      if (calls === 3) {
        consent.stop();
      }
      return lacking();
    };
    const answer = await clock.until(second?.run(run) ?? Promise.resolve(answered));
    expect([answer, clock.now().getTime() - begun]).toEqual([lacking(), 2000]);
    // One of 2026 comes again by itself, to the process that takes this one's place; an older one is answered.
    expect(second?.elicitInstead(answer) !== undefined).toBe(take === modernTurn);
  });

  it('ends when the client cancels', async () => {
    const { clock, turn, abort } = given();
    const second = turn(stateOf(turn()?.elicitInstead(lacking())), ACCEPTED);
    const cancelled: ToolAnswer = { text: 'cancelled', outcome: 'cancelled', requestCount: 0 };
    const running = second?.run(async () => (abort.signal.aborted ? cancelled : lacking()));
    await clock.advance(2000);
    abort.abort();
    expect(await running).toEqual(cancelled);
  });
});

it.each([{}, { form: {} }])('a client with %j for elicitation is not asked', (elicitation) => {
  expect(given().turn(undefined, undefined, elicitation)).toBeUndefined();
});

describe('a state', () => {
  const at = (time: number) => () => new Date(time);
  const states = (keys: ConstructorParameters<typeof Sealer>[0], time = 0) =>
    new ConsentStates(new Sealer(keys, randomBytes), at(time));
  const progress = { agreed: true, turnsLeft: 3 };

  it('opens in another process, and after the keys were rotated', () => {
    const state = states(keyringOf(oldKey)).seal(progress, call);
    expect(states(keyringOf(oldKey)).open(state, call)).toEqual(progress);
    expect(states(keyringOf(newKey, [oldKey])).open(state, call)).toEqual(progress);
  });

  it('does not open with other keys, later than its link, or with a credential in its place', () => {
    const keys = keyringOf(oldKey);
    const state = states(keys).seal(progress, call);
    expect(states(keyringOf(newKey)).open(state, call)).toBeUndefined();
    expect(states(keys, 599_999).open(state, call)).toEqual(progress);
    expect(states(keys, 600_000).open(state, call)).toBeUndefined();
    const credential = new Sealer(keys, randomBytes).seal(JSON.stringify({ ...progress, until: 9e15 }), {
      stream: 'credential-1',
      version: 1,
      field: 'pair',
    });
    expect(states(keys).open(`${credential.wrappedKey}~${credential.ciphertext}`, call)).toBeUndefined();
  });

  it.each([
    { ...call, tool: 'notion_read_page' },
    { ...call, arguments: { query: 'b' } },
    { ...call, arguments: undefined },
    { ...call, caller: { token: '', clientId: 'a', scopes: [], extra: { spaceId: 'red' } } },
  ])('does not open for %j', (other: ConsentCall) => {
    const state = states(keyringOf(oldKey)).seal(progress, call);
    expect(states(keyringOf(oldKey)).open(state, other)).toBeUndefined();
  });
});
