// Opens the database at argv[2] as soon as the parent says so, and reports how that went.
import { openPlace } from './open-place.mjs';

process.once('message', async () => {
  try {
    const database = await openPlace(process.argv[2]);
    await database.close();
    process.send('opened');
  } catch (error) {
    process.send(`${error.code ?? error.name}: ${error.message}`);
  }
  process.disconnect();
});
process.send('ready');
