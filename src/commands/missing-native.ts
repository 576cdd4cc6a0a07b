/**
 * What to do where npm has left out the one native package: SQLite's library for this platform. npm does so where it is told
 * to omit optional packages, and on platforms for which there is none. Undefined for any other error.
 */
export function missingNative(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code)))) {
    return undefined;
  }
  const [, name] = /^Cannot find (?:module|package) '(libsql|@libsql\/[\w-]+)'/.exec(error.message) ?? [];
  return name === undefined
    ? undefined
    : `SQLite's library for this platform (${name}) is not installed: install the package again, with --include=optional. ` +
        'Without it there are NOTION_TOKEN, and Postgres (DATABASE_URL).';
}
