import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Libsql from 'libsql';
import { createKey } from '../../harness/http/spaces.js';
import { runCommand } from '../../harness/processes/server-process.js';
import { holds, type Attack, type AttackStage } from '../attack.js';
import { callTool } from '../call.js';
import { partsOfKey } from '../../support/service-key.js';

/** Does something to the servers' database, as somebody who can write it and has no key of the server's. */
function tamper({ settings }: AttackStage, work: (database: Libsql.Database) => unknown): void {
  const database = new Libsql(join(settings.DATA_FOLDER, 'credentials.db'));
  try {
    work(database);
  } finally {
    database.close();
  }
}

type Row = Readonly<Record<string, unknown>>;

function insert(database: Libsql.Database, table: string, { _metadata, ...row }: Row): void {
  const names = Object.keys(row);
  const values = names.map(() => '?').join(', ');
  database
    .prepare(`insert into ${table} (${names.join(', ')}) values (${values})`)
    .run(...Object.values(row));
}

const keyOfAttacker = ({ settings, attacker }: AttackStage) => createKey(settings, '--space', attacker);

async function opens(stage: AttackStage, key: string, space: string): Promise<boolean> {
  const answer = await callTool({ ...stage, key }, space, 'notion_search', { query: 'Welcome' });
  return answer.status === 200;
}

export const forgedRowAttacks: readonly Attack[] = [
  {
    name: 'forged rows: a service key written into the database',
    short: true,
    run: async (stage) => {
      const mine = await keyOfAttacker(stage);
      const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(32).toString('base64url')];
      tamper(stage, (database) => {
        const row = database
          .prepare('select * from service_keys where id = ?')
          .get(partsOfKey(mine).id) as Row;
        const forged = {
          ...row,
          id,
          secret_hash: createHash('sha256').update(secret).digest('hex'),
          space_id: '*',
        };
        insert(database, 'service_keys', forged);
      });
      holds(!(await opens(stage, `nrm_${id}_${secret}`, stage.tenant)), 'the forged key reads another space');
      holds(await opens(stage, mine, stage.attacker), 'a real key is refused too');
      return 'refused; real keys go on working';
    },
  },
  {
    name: 'forged rows: a key of one space moved to another',
    short: true,
    run: async (stage) => {
      const mine = await keyOfAttacker(stage);
      tamper(stage, (database) =>
        database
          .prepare('update service_keys set space_id = ? where id = ?')
          .run(stage.tenant, partsOfKey(mine).id),
      );
      holds(!(await opens(stage, mine, stage.tenant)), 'it reads the other space');
      return 'refused';
    },
  },
  {
    name: 'forged rows: a revoked key made valid again',
    run: async (stage) => {
      const mine = await keyOfAttacker(stage);
      await runCommand(['keys', 'revoke', partsOfKey(mine).id], stage.settings);
      tamper(stage, (database) =>
        database.prepare('update service_keys set revoked_at = null where id = ?').run(partsOfKey(mine).id),
      );
      holds(!(await opens(stage, mine, stage.attacker)), 'it opens its space again');
      return 'refused';
    },
  },
  {
    name: 'forged rows: a connection of another space',
    run: async (stage) => {
      tamper(stage, (database) => {
        const row = database
          .prepare('select * from connections where space_id = ?')
          .get(stage.tenant) as Row & { readonly id: string };
        const forged = { ...row, space_id: 'space-forged', id: row.id.replace(/^......../, 'deadbeef') };
        insert(database, 'connections', forged);
      });
      const answer = await callTool(stage, 'space-forged', 'notion_search', { query: 'Welcome' });
      holds(answer.isError, 'the forged connection reads the workspace of another space');
      return 'refused';
    },
  },
];
