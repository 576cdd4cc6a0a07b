import * as z from 'zod';
import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { say } from '../../../text/words.js';
import { stateOf } from '../../../notion/object-state.js';
import { titleOf } from '../../names/titles.js';
import { liesIn, movePage, moveTargetOf } from '../organize/move-page.js';
import { ancestorsOf } from '../organize/walk-up.js';
import { refused, type Invert } from './inverse.js';
import { invertAnyPage } from './page-in-use.js';

const parent = z.object({ kind: z.enum(['page', 'data_source', 'database', 'block']), id: z.string() });
const before = z.object({ parent: parent.nullable(), dropped: z.array(z.string()).default([]) });
const after = z.object({ parent });

/** A page goes back to where it was, unless somebody has moved it since. An archived one is moved like others. */
export const invertMove: Invert = (session, step, { ids }) =>
  Promise.all(
    ids.map((id) =>
      invertAnyPage(session, step, id, async (page) => {
        if (stateOf(page) === 'in the trash') {
          return refused(step, say`It is in the trash.`);
        }
        const { parent: from, dropped } = before.parse(step.before);
        const target = moveTargetOf(from ?? undefined);
        if (target === undefined) {
          return refused(step, say`Notion moves nothing back to the top of the workspace or into a block.`);
        }
        if (!liesIn(page, after.parse(step.after).parent)) {
          return liesIn(page, target) ? { kind: 'needless' } : refused(step, say`It was moved since.`);
        }
        const [place] = await ancestorsOf(session, target);
        if (place === undefined || place.isInTrash) {
          return refused(step, say`The place that it came from is gone or in the trash.`);
        }
        return {
          kind: 'possible',
          unit: 'page',
          step: movePage(session, page, target, []),
          shown: `${titleText(titleOf(page))} ${shortUrl(page.url)}: back to ${titleText(place.title)}`,
          lost: dropped,
        };
      }),
    ),
  );
