import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { macTables } from '../../../src/database/macs/mac-tables.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { killAll, startCli } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

/** The service key that an intruder writes into the database. */
const SECRET = 'A'.repeat(43);
const PLANTED = `nrm_0123456789ab_${SECRET}`;

afterAll(killAll);

describe('a database that somebody writes to while the server serves', () => {
  let sandbox: Sandbox;
  let server: SpacesServer;

  beforeAll(async () => {
    sandbox = await startSandbox({ oauth: {} });
    server = await startSpacesServer(sandbox);
  });
  afterAll(async () => {
    await server.close();
    await sandbox.close();
  });

  const write = (statement: string): void => {
    const database = new Libsql(join(server.folder, 'credentials.db'));
    database.exec(statement);
    database.close();
  };
  const status = async (key: string): Promise<number> =>
    (await server.backend('GET', '/connections?spaceId=red', key)).status;
  const plant = (): void =>
    write(
      `insert or replace into service_keys (id, secret_hash, space_id, label, created_at)
       values ('0123456789ab', '${createHash('sha256').update(SECRET).digest('hex')}', '*', 'mine', '2026-01-01T00:00:00.000Z')`,
    );

  it('serves nobody with a key that was planted, logs its table once, and says so in doctor', async () => {
    const real = await server.createKey('--space', 'red');
    plant();
    expect([await status(real), await status(PLANTED), await status(PLANTED)]).toEqual([200, 401, 401]);
    expect((await server.run('keys', 'list')).stdout).not.toContain('0123456789ab');
    const lines = server.cli.stderr().split('\n');
    const reports = lines.filter((line) => line.includes('that this server did not write'));
    expect(reports).toHaveLength(1);
    expect(reports[0]).toContain('service_keys');
    expect(reports[0]).not.toContain(SECRET);
    const { stdout } = await server.run('doctor');
    expect(stdout).toContain('Not all rows were written by this server: 1 of service_keys');
  });

  it('does not take over a planted key after every trace of the MACs was removed', async () => {
    await server.connect(await server.createKey('--all-spaces'), 'red');
    plant();
    write('delete from mac_state');
    const noted = await server.run('keys', 'list');
    expect(noted).toMatchObject({ code: 2, stdout: '' });
    expect(noted.stderr).toContain('the marker for it is missing');

    // Everything that came with MACs, and the migration that brought them. The tables of changes came later.
    const withTheirOwn = new Set(['mac_state', 'wrapped_keys', 'change_entries', 'change_requests']);
    for (const table of macTables.filter((name) => !withTheirOwn.has(name))) {
      write(`alter table ${table} drop column mac`);
    }
    write(`drop table mac_state; drop table wrapped_keys;
      delete from schema_migrations where name = '0008-row-macs'`);
    const stripped = await server.run('keys', 'list');
    expect(stripped).toMatchObject({ code: 2, stdout: '' });
    expect(stripped.stderr).toContain('This database was used with MACs, but its rows have none');
  });
});

describe('a sealing key from outside', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'notion-sealing-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = async (args: readonly string[], settings: Record<string, string>) => {
    const command = startCli([...args], settings);
    const code = await command.ended;
    return { code, stdout: command.stdout(), stderr: command.stderr() };
  };
  const key = Buffer.alloc(32, 3).toString('base64');

  it('comes out of a program, which a store then belongs to', async () => {
    const data = join(folder, 'command');
    const settings = {
      DATA_FOLDER: data,
      CREDENTIALS_KEY_COMMAND: JSON.stringify([process.execPath, '-e', `console.log('${key}')`]),
    };
    expect(await run(['keys', 'create'], settings)).toMatchObject({ code: 0 });
    expect((await run(['keys', 'list'], settings)).stdout).toContain('space personal');
    const other = await run(['keys', 'list'], {
      DATA_FOLDER: data,
      CREDENTIALS_KEY: Buffer.alloc(32, 4).toString('base64'),
    });
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toMatch(/The store belongs to key [0-9a-f]{8}, which is not configured/);
    expect(other.stderr).not.toContain(key);
  });

  it('is wrapped by a key service, changes there, and is out of reach once the service refuses', async () => {
    const service = join(folder, 'service-key');
    await writeFile(service, Buffer.alloc(32, 9));
    const program = join(import.meta.dirname, '../../credentials/processes/key-service.mjs');
    const settings = {
      DATA_FOLDER: join(folder, 'kms'),
      CREDENTIALS_KMS_COMMAND: JSON.stringify([process.execPath, program, service]),
    };
    expect(await run(['keys', 'create'], settings)).toMatchObject({ code: 0 });
    const rotated = await run(['keys', 'rotate'], settings);
    expect(rotated).toMatchObject({ code: 0 });
    expect(rotated.stdout).toMatch(/Removed from the database: [0-9a-f]{8}\./);
    expect((await run(['keys', 'list'], settings)).stdout).toContain('space personal');
    expect((await run(['doctor'], settings)).stdout).toMatch(/CREDENTIALS_KMS_COMMAND can be used/);
    await rm(service);
    const refused = await run(['keys', 'list'], settings);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('The program of CREDENTIALS_KMS_COMMAND ended with 1');
  });

  it.each([
    ['is open to others', 0o644, {}, /chmod 600/],
    ['is open to its group', 0o640, {}, /chmod 600/],
    ['is writable by its group', 0o660, { CREDENTIALS_KEY_FILE_GROUP: 'true' }, /chmod 640/],
  ])('in a file that %s is refused, with what to run', async (_name, mode, extra, advice) => {
    const path = join(folder, `file-${mode}`);
    await writeFile(path, `${key}\n`);
    await chmod(path, mode);
    const { code, stderr } = await run(['keys', 'list'], {
      DATA_FOLDER: join(folder, 'refused'),
      CREDENTIALS_KEY_FILE: path,
      ...extra,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(advice);
  });

  it('in a file that its group may read is taken where that is allowed', async () => {
    const path = join(folder, 'mounted');
    await writeFile(join(folder, 'data-of-mount'), `${key}\n`);
    await chmod(join(folder, 'data-of-mount'), 0o440);
    await symlink('data-of-mount', path);
    const settings = {
      DATA_FOLDER: join(folder, 'mounted-data'),
      CREDENTIALS_KEY_FILE: path,
      CREDENTIALS_KEY_FILE_GROUP: 'true',
    };
    expect(await run(['keys', 'list'], settings)).toMatchObject({ code: 0 });
    expect((await run(['doctor'], settings)).stdout).toContain(`${path} can be used`);
  });

  it('does not help where a link stands for the database', async () => {
    const data = join(folder, 'linked');
    await mkdir(data, { mode: 0o700 });
    await symlink(join(folder, 'elsewhere.db'), join(data, 'credentials.db'));
    const { code, stderr } = await run(['keys', 'list'], { DATA_FOLDER: data, CREDENTIALS_KEY: key });
    expect(code).toBe(2);
    expect(stderr).toContain('is a symbolic link');
  });

  it('is used in a folder that a group can write to, and the log says so', async () => {
    const data = join(folder, 'grouped');
    await mkdir(data);
    await chmod(data, 0o770);
    const { code, stderr } = await run(['keys', 'list'], { DATA_FOLDER: data, CREDENTIALS_KEY: key });
    expect(code).toBe(0);
    expect(stderr).toContain('Others can add files to the folder');
  });

  it('from two places is refused', async () => {
    const { code, stderr } = await run(['keys', 'list'], {
      DATA_FOLDER: join(folder, 'two'),
      CREDENTIALS_KEY: key,
      CREDENTIALS_KEY_FILE: join(folder, 'mounted'),
    });
    expect(code).toBe(2);
    expect(stderr).toContain('CREDENTIALS_KEY and CREDENTIALS_KEY_FILE are set');
  });
});
