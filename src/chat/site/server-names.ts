/** Characters of a name; a number may follow. The core takes 32. */
const MAX_NAME_CHARACTERS = 24;
/** For a name that has no letter or digit in ASCII. */
const NAMELESS = 'workspace';

/**
 * What workspaces are called as servers: their names in ASCII, each once, in their order. Nothing else of a name reaches the
 * model this way. `taken`: names of other servers.
 */
export function serverNames(
  workspaces: readonly (string | null)[],
  taken: readonly string[],
): readonly string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return workspaces.map((workspace) => {
    const base = asciiName(workspace ?? '');
    let name = base;
    for (let number = 2; used.has(name); number += 1) {
      name = `${base}-${number}`;
    }
    used.add(name);
    return name;
  });
}

function asciiName(text: string): string {
  const ascii = text
    .slice(0, 200)
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9\s_-]/g, '')
    .toLowerCase()
    .split(/[\s_-]+/u)
    .filter((word) => word !== '')
    .join('-')
    .slice(0, MAX_NAME_CHARACTERS)
    .replace(/-$/, '');
  return ascii === '' ? NAMELESS : ascii;
}
