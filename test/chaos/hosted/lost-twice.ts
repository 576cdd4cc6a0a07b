import type { HostedRefresh } from '../../../src/sandbox/hosted/hosted-sandbox.js';

/** When each process was killed, by its id; milliseconds since 1970. */
export type Kills = ReadonlyMap<number, number>;

/**
 * Whether a connection ended by the issuer's own rule, as what happened shows: the last refresh was refused, and both pairs
 * before it got lost on their way, each in an answer that the token endpoint did not send or with a process that was killed
 * after it had asked. Then nobody has a token that the issuer would take. Anything else is our fault.
 */
export function wasLostTwice(refreshes: readonly HostedRefresh[], kills: Kills): boolean {
  const refused = refreshes.at(-1);
  const [before, last] = refreshes.filter(({ isIssued }) => isIssued).slice(-2);
  return (
    refused?.isIssued === false &&
    before !== undefined &&
    last !== undefined &&
    [before, last].every((each) => isLost(each, refused, kills))
  );
}

function isLost({ isAnswered, agent, at }: HostedRefresh, refused: HostedRefresh, kills: Kills): boolean {
  const killed = kills.get(Number(/^process (\d+)$/.exec(agent ?? '')?.[1]));
  return !isAnswered || (killed !== undefined && killed >= at && killed <= refused.at);
}
