import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { InputError } from '../../../errors.js';
import { parseReference } from '../../../notion/reference.js';
import { foldText } from '../../../text/match-text.js';
import { say, Words } from '../../../text/words.js';
import { planRowQuery } from '../../databases/plan-row-query.js';
import { databaseIdOf } from '../../names/database-names.js';
import { findView, readCurrentViews, unknownView } from './list-views.js';
import { describeView } from './planned-view.js';
import { planLayout } from './view-layout.js';
import { differences, settingsOf } from './view-settings.js';
import { changeView, makeView, removeView } from './view-steps.js';
import { readViewWish } from './view-wish.js';
/** UTF-16 code units of a view's name. */
const MAX_NAME_CHARACTERS = 200;
/** Checks changes of views against the database as it is now; what is wrong goes to the problems. Undefined for no changes. */
export async function planViews(session, source, database, given, problems, lookups) {
    const databaseId = databaseIdOf(source);
    if (Object.keys(given).length === 0 || databaseId === undefined) {
        return undefined;
    }
    const current = await readCurrentViews(session, databaseId);
    const already = [];
    const planned = [];
    const touched = new Set();
    for (const [name, spec] of Object.entries(given)) {
        await problems.try(() => about(name, async () => {
            const plan = await planView(session, source, current, name.trim(), spec);
            if (plan === undefined) {
                already.push(name);
                return;
            }
            const id = plan.kind === 'make' ? plan.definition.name : plan.view.id;
            if (touched.has(id)) {
                throw new InputError('views', say `This view is named twice.`, say `Name it once.`);
            }
            touched.add(id);
            planned.push(plan);
        }));
    }
    const removed = planned.filter(({ kind }) => kind === 'remove');
    await problems.try(() => {
        if (current.isWhole &&
            removed.length === current.views.length &&
            !planned.some(({ kind }) => kind === 'make')) {
            throw new InputError('views', say `A database keeps at least one view.`, say `Leave one, or make another in the same call.`);
        }
    });
    // What is made comes before what goes: a database has a view at any time.
    const ordered = [
        ...planned.filter(({ kind }) => kind === 'make'),
        ...planned.filter(({ kind }) => kind === 'change'),
        ...removed,
    ];
    const place = { databaseId, database, schema: source.properties };
    const told = await Promise.all(ordered.map((plan) => describeView(session, plan, place.schema, lookups)));
    return {
        lines: told.map(({ line }) => line),
        already,
        losses: told.flatMap(({ loss }) => loss ?? []),
        count: ordered.length,
        steps: (writing, journal, now) => ordered.map((plan) => {
            switch (plan.kind) {
                case 'make':
                    return makeView(writing, journal, place, plan.definition, now);
                case 'change':
                    return changeView(writing, place, plan.view, plan.settings);
                case 'remove':
                    return removeView(writing, place, plan.view);
            }
        }),
        addresses: (stored) => ordered.flatMap((plan, at) => {
            const made = plan.kind === 'make' ? stored[at] : undefined;
            return made === undefined ? [] : [`${titleText(made.name)} ${shortUrl(made.url)}`];
        }),
        otherwise: (stored) => ordered.flatMap((plan, at) => {
            const now = stored[at];
            if (now === undefined || plan.kind === 'remove') {
                return [];
            }
            const wanted = plan.kind === 'make' ? settingsIn(plan.definition) : plan.settings;
            const others = differences(settingsOf(now), wanted, place.schema);
            return others.length === 0 ? [] : [now.name];
        }),
    };
}
async function planView(session, source, current, name, spec) {
    const found = findView(name, current);
    if (spec === null) {
        const view = found;
        if (view === undefined) {
            throw unknownView(name, current, say `Name the view that is to go.`);
        }
        if (view.type === 'dashboard' || view.dataSourceId === undefined) {
            throw new InputError('views', say `It is a dashboard, which Notion's API cannot make again.`, say `Remove it in Notion's app.`);
        }
        return { kind: 'remove', view };
    }
    const wish = readViewWish(spec);
    const schema = source.properties;
    // A new view may be called like another but for its emoji.
    const isMeant = wish.type === undefined ||
        (found !== undefined && (foldText(found.name) === foldText(name) || parseReference(name) !== undefined));
    const view = isMeant ? found : undefined;
    if (view === undefined) {
        if (wish.type === undefined) {
            throw unknownView(name, current, say `To make one, pass its type.`);
        }
        const { type } = wish;
        const asked = await rowsOf(session, source, wish);
        return {
            kind: 'make',
            definition: {
                name: viewName(wish.name ?? name),
                type,
                data_source_id: source.id,
                filter: asked.filter ?? null,
                sorts: asked.sorts ?? null,
                quick_filters: null,
                configuration: planLayout(type, wish, schema, undefined) ?? { type },
            },
        };
    }
    if (wish.type !== undefined && wish.type !== view.type) {
        throw new InputError('views', say `It is a ${Words.term(view.type)}, and Notion's API changes no view into another type.`, say `Make a new view of the type ${Words.term(wish.type)} under another name; null removes this one.`);
    }
    if (view.dataSourceId !== source.id && (wish.where ?? wish.sort ?? wish.columns ?? wish.by) !== undefined) {
        throw new InputError('views', say `It shows another data source.`, say `Pass the one that it shows as database, or only a new name.`);
    }
    const asked = await rowsOf(session, source, wish);
    const layout = planLayout(view.type, wish, schema, view.configuration);
    const wanted = {
        ...(wish.name === undefined ? {} : { name: viewName(wish.name) }),
        ...asked,
        ...(layout === undefined ? {} : { configuration: layout }),
    };
    const now = settingsOf(view);
    const changing = differences(now, wanted, schema);
    return changing.length === 0
        ? undefined
        : {
            kind: 'change',
            view,
            settings: Object.fromEntries(changing.map((key) => [key, wanted[key]])),
        };
}
/** Filter and sorts in Notion's terms, as a query of the database would have them; what is not named is left out. */
async function rowsOf(session, source, { where, match, sort }) {
    const { filter, sorts } = await planRowQuery(session, { database: `collection://${source.id}`, where: where ?? [], match, sort: sort ?? [] }, () => undefined);
    return {
        ...(where === undefined ? {} : { filter: filter ?? null }),
        ...(sort === undefined ? {} : { sorts: sorts.length === 0 ? null : sorts }),
    };
}
function settingsIn({ name, filter, sorts, configuration }) {
    return { name, filter, sorts, configuration };
}
function viewName(text) {
    const name = text.trim();
    if (name === '' || name.length > MAX_NAME_CHARACTERS) {
        throw new InputError('views', say `A view needs a name of at most ${MAX_NAME_CHARACTERS} characters.`, say `Pass another name.`);
    }
    return name;
}
/** Tells which view a problem is about. */
async function about(name, check) {
    try {
        return await check();
    }
    catch (error) {
        throw error instanceof InputError
            ? new InputError('views', say `View ${name}: ${error.wording.problem}`, error.wording.advice, {
                cause: error,
            })
            : error;
    }
}
