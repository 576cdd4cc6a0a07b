// A process of callers: each sends its request again as soon as it is answered, until the time is over, also
// when it was refused: it does not wait as it was told.
import { Agent } from 'node:http';
import { send } from './http-request.mjs';
import { complaintAbout, toolRequest } from './tool-request.mjs';

process.on('message', async (order) => {
  const { calls, concurrent, milliseconds } = order;
  const agent = new Agent({ keepAlive: true, maxSockets: concurrent });
  const requests = calls.map(toolRequest);
  const complaints = {};
  const times = [];
  const begun = performance.now();
  const call = async (caller) => {
    for (let count = caller; performance.now() - begun < milliseconds; count += 1) {
      const sent = performance.now();
      const answer = await send(requests[count % requests.length], agent).catch((error) => ({
        status: error.code ?? error.message,
        body: '',
      }));
      const complaint = complaintAbout(answer);
      if (complaint === undefined) {
        times.push(performance.now() - sent);
      } else {
        complaints[complaint] = (complaints[complaint] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: concurrent }, (_, caller) => call(caller)));
  agent.destroy();
  process.send({ times, complaints, milliseconds: performance.now() - begun });
});
