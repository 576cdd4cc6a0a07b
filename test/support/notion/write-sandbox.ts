import { createSecretKey, randomBytes } from 'node:crypto';
import { uploadFolder } from '../../../src/files/upload-folder.js';
import { AuditStore } from '../../../src/audit/audit-store.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { IN_MEMORY, openSqlite } from '../../../src/database/sqlite/sqlite.js';
import { StoredJournal } from '../../../src/journal/stored-journal.js';
import type { GuardedFetch } from '../../../src/http/fetch/guarded-fetch.js';
import { confirmationsOf } from '../../../src/mcp/calls/change-support.js';
import { createConnection, type NotionConnection } from '../../../src/notion/client/connection.js';
import type { Approval } from '../../../src/mcp/calls/consent-round.js';
import { restrictToRoots } from '../../../src/notion/roots/rooted-session.js';
import { narrowedTo, writesWithin, type NarrowedWrites } from '../../../src/notion/roots/write-gate.js';
import { engineeringWorkspace } from '../../../src/sandbox/seed/engineering-workspace.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import type { ChangeContext } from '../../../src/tool.js';
import { writeTools } from '../../../src/write-catalogue.js';
import { ManualClock } from '../../credentials/fakes/manual-clock.js';
import { sampleMacs, storeOn } from '../../credentials/fakes/sample-store.js';
import { answerText } from '../answer-text.js';
import { CountedRounds } from './counted-rounds.js';
import { BOUNDARY, NOW } from './tool-sandbox.js';

/** The tools that make changes, with a journal, running against a sandbox. */
export interface WriteSandbox {
  readonly sandbox: Sandbox;
  /** Of calls, the journal and confirmations. */
  readonly clock: ManualClock;
  readonly database: CredentialsDatabase;
  /** The answer's text, with one id for each change in the order of their first mention. */
  readonly call: (tool: string, input: object, options?: CallerOptions) => Promise<string>;
  /** Requests of the last call, in rounds: those of a round do not wait for each other. */
  readonly rounds: () => readonly (readonly string[])[];
  /** What the last answer had for a program; undefined if it had nothing. */
  readonly lastData: () => object | undefined;
  /** Requests that changed something, or were to, since the last look. */
  readonly writes: () => readonly string[];
  close(): Promise<void>;
}

interface CallerOptions {
  readonly actor?: string;
  readonly isProposal?: boolean;
  /** Given where the client can ask its person to confirm; the token is there once they have agreed. */
  readonly approval?: Approval;
  /** Below which this call may change something; the sandbox's if absent. */
  readonly roots?: readonly string[];
  /** Below which this caller may read and write; everything if absent. */
  readonly callerRoots?: readonly string[];
  /** What this caller may change, of what the server may. */
  readonly callerChanges?: Partial<NarrowedWrites>;
}

interface WriteSandboxOptions {
  /** Below which changes are allowed. */
  readonly roots?: readonly string[];
  /** Names of properties that may be changed. */
  readonly properties?: readonly string[];
  readonly deadlineMilliseconds?: number;
  /** Folder from which files may be uploaded. */
  readonly uploadRoot?: string;
  /** In which words for days are meant. */
  readonly timeZone?: string;
  /** What the internet answers. */
  readonly fetchPublic?: GuardedFetch;
}

export async function startWriteSandbox({
  roots,
  properties,
  deadlineMilliseconds,
  uploadRoot,
  timeZone,
  fetchPublic,
}: WriteSandboxOptions = {}): Promise<WriteSandbox> {
  const sandbox = await startSandbox({ workspace: engineeringWorkspace({ now: NOW }) });
  const clock = new ManualClock(NOW.getTime());
  const database = sampleMacs(await openSqlite(IN_MEMORY, clock));
  const { sealer } = storeOn(database, clock);
  const auditStore = new AuditStore({ database, sealer }, randomBytes);
  const connect = (
    writeRoots: readonly string[] | undefined,
    narrowed: Partial<NarrowedWrites> | undefined,
  ): NotionConnection =>
    createConnection({
      token: SANDBOX_TOKEN,
      apiUrl: sandbox.url,
      backoffMilliseconds: 2,
      deadlineMilliseconds,
      key: 'token of the sandbox',
      fetchPublic,
      writes: narrowedTo(
        narrowed,
        writesWithin({ roots: writeRoots, properties }, () => Promise.resolve()),
      ),
    });
  const connections = new Map<string, NotionConnection>();
  const connectionFor = (
    writeRoots: readonly string[] | undefined,
    narrowed: Partial<NarrowedWrites> | undefined,
  ): NotionConnection => {
    const key = JSON.stringify([writeRoots ?? null, narrowed ?? null]);
    const connection = connections.get(key) ?? connect(writeRoots, narrowed);
    connections.set(key, connection);
    return connection;
  };
  const secret = createSecretKey(randomBytes(32));
  let lastData: object | undefined;
  let rounds: readonly (readonly string[])[] = [];
  return {
    sandbox,
    clock,
    database,
    call: async (
      name,
      input,
      { actor = 'local', isProposal = false, approval, roots: own = roots, callerRoots, callerChanges } = {},
    ) => {
      const tool = writeTools.find((candidate) => candidate.name === name);
      if (tool === undefined) {
        throw new Error(`There is no tool ${name}.`);
      }
      // The last of several changes is told by its time.
      await clock.advance(1);
      const opened = restrictToRoots(callerRoots, connectionFor(own, callerChanges));
      const { session, counted } = CountedRounds.ofWrites(
        opened.openSession({ signal: new AbortController().signal }),
      );
      rounds = counted.endpoints;
      const changes: ChangeContext = {
        isProposal,
        session,
        localFiles: uploadRoot === undefined ? undefined : uploadFolder(uploadRoot),
        confirmations: confirmationsOf(
          () => Promise.resolve({ secret, identity: [null, actor], connectionKey: session.connectionKey }),
          approval,
          () => clock.now(),
        ),
        openJournal: () =>
          Promise.resolve(
            new StoredJournal(
              { database, sealer, auditStore, clock, randomBytes },
              { connectionKey: session.connectionKey, actor, spaceId: '' },
            ),
          ),
      };
      const result = await tool.run(tool.input.parse(input), {
        notion: session,
        workspaces: [],
        now: clock.now(),
        readTimeZone: () => timeZone,
        extraRequests: 40,
        boundary: BOUNDARY,
        changes,
      });
      lastData = typeof result === 'object' && 'data' in result ? result.data : undefined;
      return answerText(result);
    },
    rounds: () => rounds,
    lastData: () => lastData,
    writes: () => {
      const sent = sandbox.requests
        .filter(({ method, endpoint }) => method !== 'GET' && !/query|search/.test(endpoint))
        .map(({ endpoint, status }) => `${endpoint} ${status}`);
      sandbox.clearRequests();
      return sent;
    },
    close: async () => {
      await sandbox.close();
      await database.close();
    },
  };
}

/** Ids of changes and new pages are random. */
export function withoutIds(answer: string): string {
  return answer
    .replaceAll(/\b[0-9a-f]{16}\b/g, 'CHANGE')
    .replaceAll(/(?<=https:\/\/app\.notion\.com\/p\/)[0-9a-f]{32}/g, 'PAGE')
    .replaceAll(/(?<=\?v=)[0-9a-f]{32}/g, 'VIEW');
}
