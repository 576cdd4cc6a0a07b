// How JavaScript is bundled here: the program, and the bare server that its start is measured against.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Some packages are CommonJS and call `require`, which a module of ES does not have. */
export const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Zod would compile a function for each schema when it first checks a value. A client over stdio waits for that, and the
 * process can do without turning text into code. Zod looks for this object before it defines the SDK's schemas.
 */
const NO_CODE_GENERATION = 'globalThis.__zod_globalConfig = { jitless: true };';

/** What the program's start leaves out of the SDK, of Zod, and of Bottleneck: its clusters on Redis. */
export const lean = {
  alias: {
    '@modelcontextprotocol/server/_shims': fileURLToPath(new URL('sdk-shims.mjs', import.meta.url)),
    bottleneck: 'bottleneck/light.js',
  },
  head: `${REQUIRE}\n${NO_CODE_GENERATION}`,
};

const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Packages that npm installs beside the program: native ones. All others are in the bundle. */
export const INSTALLED = Object.keys(dependencies);

/** Options of esbuild. Names stay as they are: a stack trace in a log has to be readable. */
export const bundling = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
};
