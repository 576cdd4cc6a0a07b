import { seededRandom } from '../../harness/random.js';
import type { Assumptions } from './assumptions.js';

/** Requests that Notion answers for a connection in a minute. */
export const BUDGET = { defaultValue: 180, business: 600 } as const;
const MINUTES = 60;

/** What the busiest hour of all spaces together is like. */
export interface BusyHour {
  readonly callers: number;
  readonly calls: number;
  readonly requests: number;
  readonly busiestMinute: { readonly calls: number; readonly requests: number };
  /** Share of the requests that found the budget of their minute used up, and went out in a later one. */
  readonly delayed: number;
  /** Share of Notion's budget that the busiest connection uses in the hour. */
  readonly busiestConnection: number;
}

/** Lets every caller have conversations at random minutes, and every connection send what its budget allows. */
export function simulateBusyHour(
  spaces: number,
  use: Pick<Assumptions, 'sizes' | 'business' | 'conversations' | 'callsOfConversation'>,
  requestsOfCall: number,
  seed = 1,
): BusyHour {
  const random = seededRandom(seed);
  const total = { callers: 0, calls: 0, requests: 0, delayed: 0, busiestConnection: 0 };
  const sent = Array.from({ length: MINUTES }, () => 0);
  for (let place = 0; place < spaces; place += 1) {
    const callers = callersOf((place + 0.5) / spaces, use.sizes);
    const budget = isBusiness(place, use.business) ? BUDGET.business : BUDGET.defaultValue;
    const calls = Array.from({ length: MINUTES }, () => 0);
    for (let conversation = 0; conversation < callers * use.conversations; conversation += 1) {
      const minute = Math.floor(random() * MINUTES);
      calls[minute] = (calls[minute] ?? 0) + use.callsOfConversation;
    }
    const asked = callers * use.conversations * use.callsOfConversation;
    let waiting = 0;
    for (const [minute, ofMinute] of calls.entries()) {
      const wanted = waiting + ofMinute * requestsOfCall;
      const now = Math.min(wanted, budget);
      waiting = wanted - now;
      total.delayed += Math.min(waiting, ofMinute * requestsOfCall);
      sent[minute] = (sent[minute] ?? 0) + now;
    }
    total.callers += callers;
    total.calls += asked;
    total.requests += asked * requestsOfCall;
    total.busiestConnection = Math.max(
      total.busiestConnection,
      (asked * requestsOfCall) / (budget * MINUTES),
    );
  }
  const most = Math.max(...sent);
  return {
    callers: total.callers,
    calls: total.calls,
    requests: total.requests,
    busiestMinute: { calls: most / requestsOfCall, requests: most },
    delayed: total.delayed / total.requests,
    busiestConnection: total.busiestConnection,
  };
}

/** Callers of the space at this share of all spaces, which are in the order of their size. */
function callersOf(place: number, sizes: Assumptions['sizes']): number {
  let share = 0;
  for (const size of sizes) {
    share += size.share;
    if (place < share) {
      return size.callers;
    }
  }
  return sizes.at(-1)?.callers ?? 0;
}

/** Spread evenly over spaces of all sizes. */
function isBusiness(place: number, share: number): boolean {
  return Math.floor((place + 1) * share) > Math.floor(place * share);
}
