// Opens the database at argv[2] as soon as the parent says so, and reports how that went.
import { openSqlite } from '../../../dist/src/credentials/sqlite.js';
import { systemClock } from '../../../dist/src/credentials/clock.js';

process.once('message', async () => {
  try {
    const database = await openSqlite(process.argv[2], systemClock);
    await database.close();
    process.send('opened');
  } catch (error) {
    process.send(`${error.code ?? error.name}: ${error.message}`);
  }
  process.disconnect();
});
process.send('ready');
