import type { PropertySchema } from '../../../content/properties/property-types.js';
import { InputError } from '../../../errors.js';
import type { planValue, PropertyPayload } from '../../../notion/values/plan-value.js';
import type { NotionSession } from '../../../notion/session.js';
import { nameAmong, say } from '../../../text/words.js';
import { isMe } from '../../names/find-me.js';
import { findPeople } from '../../names/find-people.js';
import { findRelatedPages } from '../../names/find-related-page.js';
import { readMe } from '../authors.js';

/** Names in one text; each related page among them is a request. */
const MAX_LISTED = 20;

/** The value of a property in Notion's form: people and related pages are found by the names that were given. */
export async function payloadOf(
  session: NotionSession,
  property: PropertySchema,
  planned: ReturnType<typeof planValue>,
  argument: string,
): Promise<PropertyPayload> {
  if (planned.kind === 'payload') {
    return planned.payload;
  }
  // All are looked up together; the first problem in the order of the call is told.
  const looks = planned.texts.map((text) =>
    ofProperty(property, text, argument, () => idsOf(session, planned, text, argument)),
  );
  looks.forEach((look) => void look.catch(() => {}));
  const ids: string[] = [];
  for (const look of looks) {
    ids.push(...(await look));
  }
  const unique = [...new Set(ids)];
  return { [property.type]: unique.map((id) => ({ id })) };
}

type NamedEntries = Exclude<ReturnType<typeof planValue>, { readonly kind: 'payload' }>;

/** A name may hold commas; a text that is no name is a list of names, if each of them is one. */
async function idsOf(
  session: NotionSession,
  planned: NamedEntries,
  text: string,
  argument: string,
): Promise<readonly string[]> {
  try {
    return [await idOf(session, planned, text, argument)];
  } catch (error) {
    const names = text.split(/[,;\n]/).map((name) => name.trim());
    if (
      !(error instanceof InputError) ||
      names.length < 2 ||
      names.length > MAX_LISTED ||
      names.includes('')
    ) {
      throw error;
    }
    const found = await Promise.allSettled(names.map((name) => idOf(session, planned, name, argument)));
    return found.map((each) => {
      if (each.status === 'rejected') {
        throw each.reason instanceof InputError ? error : each.reason;
      }
      return each.value;
    });
  }
}

/** The id of the one person or page that a text means. */
async function idOf(
  session: NotionSession,
  planned: NamedEntries,
  text: string,
  argument: string,
): Promise<string> {
  const found =
    planned.kind === 'people'
      ? isMe(text)
        ? [await readMe(session, argument)]
        : await findPeople(session, text, argument, say`To empty it, pass null. `)
      : await findRelatedPages(session, text, planned.dataSourceId, argument);
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    throw new InputError(
      argument,
      say`Several related pages have this title.`,
      say`Pass the URL or id of one; notion_query_database lists them.`,
    );
  }
  return only;
}

/** What is wrong with one of several values has to say of which. */
async function ofProperty<Found>(
  { name }: PropertySchema,
  text: string,
  argument: string,
  find: () => Promise<Found>,
): Promise<Found> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    const { problem, advice } = error.wording;
    throw new InputError(argument, say`${nameAmong(name, [name])}, ${text}: ${problem}`, advice, {
      cause: error,
    });
  }
}
