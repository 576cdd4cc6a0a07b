import { describe, expect, it } from '@jest/globals';
import { Stage } from './fake-workers.js';

describe('a start', () => {
  it('tries one worker first, then starts the others', async () => {
    const stage = new Stage(3);
    const started = stage.supervisor.start();
    expect(stage.workers).toHaveLength(1);
    stage.worker(1).tell({ kind: 'serving' });
    await new Promise(setImmediate);
    expect(stage.workers).toHaveLength(3);
    expect(stage.supervisor.areAllServing).toBe(false);
    stage.worker(2).tell({ kind: 'serving' });
    stage.worker(3).tell({ kind: 'serving' });
    await started;
    expect(stage.supervisor.areAllServing).toBe(true);
    expect(stage.worker(1).received.at(-1)).toEqual({ kind: 'peers', areAllServing: true });
  });

  it.each([
    [1, 1],
    [2, 2],
    ['SIGKILL', 1],
    [0, 1],
  ])('ends the program if the first worker ends with %s before it serves', (code, exitCode) => {
    const stage = new Stage(2);
    void stage.supervisor.start();
    stage.worker(1).end(code);
    expect(stage.exitCodes).toEqual([exitCode]);
    stage.pass(120_000);
    expect(stage.workers).toHaveLength(1);
  });
});

describe('a worker that ends', () => {
  it('is replaced after a while; the others are told', async () => {
    const stage = new Stage(2);
    await stage.serve();
    stage.worker(2).end('SIGKILL');
    expect(stage.worker(1).received.at(-1)).toEqual({ kind: 'peers', areAllServing: false });
    expect(stage.workers).toHaveLength(2);
    stage.pass(500);
    stage.worker(3).tell({ kind: 'serving' });
    expect(stage.worker(1).received.at(-1)).toEqual({ kind: 'peers', areAllServing: true });
    expect(stage.exitCodes).toEqual([]);
  });

  it('is replaced ten times in a row, then the program ends', async () => {
    const stage = new Stage(2);
    await stage.serve();
    stage.worker(2).end(1);
    for (let id = 3; id <= 12; id += 1) {
      stage.pass(30_000);
      stage.worker(id).end(1);
    }
    expect(stage.exitCodes).toEqual([1]);
    stage.pass(60_000);
    expect(stage.workers).toHaveLength(12);
  });

  it('ends the program if its settings are wrong: no restart would help', async () => {
    const stage = new Stage(2);
    await stage.serve();
    stage.worker(2).end(2);
    expect(stage.exitCodes).toEqual([2]);
    expect(stage.timers).toBe(0);
  });
});

describe('a stop', () => {
  it('lets every worker finish, and starts none', async () => {
    const stage = new Stage(3);
    await stage.serve();
    stage.worker(3).end(1);
    const stopped = stage.supervisor.stop(30_000);
    expect(stage.worker(1).received.at(-1)).toEqual({ kind: 'stop' });
    stage.pass(29_999);
    stage.worker(1).end(0);
    stage.worker(2).end(0);
    await stopped;
    expect(stage.workers).toHaveLength(3);
    expect(stage.timers).toBe(0);
    expect(stage.exitCodes).toEqual([]);
  });

  it('ends those that take longer', async () => {
    const stage = new Stage(2);
    await stage.serve();
    const stopped = stage.supervisor.stop(30_000);
    stage.worker(1).end(0);
    stage.pass(30_000);
    await stopped;
    expect(stage.timers).toBe(0);
  });
});

describe('a question', () => {
  it('is put to all; who does not answer in time, or ends, is among the answers', async () => {
    const stage = new Stage(3);
    await stage.serve();
    const asked = stage.supervisor.ask('live');
    stage.worker(1).answer(200, { status: 'ok' });
    stage.worker(2).end('SIGKILL');
    stage.pass(2500);
    expect([...(await asked)]).toEqual([
      [1, { status: 200, body: { status: 'ok' } }],
      [2, undefined],
      [3, undefined],
    ]);
    // A late answer is nobody's.
    stage.worker(3).answer(200, { status: 'ok' });
  });
});
