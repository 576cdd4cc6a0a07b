/** The entry of a list that comes next when its entries take turns. */
export function inTurn<Entry>(list: readonly Entry[], index: number): Entry {
  const entry = list[index % list.length];
  if (entry === undefined) {
    throw new Error('The list is empty.');
  }
  return entry;
}
