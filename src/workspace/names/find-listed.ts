import { InputError } from '../../errors.js';

/** Names in one text; each may be a request. */
const MAX_LISTED = 20;

/**
 * What a text means, found by `find`. A name may hold commas; a text that is no name is a list of names, if each of them is
 * one. Rejects with what is wrong with the text as a whole.
 */
export async function findListed<Found>(
  text: string,
  find: (name: string) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  try {
    return await find(text);
  } catch (error) {
    const names = text.split(/[,;\n]/).map((name) => name.trim());
    const isList = names.length > 1 && names.length <= MAX_LISTED && !names.includes('');
    if (!(error instanceof InputError) || !isList) {
      throw error;
    }
    const found = await Promise.allSettled(names.map((name) => find(name)));
    return found.flatMap((each) => {
      if (each.status === 'rejected') {
        throw each.reason instanceof InputError ? error : each.reason;
      }
      return each.value;
    });
  }
}
