#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { instructions, tools } from './catalogue.js';
import { ConfigError } from './config/config-error.js';
import { loadConfig, type Config } from './config/config.js';
import type { CallContext } from './mcp/call-tool.js';
import { createLog, describeError } from './mcp/log.js';
import { reserveStdout } from './mcp/reserve-stdout.js';
import { createServerFactory } from './mcp/server.js';
import { createConnection, type NotionConnection } from './notion/connection.js';
import { checkToken } from './notion/check-token.js';
import { usage } from './config/usage.js';
import { readVersion } from './config/version.js';

/** The program cannot run as it was started: sysexits has 64, but 2 is what shells and most tools use. */
const EXIT_USAGE = 2;
/** Milliseconds after the deadline of the last running call, for its answer to be written and sent. */
const DRAIN_MARGIN = 5000;

const log = createLog(
  (line) => process.stderr.write(line),
  () => new Date(),
);

/** Ends the program with one line that says what to do. */
function fail(message: string, exitCode: number): never {
  process.stderr.write(`notion-rest-mcp: ${message}\n`);
  process.exit(exitCode);
}

function print(text: string): void {
  process.stdout.write(text);
}

function randomText(): string {
  return randomBytes(4).toString('hex');
}

/** Opens the connection and has its token checked in the background, so that no client waits for the check. */
function connect(config: Extract<Config, { command: 'stdio' | 'serve' }>): CallContext {
  const connection = createConnection({
    token: config.notion.token,
    apiUrl: config.notion.apiUrl,
    deadlineMilliseconds: config.callDeadlineMilliseconds,
  });
  void endUnlessAccepted(connection);
  return { connection, log, now: () => new Date(), randomText };
}

async function endUnlessAccepted(connection: NotionConnection): Promise<void> {
  const state = await checkToken(connection);
  if (state.refused) {
    fail('Notion does not accept NOTION_TOKEN. Copy the token of the connection again.', EXIT_USAGE);
  }
  if (state.doubt !== undefined) {
    log.warn('could not check NOTION_TOKEN', { reason: state.doubt });
  }
}

async function stdio(config: Extract<Config, { command: 'stdio' }>, version: string): Promise<void> {
  const output = reserveStdout(process.stdout, process.stderr);
  const createServer = createServerFactory({ ...connect(config), tools, instructions, version });
  const { serveOverStdio } = await import('./mcp/stdio.js');
  await serveOverStdio({ createServer, input: process.stdin, output, log });
  // Answers already given are written out; what still runs, such as a wait for Notion's budget, has nobody to answer to.
  output.end(() => process.exit(0));
}

async function serve(config: Extract<Config, { command: 'serve' }>, version: string): Promise<void> {
  const createServer = createServerFactory({ ...connect(config), tools, instructions, version });
  const { startHttpServer } = await import('./mcp/http.js');
  const server = await startHttpServer({
    ...config.http,
    createServer,
    log,
    drainMilliseconds: config.callDeadlineMilliseconds + DRAIN_MARGIN,
  }).catch((error: NodeJS.ErrnoException) => {
    const place = `${config.http.host} port ${config.http.port}`;
    fail(`cannot listen on ${place} (${error.code ?? error.name}). Set HOST or PORT to a free one.`, 1);
  });
  log.info(`serving MCP at ${server.url}`);
  const stop = (): void => {
    log.info('stopping; running calls are finished first');
    void server.close().then(() => process.exit(0));
  };
  // Once each: a second signal ends the program at once.
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function main(): Promise<void> {
  // A log that nobody reads any more is no reason to end.
  process.stderr.on('error', () => {});
  const version = readVersion();
  const config = loadConfig(process.argv.slice(2));
  switch (config.command) {
    case 'help':
      print(usage(version));
      return;
    case 'version':
      print(`${version}\n`);
      return;
    case 'stdio':
      return stdio(config, version);
    case 'serve':
      return serve(config, version);
    case 'demo': {
      const { runDemo } = await import('./demo.js');
      const stopped = new Promise<void>((resolve) => {
        process.once('SIGTERM', resolve);
        process.once('SIGINT', resolve);
      });
      return runDemo({ config, version, log, randomText, write: print, stopped });
    }
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    fail(error.message, EXIT_USAGE);
  }
  log.error('the program failed', describeError(error));
  process.exit(1);
});
