import type { PropertySchema } from '../../../content/properties/property-types.js';
import { InputError } from '../../../errors.js';
import type { planValue, PropertyPayload } from '../../../notion/values/plan-value.js';
import type { NotionSession } from '../../../notion/session.js';
import { nameAmong, say } from '../../../text/words.js';
import { findListed } from '../../names/find-listed.js';
import { isMe } from '../../names/find-me.js';
import { findPeople } from '../../names/find-people.js';
import { findRelatedPages } from '../../names/find-related-page.js';
import { readMe } from '../authors.js';

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
    ofProperty(property, text, argument, () =>
      findListed(text, async (name) => [await idOf(session, planned, name, argument)]),
    ),
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
