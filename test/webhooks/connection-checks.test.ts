import { describe, expect, it } from '@jest/globals';
import type { WorkspaceConnection } from '../../src/credentials/connections/connections-of-workspace.js';
import { parseConnectionId, parseCredentialId, parseSpaceId } from '../../src/ids.js';
import type { Log } from '../../src/telemetry/log/log.js';
import { CHECK_INTERVAL_MS, ConnectionChecks } from '../../src/webhooks/connection-checks.js';
import { parseEvent, type WebhookEvent } from '../../src/webhooks/event.js';
import { pageEvent } from '../support/notion/webhook-events.js';

const [BOT, OTHER_BOT, OWNER] = ['a', 'b', 'c'].map(
  (letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`,
);

function connection(bot = '', ownerUserId: string | null = null): WorkspaceConnection {
  const [id, spaceId, credentialId] = [parseConnectionId(bot), parseSpaceId('red'), parseCredentialId(bot)];
  if (id === undefined || spaceId === undefined || credentialId === undefined) {
    throw new Error('These are no ids.');
  }
  return { id, spaceId, credentialId, ownerUserId };
}

/** Checks whose answers the test gives; tells which bots Notion was asked about, and what was logged. */
function start(
  connections: readonly WorkspaceConnection[],
  answer: (asked: WorkspaceConnection) => Promise<'alive' | 'lost' | 'unknown'> = () =>
    Promise.resolve('alive'),
) {
  const asked: string[] = [];
  const logged: string[] = [];
  const note = (message: string): void => void logged.push(message);
  const log: Log = { info: note, warn: note, error: note };
  let now = 0;
  const checks = new ConnectionChecks({
    connectionsOf: () => Promise.resolve(connections),
    check: (each) => {
      asked.push(each.credentialId);
      return answer(each);
    },
    now: () => new Date(now),
    log,
  });
  return { checks, asked, logged, pass: (milliseconds: number) => (now += milliseconds) };
}

function seenBy(...ids: readonly (string | undefined)[]): WebhookEvent {
  const accessible_by = ids.map((id) => ({ id, type: 'bot' }));
  const event = parseEvent(pageEvent({ accessible_by }));
  if (event === undefined) {
    throw new Error('This is no event.');
  }
  return event;
}

describe('an event that tells who can see the page', () => {
  it.each<[string, WebhookEvent, readonly (string | undefined)[]]>([
    ['names a bot', seenBy(BOT), []],
    ['names its owner', seenBy(OWNER), []],
    ['names somebody else', seenBy(OTHER_BOT), [BOT]],
    ['names nobody', seenBy(), [BOT]],
  ])('that %s', async (_name, event, expected) => {
    const { checks, asked } = start([connection(BOT, OWNER)]);
    checks.schedule(event);
    await checks.settled();
    expect(asked).toEqual(expected);
  });

  it('of an internal connection, which is told nothing of that, gives no reason to ask', async () => {
    const { checks, asked } = start([connection(BOT)]);
    const event = parseEvent(pageEvent());
    if (event !== undefined) {
      checks.schedule(event);
    }
    await checks.settled();
    expect(asked).toEqual([]);
  });

  it('asks once an hour, however many events leave it out', async () => {
    const { checks, asked, pass } = start([connection(BOT), connection(OTHER_BOT)]);
    for (let event = 0; event < 50; event += 1) {
      checks.schedule(seenBy(OTHER_BOT));
    }
    await checks.settled();
    expect(asked).toEqual([BOT]);
    pass(CHECK_INTERVAL_MS);
    checks.schedule(seenBy(OTHER_BOT));
    await checks.settled();
    expect(asked).toEqual([BOT, BOT]);
  });

  it('leaves a flood of events to later ones', async () => {
    let letGo = (): void => {};
    const gone = new Promise<'alive'>((resolve) => (letGo = () => resolve('alive')));
    const { checks, asked, pass } = start([connection(BOT)], () => gone);
    for (let event = 0; event < 1000; event += 1) {
      checks.schedule(seenBy());
    }
    pass(CHECK_INTERVAL_MS);
    letGo();
    await checks.settled();
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('tells the operator of a connection that is lost', async () => {
    const { checks, logged } = start([connection(BOT)], () => Promise.resolve('lost'));
    checks.schedule(seenBy());
    await checks.settled();
    expect(logged).toEqual(['a connection was removed in Notion']);
  });

  it('goes on after a check that failed', async () => {
    const { checks, asked, logged } = start([connection(BOT), connection(OTHER_BOT)], ({ credentialId }) =>
      credentialId === BOT ? Promise.reject(new Error('The database is away.')) : Promise.resolve('alive'),
    );
    checks.schedule(seenBy());
    checks.schedule(seenBy());
    await checks.settled();
    expect(asked).toEqual([BOT, OTHER_BOT]);
    expect(logged).toEqual(['could not check connections after a webhook']);
  });
});
