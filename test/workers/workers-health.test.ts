import { describe, expect, it } from '@jest/globals';
import { workersHealth } from '../../src/workers/workers-health.js';
import { Stage } from './fake-workers.js';

const OK = { status: 'ok' };

async function asked(about: 'live' | 'ready', act: (stage: Stage) => void) {
  const stage = new Stage(2);
  await stage.serve();
  const answer = workersHealth(stage.supervisor)[about]();
  act(stage);
  return answer;
}

describe('the health of all workers', () => {
  it('is theirs while all are well', async () => {
    const answer = await asked('live', (stage) => stage.workers.forEach((worker) => worker.answer(200, OK)));
    expect(answer).toEqual({ status: 200, body: { status: 'ok', workers: { 1: OK, 2: OK } } });
  });

  it('is alive with one of them, and not with none', async () => {
    const one = await asked('live', (stage) => {
      stage.worker(1).answer(200, OK);
      stage.pass(2500);
    });
    expect(one).toEqual({
      status: 200,
      body: { status: 'ok', workers: { 1: OK, 2: { status: 'no answer' } } },
    });
    expect((await asked('live', (stage) => stage.pass(2500))).status).toBe(503);
  });

  it('is degraded while one is not ready, or lacks something', async () => {
    const ready = { status: 'ready', checks: {} };
    const lacking = await asked('ready', (stage) => {
      stage.worker(1).answer(200, ready);
      stage.worker(2).answer(200, { status: 'degraded', checks: { redis: 'failed' } });
    });
    expect(lacking).toMatchObject({ status: 200, body: { status: 'degraded' } });
    const unready = await asked('ready', (stage) => {
      stage.worker(1).answer(200, ready);
      stage.worker(2).answer(503, { status: 'not ready' });
    });
    expect(unready).toMatchObject({ status: 200, body: { status: 'degraded' } });
    const none = await asked('ready', (stage) => stage.workers.forEach((worker) => worker.answer(503, {})));
    expect(none).toMatchObject({ status: 503, body: { status: 'not ready' } });
  });

  it('is 503 while they stop', async () => {
    const stage = new Stage(2);
    await stage.serve();
    const stopped = stage.supervisor.stop(1000);
    expect(await workersHealth(stage.supervisor).live()).toEqual({
      status: 503,
      body: { status: 'stopping' },
    });
    stage.pass(1000);
    await stopped;
  });
});
