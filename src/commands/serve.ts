import type { ServeConfig } from '../config/config.js';
import { startServer } from '../app/http-server.js';
import { spacesServerSetup } from '../app/multi-space-server.js';
import { EXIT_FAILED, type Program } from '../app/program.js';
import { loadWriteTools } from '../app/changes.js';
import { servedTools } from '../app/served-tools.js';
import { tokenServerSetup } from '../app/single-token-server.js';
import { ListenError } from '../mcp/http/listen.js';
import { watchEventLoop } from '../app/watch-event-loop.js';

/** Serves over HTTP until the program is asked to stop, then finishes running calls. */
export async function runServe(config: ServeConfig, program: Program): Promise<void> {
  const { log } = program;
  const served = servedTools(config.tools, await loadWriteTools(config.writes));
  const telemetry = await program.startTelemetry();
  await watchEventLoop(config, program);
  const setup =
    config.notion.kind === 'token'
      ? await tokenServerSetup(config.notion.token, config, program)
      : (await spacesServerSetup(config.notion, config, program)).setup;
  const server = await startServer(setup, config, served, program).catch((error: unknown) => {
    if (!(error instanceof ListenError)) {
      throw error;
    }
    const { host, port } = error.address;
    const settings = error.address === config.health ? 'HEALTH_HOST or HEALTH_PORT' : 'HOST or PORT';
    program.fail(
      `cannot listen on ${host} port ${port} (${error.code}). Set ${settings} to a free one.`,
      EXIT_FAILED,
    );
  });
  log.info(`serving MCP at ${server.url} over Streamable HTTP`);
  if (server.healthUrl !== undefined) {
    log.info(`answering health checks at ${server.healthUrl}`);
  }
  await program.stopRequested();
  log.info('stopping after running calls finish');
  await server.close();
  // Before the store closes: the last metrics count its content.
  await telemetry.end();
  await setup.close();
  program.exit();
}
