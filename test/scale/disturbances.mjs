import { setTimeout as delay } from 'node:timers/promises';

/**
 * What goes wrong in a run, one after the other. Each gives the moments, in milliseconds since 1970, at which it began
 * and at which everything was there again.
 */
export const disturbances = [
  {
    name: 'a server killed with SIGKILL, and started again',
    run: async ({ servers }, outage) => {
      const [victim] = servers.slice(1);
      const begun = Date.now();
      await victim.kill();
      await delay(outage);
      await victim.start();
      return { begun, ended: Date.now() };
    },
  },
  {
    name: 'Redis stopped, and started again',
    run: async ({ redis }, outage) => {
      const begun = Date.now();
      await redis.stop();
      await delay(outage);
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
