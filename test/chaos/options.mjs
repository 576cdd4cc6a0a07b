import { parseArgs } from 'node:util';
import { databases } from './databases.mjs';

/** Losses that are brought about on purpose; there are more connections than that. */
const UNAVOIDABLE = 6;
/** Kills that a run has to see: one for so many refreshes, within these bounds. */
const KILLS = { refreshesEach: 20, least: 8, most: 40 };

/** What the command line asks for. `goal` is the number of refreshes; infinite where only the time counts. */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      refreshes: { type: 'string' },
      seconds: { type: 'string' },
      seed: { type: 'string', default: '1' },
      lifetime: { type: 'string', default: '200' },
      database: { type: 'string', default: 'sqlite' },
      unavoidable: { type: 'boolean', default: false },
    },
  });
  const isTimed = values.seconds !== undefined && values.refreshes === undefined;
  const goal = isTimed ? Infinity : Number(values.refreshes ?? 1000);
  const options = {
    goal,
    seconds: Number(values.seconds ?? 360),
    seed: Number(values.seed),
    lifetime: Number(values.lifetime),
  };
  if (Object.values(options).some((number) => !(number >= 0))) {
    process.stderr.write('--refreshes, --seconds, --seed and --lifetime take numbers.\n');
    process.exit(2);
  }
  if (!Object.hasOwn(databases, values.database)) {
    process.stderr.write(`--database takes ${Object.keys(databases).join(' or ')}.\n`);
    process.exit(2);
  }
  const wanted = Math.max(KILLS.least, Math.floor(goal / KILLS.refreshesEach));
  const leastKills = isTimed ? 1 : Math.min(KILLS.most, wanted);
  return {
    ...options,
    database: values.database,
    leastKills,
    unavoidable: values.unavoidable ? UNAVOIDABLE : 0,
  };
}
