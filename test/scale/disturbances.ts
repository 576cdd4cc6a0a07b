import { setTimeout as delay } from 'node:timers/promises';
import type { Moment } from './figures/figures.js';
import type { ScaleStage } from './stage.js';

/** What goes wrong in a run, one after the other. Each tells when it began and when everything was there again. */
export const disturbances: readonly {
  readonly name: string;
  readonly run: (stage: ScaleStage, outageMs: number) => Promise<Moment>;
}[] = [
  {
    name: 'a server killed with SIGKILL, and started again',
    run: async ({ servers }, outageMs) => {
      const victim = servers[1];
      const begun = Date.now();
      await victim?.kill();
      await delay(outageMs);
      await victim?.start();
      return { begun, ended: Date.now() };
    },
  },
  {
    name: 'Redis stopped, and started again',
    run: async ({ redis }, outageMs) => {
      const begun = Date.now();
      await redis.stop();
      await delay(outageMs);
      await redis.start();
      return { begun, ended: Date.now() };
    },
  },
  {
    name: 'Postgres restarted',
    run: async ({ postgres }) => {
      const begun = Date.now();
      await postgres.stop();
      await postgres.again();
      return { begun, ended: Date.now() };
    },
  },
];
