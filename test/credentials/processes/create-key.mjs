// Loads or creates the key file at argv[2] as soon as the parent says so, and reports the current key's id.
import { randomBytes } from 'node:crypto';
import { loadOrCreateKeyFile } from '../../../dist/src/sealing/key-file.js';

process.once('message', async () => {
  try {
    const keyring = await loadOrCreateKeyFile(process.argv[2], randomBytes);
    process.send(keyring.current().id);
  } catch (error) {
    process.send(`${error.code ?? error.name}: ${error.message}`);
  }
  process.disconnect();
});
process.send('ready');
