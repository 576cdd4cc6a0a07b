// A process of callers: each sends its request again as soon as it is answered, until the time is over, also
// when it was refused: it does not wait as it was told.
import { Agent } from 'node:http';
import { send } from '../harness/http/http-request.js';
import { complaintAbout, listRequest, toolRequest } from '../harness/http/tool-call.js';
import { inTurn } from '../harness/in-turn.js';
import type { CallersOrder, CallersResult } from './run-callers.js';

process.on('message', ({ calls, concurrent, milliseconds }: CallersOrder) => {
  void work().then((result) => process.send?.(result));

  async function work(): Promise<CallersResult> {
    const agent = new Agent({ keepAlive: true, maxSockets: concurrent });
    const requests = calls.map((call) => {
      if ('method' in call) {
        return call;
      }
      return 'name' in call ? toolRequest(call) : listRequest(call);
    });
    const isRest = calls.some((call) => 'method' in call);
    const complaints: Record<string, number> = {};
    const times: number[] = [];
    const begun = performance.now();
    const usedBefore = process.cpuUsage();
    const call = async (caller: number): Promise<void> => {
      for (let count = caller; performance.now() - begun < milliseconds; count += 1) {
        const sent = performance.now();
        const complaint = await send(inTurn(requests, count), agent).then(
          isRest ? ({ status }) => (status === 200 ? undefined : `HTTP ${status}`) : complaintAbout,
          (error: NodeJS.ErrnoException) => `HTTP ${error.code ?? error.message}`,
        );
        if (complaint === undefined) {
          times.push(performance.now() - sent);
        } else {
          complaints[complaint] = (complaints[complaint] ?? 0) + 1;
        }
      }
    };
    await Promise.all(Array.from({ length: concurrent }, (_, caller) => call(caller)));
    agent.destroy();
    const { user, system } = process.cpuUsage(usedBefore);
    return {
      times,
      complaints,
      milliseconds: performance.now() - begun,
      callersProcessor: (user + system) / 1000,
    };
  }
});
