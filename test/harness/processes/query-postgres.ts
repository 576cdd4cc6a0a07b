import pg from 'pg';

/** Asks a Postgres one thing, over a connection of its own. */
export async function queryPostgres<Row extends object>(
  url: string,
  statement: string,
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
