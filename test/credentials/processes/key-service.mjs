// A key service for tests: wraps with the key in the file argv[2], as long as that is there. `wrap` and `unwrap` come last.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

const key = readFileSync(process.argv[2]);
const input = readFileSync(0);
if (process.argv.at(-1) === 'wrap') {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(input), cipher.final()]);
  process.stdout.write(`${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')}\n`);
} else {
  const bytes = Buffer.from(input.toString(), 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(
    bytes.subarray(12, 28),
  );
  process.stdout.write(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]));
}
