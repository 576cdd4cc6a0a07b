import { InputError } from '../../../errors.js';
import { textElements } from '../../../notion/values/text-elements.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { field } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import type { NotionSession } from '../../../notion/session.js';
import type { NewPlace } from '../pages/find-parent.js';
import type { NewPage } from './make-page.js';
import { contentOfText, NO_CONTENT } from './new-content.js';
import { withTitle } from './new-page-forms.js';
import { readContent } from '../pages/page-content.js';
import { columnsOf, PAGE_SCHEMA } from '../pages/page-schema.js';
import {
  planValues,
  Problems,
  titleProperty,
  type GivenValues,
  type PlanRule,
} from '../pages/plan-values.js';
import { planPageField, type PageField } from '../pages/page-fields.js';

/** A page as the caller describes it. */
interface GivenPage {
  readonly title?: string | undefined;
  readonly properties?: GivenValues | undefined;
  readonly content?: string | undefined;
  readonly icon?: string | undefined;
  readonly cover?: string | undefined;
}

/** All pages in Notion's terms, or all their problems. Nothing is sent before. */
export async function planNewPages(
  session: NotionSession,
  parent: NewPlace,
  given: readonly GivenPage[],
  rule: PlanRule & { readonly template?: string | undefined },
): Promise<{
  readonly pages: readonly NewPage[];
  readonly isRepaired: boolean;
  /** Whether a content began with the title that was given beside it. */
  readonly isTitledTwice: boolean;
}> {
  const schema = parent.kind === 'database' ? columnsOf(parent.source) : PAGE_SCHEMA;
  const problems = new Problems();
  const pages: NewPage[] = [];
  let isRepaired = false;
  let isTitledTwice = false;
  // The names of all pages are looked up together.
  const plans = given.map(async (page, at) => {
    const own = new Problems();
    const values = withTitle(schema, page);
    const planned = await planValues(session, schema, values, `pages[${at}].properties`, rule, own);
    return { own, planned };
  });
  plans.forEach((plan) => void plan.catch(() => {}));
  for (const [at, page] of given.entries()) {
    const argument = `pages[${at}]`;
    const plan = await plans[at];
    if (plan === undefined) {
      continue;
    }
    const { own: problemsOfValues, planned } = plan;
    problems.take(problemsOfValues);
    const title = titleProperty(schema);
    await problems.try(() => {
      const properties = new Map(planned.properties);
      const own = page.title?.trim() ?? '';
      if (own !== '' && properties.has(title)) {
        throw new InputError(argument, say`The title is given twice.`, say`Pass title or its property.`);
      }
      const content = readContent(
        page.content ?? '',
        `${argument}.content`,
        own === '' ? plainText(field(properties.get(title), 'title')) : own,
      );
      const text = own === '' ? content.title : own;
      if (text !== undefined) {
        properties.set(title, { title: textElements(text) });
      }
      const shown = plainText(field(properties.get(title), 'title'));
      if (shown === '') {
        throw new InputError(
          argument,
          say`The page has no title.`,
          say`Pass title, or begin content with "# " and the title.`,
        );
      }
      if (rule.template !== undefined && content.text !== '') {
        throw new InputError(
          `${argument}.content`,
          say`A page gets its content from the template or from content.`,
          say`Leave out one of them; content can be added once the page is filled.`,
        );
      }
      const fields = new Map<PageField, unknown>(planned.fields);
      for (const name of ['icon', 'cover'] as const) {
        if (page[name] !== undefined) {
          fields.set(name, planPageField(name, page[name], `${argument}.${name}`));
        }
      }
      isTitledTwice ||= content.isTitledTwice;
      isRepaired ||= content.isRepaired || planned.isRepaired;
      pages.push({
        title: shown,
        titleProperty: title,
        content: content.text === '' ? NO_CONTENT : contentOfText(content.text),
        ...(rule.template === undefined ? {} : { template: rule.template }),
        values: { properties: Object.fromEntries(properties), fields: Object.fromEntries(fields) },
      });
    });
  }
  problems.throwIfAny();
  return { pages, isRepaired, isTitledTwice };
}
