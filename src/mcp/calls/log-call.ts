import { ProtocolError, ProtocolErrorCode, type AuthInfo } from '@modelcontextprotocol/server';
import { describeError, type Log } from '../../telemetry/log/log.js';
import type { ToolAnswer } from './call-tool.js';
import { callerSpace } from './caller-space.js';

/** One line for each tool call: who called what, how it ended, and what it cost. */
export async function logCall(
  log: Log,
  { tool, caller }: { readonly tool: string | undefined; readonly caller: AuthInfo | undefined },
  call: () => Promise<ToolAnswer>,
): Promise<ToolAnswer> {
  const started = performance.now();
  const from = { tool, caller: caller?.clientId, space: callerSpace(caller) };
  const milliseconds = (): number => Math.round(performance.now() - started);
  try {
    const answer = await call();
    log.info('called a tool', {
      ...from,
      outcome: answer.outcome,
      ms: milliseconds(),
      requests: answer.requestCount,
      characters: answer.text.length,
    });
    return answer;
  } catch (error) {
    if (error instanceof ProtocolError) {
      throw error;
    }
    // Such as a database that cannot be read. The SDK would send the error's own message to the client.
    log.error('could not call a tool', { ...from, ms: milliseconds(), ...describeError(error) });
    throw new ProtocolError(ProtocolErrorCode.InternalError, 'The server failed unexpectedly.');
  }
}
