import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { runCommand, type Settings } from '../../harness/processes/server-process.js';
import { startCli } from '../../support/servers/spawn.js';
import { holds, type Attack, type AttackStage } from '../attack.js';

interface Verdict {
  readonly code: number | string;
  readonly said: string;
}

/** Runs a command on settings that fail it; gives its exit code and what it said. */
async function exitOf(parameters: readonly string[], settings: Settings): Promise<Verdict> {
  const command = startCli([...parameters], settings);
  return { code: await command.ended, said: command.stderr() };
}

type Tamper = (database: Libsql.Database) => void;

/** Changes a copy of the database as somebody does who has all of it, and no key; what `audit verify` makes of that. */
async function verified(
  { settings }: AttackStage,
  tamper: Tamper,
  parameters: readonly string[] = [],
): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'notion-audit-'));
  try {
    await runCommand(['keys', 'create', '--space', 'audited'], settings);
    const database = new Libsql(join(settings.DATA_FOLDER, 'credentials.db'));
    // Everything is in the one file then.
    database.pragma('wal_checkpoint(TRUNCATE)');
    await cp(join(settings.DATA_FOLDER, 'credentials.db'), join(folder, 'credentials.db'));
    database.close();
    const copy = new Libsql(join(folder, 'credentials.db'));
    copy.exec('drop trigger audit_entries_stay; drop trigger audit_entries_never_change;');
    tamper(copy);
    copy.pragma('wal_checkpoint(TRUNCATE)');
    copy.close();
    return await exitOf(['audit', 'verify', ...parameters], { ...settings, DATA_FOLDER: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const attacks: readonly (readonly [what: string, tamper: Tamper])[] = [
  [
    'an entry edited',
    (database) => database.exec("update audit_entries set actor = 'nobody' where sequence = 2"),
  ],
  ['an entry deleted', (database) => database.exec('delete from audit_entries where sequence = 2')],
  [
    'the end cut off, and the stored end moved to fit',
    (database) =>
      database.exec(
        `delete from audit_entries where sequence > 2;
         update audit_state set head_sequence = 2, head_hash = (select hash from audit_entries where sequence = 2)`,
      ),
  ],
  [
    'two entries exchanged',
    (database) =>
      database.exec(
        `update audit_entries set sequence = -2 where sequence = 2;
         update audit_entries set sequence = 2 where sequence = 3;
         update audit_entries set sequence = 3 where sequence = -2`,
      ),
  ],
  ['the row that vouches for it deleted', (database) => database.exec('delete from audit_state')],
];

export const auditLogAttacks: readonly Attack[] = [
  ...attacks.map(([what, tamper], index) => ({
    name: `audit log: ${what}`,
    short: index === 0,
    run: async (stage: AttackStage) => {
      const { code, said } = await verified(stage, tamper);
      holds(code === 1, `audit verify ends with ${code}`);
      return said.trim().slice(0, 100);
    },
  })),
  {
    name: 'audit log: all of it deleted, where a checkpoint was kept',
    run: async (stage) => {
      const printed = await runCommand(['audit', 'verify'], stage.settings);
      const checkpoint = /--checkpoint (\S+)/.exec(printed)?.[1] ?? '';
      const { code, said } = await verified(
        stage,
        (database) => database.exec('delete from audit_entries; delete from audit_state'),
        ['--checkpoint', checkpoint],
      );
      holds(code === 1, `audit verify ends with ${code}`);
      return said.trim().slice(0, 100);
    },
  },
  {
    name: 'audit log: 60 failures, to fill the disk',
    run: async (stage) => {
      const entries = async () =>
        (await runCommand(['audit', 'export'], stage.settings)).split('\n').filter((line) => line !== '')
          .length;
      const before = await entries();
      const failures = Array.from({ length: 60 }, (_, index) =>
        fetch(stage.urlOf(stage.attacker), {
          method: 'POST',
          headers: {
            authorization: `Bearer nrm_${String(index).padStart(12, '0')}_${'A'.repeat(43)}`,
            'x-forwarded-for': `198.51.100.${index}`,
          },
        }).then(({ status }) => status),
      );
      const statuses = new Set(await Promise.all(failures));
      holds(!statuses.has(200), 'a made-up key is let in');
      const added = (await entries()) - before;
      holds(added <= 5, `${added} entries were added`);
      return `${added} entries added`;
    },
  },
];
