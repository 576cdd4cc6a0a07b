import type { ServeConfig } from '../../config/config.js';
import { failToListen } from '../fail-to-listen.js';
import { openStore } from '../../app/open-store.js';
import { DRAIN_MARGIN_MS, type Program } from '../../app/program.js';
import { loadWriteTools } from '../../app/changes/change-support.js';
import { servedTools } from '../../app/served-tools.js';
import { watchEventLoop } from '../../app/watch-event-loop.js';
import { startHealthPort } from '../../mcp/http/health-port.js';
import { forkWorker } from '../../workers/cluster.js';
import { Supervisor } from '../../workers/supervisor.js';
import { workersHealth } from '../../workers/workers-health.js';

/** Milliseconds after a worker's last answer to close its store and to exit. */
const EXIT_MARGIN_MS = 3000;

/**
 * Keeps as many processes serving as there are to be, until the program is asked to stop. Serves nothing itself but health
 * checks, so that its event loop stays free to hand out connections.
 */
export async function runWorkers(config: ServeConfig, program: Program): Promise<void> {
  const { log } = program;
  const stopRequested = program.stopRequested();
  // Wrong settings are told once, and migrations run once, before any worker needs them.
  servedTools(config.tools, await loadWriteTools(config.writes));
  await prepareStore(config, program);
  await watchEventLoop(config, program);
  if (config.redis === undefined) {
    log.warn(
      "workers share nothing but the database without REDIS_URL: each takes an equal part of Notion's request budget",
      { workers: config.workers },
    );
  }
  const drainMilliseconds = config.callDeadlineMilliseconds + DRAIN_MARGIN_MS + EXIT_MARGIN_MS;
  const supervisor = new Supervisor({
    count: config.workers,
    fork: forkWorker,
    log,
    onGiveUp: (exitCode) => {
      void supervisor.stop(drainMilliseconds).then(() => process.exit(exitCode));
    },
  });
  const healthPort =
    config.health &&
    (await startHealthPort(workersHealth(supervisor), config.health).catch((error: unknown) =>
      failToListen(error, config, program),
    ));
  if (healthPort !== undefined) {
    log.info(`answering health checks at ${healthPort.url}`);
  }
  void supervisor.start().then(() => log.info('all workers serve', { workers: config.workers }));
  await stopRequested;
  log.info('stopping after running calls finish');
  await supervisor.stop(drainMilliseconds);
  await healthPort?.close();
  program.exit();
}

/** Opens the store once: it creates what is missing. */
async function prepareStore({ notion, journal, apiUrl }: ServeConfig, { log }: Program): Promise<void> {
  const storage = notion.kind === 'spaces' ? notion.storage : journal;
  if (storage !== undefined) {
    const store = await openStore({ storage, oauth: undefined, apiUrl, log });
    await store.close();
  }
}
