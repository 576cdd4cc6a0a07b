import { describe, expect, it } from '@jest/globals';
import { logCall } from '../../../src/mcp/calls/observe-call.js';
import { RequestError } from '../../../src/mcp/calls/protocol.js';
import type { Log, LogFields } from '../../../src/telemetry/log/log.js';

function noting(): {
  readonly log: Log;
  readonly noted: (readonly [string, string, LogFields | undefined])[];
} {
  const noted: (readonly [string, string, LogFields | undefined])[] = [];
  const at =
    (level: string) =>
    (message: string, fields?: LogFields): void =>
      void noted.push([level, message, fields]);
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, noted };
}

const caller = { token: '', clientId: '0123456789ab', scopes: [], extra: { spaceId: 'team-7' } };

describe('a tool call', () => {
  it('is a line with caller, space, outcome and cost', async () => {
    const { log, noted } = noting();
    const answer = { text: 'twelve words', outcome: 'wait', requestCount: 3 } as const;
    expect(await logCall(log, { tool: 'notion_search', caller }, () => Promise.resolve(answer))).toBe(answer);
    const fields = { tool: 'notion_search', caller: '0123456789ab', space: 'team-7', outcome: 'wait' };
    expect(noted).toEqual([
      ['info', 'called a tool', { ...fields, ms: expect.any(Number), requests: 3, characters: 12 }],
    ]);
  });

  it('of a tool that does not exist is no line, and stays the error it is', async () => {
    const { log, noted } = noting();
    const unknown = new RequestError('invalidParams', 'There is no tool of this name.');
    await expect(
      logCall(log, { tool: undefined, caller: undefined }, () => Promise.reject(unknown)),
    ).rejects.toBe(unknown);
    expect(noted).toEqual([]);
  });

  it('that fails before its tool runs is told to the operator; the client learns nothing of the failure', async () => {
    const { log, noted } = noting();
    const fault = new TypeError('disk I/O error in /srv/data/credentials.db');
    const failed = logCall(log, { tool: 'notion_search', caller }, () => Promise.reject(fault));
    await expect(failed).rejects.toThrow(/^The server failed unexpectedly\.$/);
    expect(noted).toEqual([
      [
        'error',
        'could not call a tool',
        expect.objectContaining({ tool: 'notion_search', space: 'team-7', error: 'TypeError' }),
      ],
    ]);
    expect(JSON.stringify(noted)).not.toContain('credentials.db');
  });
});
