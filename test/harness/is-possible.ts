/** Whether this can be done here. Where something is in the way, it is said loudly; in CI nothing may be. */
export function isPossible(what: string, obstacle: string | undefined): boolean {
  if (obstacle === undefined) {
    return true;
  }
  if (process.env['CI'] === 'true') {
    throw new Error(`CI has to be able to do this: ${what}. In the way is: ${obstacle}.`);
  }
  process.stderr.write(`\nSKIPPED: ${what}: ${obstacle}.\n\n`);
  return false;
}
