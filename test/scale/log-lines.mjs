import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the servers have warned of, or called an error: level and message, and how often. */
export function complaintsIn(folder) {
  const counts = new Map();
  for (const name of readdirSync(folder).filter((file) => /^server-.*\.err$/.test(file))) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      const [, level, message] = /"level":"(warn|error)".*"msg":"([^"]*)"/.exec(line) ?? [];
      if (level !== undefined) {
        const complaint = `${level}: ${message}`;
        counts.set(complaint, (counts.get(complaint) ?? 0) + 1);
      }
    }
  }
  return [...counts];
}
