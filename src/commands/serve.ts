import type { ServeConfig } from '../config/config.js';
import { startServer } from '../app/http-server.js';
import { spacesServerSetup } from '../app/multi-space-server.js';
import { runningTelemetry } from '../telemetry/running.js';
import { serveBanner } from './serving/serve-banner.js';
import { withChat } from './serving/with-chat.js';
import { failToListen } from './fail-to-listen.js';
import type { Program } from '../app/program.js';
import { loadWriteTools } from '../app/changes/change-support.js';
import { servedTools } from '../app/served-tools.js';
import { tokenServerSetup } from '../app/single-token-server.js';
import { watchEventLoop } from '../app/watch-event-loop.js';
import { thisWorker, type ThisWorker } from '../workers/cluster.js';
import { shareOfWorker } from '../workers/worker-share.js';

/** Serves over HTTP until the program is asked to stop, then finishes running calls. */
export async function runServe(config: ServeConfig, program: Program): Promise<void> {
  if (config.workers === 1) {
    return serveHere(config, program);
  }
  const worker = thisWorker();
  if (worker === undefined) {
    return (await import('./serving/serve-workers.js')).runWorkers(config, program);
  }
  program.labelLog({ worker: worker.id });
  // The primary answers health checks for all.
  return serveHere({ ...shareOfWorker(config), health: undefined }, program, worker);
}

async function serveHere(config: ServeConfig, program: Program, worker?: ThisWorker): Promise<void> {
  const { log } = program;
  const served = servedTools(config.tools, await loadWriteTools(config.writes));
  const telemetry = await program.startTelemetry();
  await watchEventLoop(config, program);
  const setup =
    config.notion.kind === 'token'
      ? await tokenServerSetup(config.notion.token, config, program)
      : (
          await spacesServerSetup(
            await withChat(config.notion, config.chat, served, program),
            config,
            program,
          )
        ).setup;
  const http = worker === undefined ? setup.http : withPeers(setup.http, worker);
  const server = await startServer({ ...setup, http }, config, served, program).catch((error: unknown) =>
    failToListen(error, config, program),
  );
  log.info(`serving MCP at ${server.url} over Streamable HTTP`);
  if (process.stdout.isTTY && worker === undefined) {
    // For a person; programs read the log, which is on standard error.
    const lines = serveBanner(config, server.url, runningTelemetry() !== undefined);
    program.print(`${lines.join('\n')}\n`);
  }
  if (server.healthUrl !== undefined) {
    log.info(`answering health checks at ${server.healthUrl}`);
  }
  worker?.serving(server.health);
  await Promise.race([program.stopRequested(), ...(worker === undefined ? [] : [worker.stopRequested])]);
  log.info('stopping after running calls finish');
  await server.close();
  // Before the store closes: the last metrics count its content.
  await telemetry.end();
  await setup.close();
  program.exit();
}

/** Also says whether all other workers serve. */
function withPeers<Http extends Awaited<ReturnType<typeof tokenServerSetup>>['http']>(
  http: Http,
  worker: ThisWorker,
): Http {
  const workers = (): Promise<void> =>
    worker.areAllServing() ? Promise.resolve() : Promise.reject(new Error('A worker does not serve.'));
  return { ...http, optionalChecks: { ...http.optionalChecks, workers } };
}
