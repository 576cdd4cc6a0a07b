/**
 * `oidc-provider`, loaded without its greeting: under Node 20 it says on the console that it wants Node 22. It works there
 * all the same (the tests run on both), and what we write to standard error are lines of our log.
 */
const library = await quietly(() => import('oidc-provider'));

/** The provider's class. */
export const { Provider } = library;
/** What the provider's storage and policies reject with. */
export const { errors } = library;

async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  const terminal = globalThis.console;
  const warn = terminal.warn.bind(terminal);
  terminal.warn = () => {};
  try {
    return await work();
  } finally {
    terminal.warn = warn;
  }
}
