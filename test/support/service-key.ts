/** The two parts of a service key, `nrm_<id>_<secret>`. The secret may hold underscores itself, at its start too. */
export function partsOfKey(key: string): { readonly id: string; readonly secret: string } {
  const [, id, secret] = /^nrm_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/.exec(key) ?? [];
  if (id === undefined || secret === undefined) {
    throw new Error('not a service key');
  }
  return { id, secret };
}
