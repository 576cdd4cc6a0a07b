import { Router } from 'express';
import { isLimited } from '../../access/change-limits.js';
import { browserCookie } from '../../notion-oauth/routes/browser-cookie.js';
import { readConsentForm } from '../../web/pages/consent-form.js';
import { consentPage } from '../../web/pages/consent-page.js';
import { continuePage } from '../../web/pages/continue-page.js';
import { readForm, hasFormToken, ownSiteOnly, pageErrorHandler } from '../../web/form-guard.js';
import { formTokenOf } from '../../web/forms.js';
import { noticePage } from '../../web/pages/notice-page.js';
import { pagesText } from '../../web/pages/pages-field.js';
import { authorizationProblem, unreadableFormPage } from '../../web/pages/problem-pages.js';
import { placeText, returnPlaceOf } from '../../web/return-place.js';
import { sendPage } from '../../web/send-page.js';
import { allowClient } from './allow-client.js';
import { workspacesOfPerson } from '../grants/person-workspaces.js';
import { OAUTH_PATHS } from '../provider/provider.js';
import { READ_SCOPE, WRITE_SCOPE } from '../grants/resource.js';
import { changeChoiceOf, parseChangeChoice } from './parse-change-choice.js';
import { parsePageList } from './parse-page-list.js';
const ADDRESS = `${OAUTH_PATHS.consent}/:uid`;
/**
 * The pages on which users decide about an app. The order is fixed: users allow the app here before Notion asks
 * (confused deputy); without a usable connection, or in a browser without a known user, the flow leads to Notion.
 */
export function consentRoutes(options) {
    const { requests, cookies, sessions, credentials, grants, flow, resource, log, audit } = options;
    const secure = resource.issuer.startsWith('https:');
    /** Passes the pending request to a handler; any other browser is shown that it has expired. */
    const withRequest = (answer) => async (request, response) => {
        const waiting = await requests.find(request, response);
        await (waiting === undefined ? sendExpired(response) : answer(waiting, request, response));
    };
    const ask = async (waiting, request, response, again) => {
        const person = await sessions.find(request);
        const workspaces = person === undefined ? [] : await workspacesOfPerson(credentials, person.personId);
        const before = person && (await grants.find(person.personId, waiting.clientId));
        const chosen = again === undefined || again.problem === 'no_workspace'
            ? previousSelection(before, waiting, person, workspaces)
            : new Set(again.form.workspaceIds);
        const secret = person?.browserSecret ?? sessions.secretOf(request, response);
        sendPage(response, consentPage({
            client: waiting.client,
            scopes: waiting.asksToWrite ? [READ_SCOPE, WRITE_SCOPE] : [READ_SCOPE],
            // Only ever ticked by the person, now or when they last allowed this app.
            mayWrite: again?.form.mayWrite ?? waiting.progress.mayWrite ?? before?.mayWrite ?? false,
            changes: again?.form.changes ?? changeChoiceOf(waiting.progress.changes ?? before?.changes ?? {}),
            person,
            workspaces: workspaces.map(({ id, workspace: { name, icon }, status }) => ({
                id,
                name,
                icon,
                isChosen: chosen.has(id),
                needsReconnect: status === 'reconnect_needed',
            })),
            // Prefilled with the previous choice: asking again must not widen access.
            pages: again?.form.pages ?? pagesText(waiting.progress.roots ?? before?.roots ?? null),
            canConnectAnother: person !== undefined,
            action: new URL(`${resource.issuer}${OAUTH_PATHS.consent}/${waiting.uid}`).pathname,
            formToken: formTokenOf(secret),
            problem: again?.problem,
        }));
    };
    const show = withRequest(async (waiting, request, response) => {
        const person = await sessions.find(request);
        const part = person && (await validSelection(options, waiting, person));
        if (person !== undefined && part !== undefined) {
            const back = await allow(options, waiting, person, part);
            await (back === undefined ? sendExpired(response) : response.redirect(303, back));
            return;
        }
        await ask(waiting, request, response);
    });
    const decide = withRequest(async (waiting, request, response) => {
        if (!hasFormToken(request, response, sessions.secretOf(request, response))) {
            return;
        }
        const form = readConsentForm(request.body);
        if (form === undefined) {
            sendPage(response, noticePage(unreadableFormPage));
            return;
        }
        const place = placeText(returnPlaceOf(waiting.client.redirectUri));
        if (form.decision === 'deny') {
            const person = await sessions.find(request);
            // Aggregated: a browser without a known user may refuse as often as it likes.
            audit?.recordAggregated({
                actor: person === undefined ? 'anybody' : `person ${person.personId}`,
                action: 'consent.refused',
                // Anyone can register apps and refuse them: refusals without a known user are counted together.
                object: person === undefined ? undefined : `app ${waiting.clientId}`,
                outcome: 'refused',
            });
            sendContinuePage(response, await requests.refuse(waiting.uid, 'access_denied'), place);
            return;
        }
        const typed = form.pages === undefined ? undefined : parsePageList(form.pages);
        if (typed !== undefined && 'problem' in typed) {
            await ask(waiting, request, response, { form, problem: typed.problem });
            return;
        }
        const limited = form.changes && parseChangeChoice(form.changes);
        if (limited !== undefined && 'problem' in limited) {
            await ask(waiting, request, response, { form, problem: limited.problem });
            return;
        }
        const person = await sessions.find(request);
        const workspaces = person === undefined ? [] : await workspacesOfPerson(credentials, person.personId);
        const chosen = workspaces.filter(({ id }) => form.workspaceIds.includes(id));
        // Allowing what Notion has revoked would be useless to the app: the user goes to Notion first.
        const isLost = chosen.length > 0 && chosen.every(({ status }) => status === 'reconnect_needed');
        if (person === undefined || workspaces.length === 0 || isLost || form.decision === 'connect') {
            const mayWrite = waiting.asksToWrite && form.mayWrite;
            const isNoted = (await requests.saveConsent(waiting.uid, form.decision, typed?.roots, mayWrite, limited && isLimited(limited.changes) ? limited.changes : undefined)) !== undefined;
            const hop = `${resource.issuer}${OAUTH_PATHS.consent}/${waiting.uid}/notion`;
            sendContinuePage(response, isNoted ? hop : undefined, 'Notion');
            return;
        }
        if (chosen.length === 0) {
            await ask(waiting, request, response, { form, problem: 'no_workspace' });
            return;
        }
        const before = await grants.find(person.personId, waiting.clientId);
        const { roots } = typed ?? before ?? { roots: null };
        const mayWrite = waiting.asksToWrite ? form.mayWrite : (before?.mayWrite ?? false);
        const changes = waiting.asksToWrite && limited !== undefined ? limited.changes : before?.changes;
        const part = { connectionIds: chosen.map(({ id }) => id), roots, mayWrite, changes };
        sendContinuePage(response, await allow(options, waiting, person, part), place);
    });
    const goToNotion = withRequest(async (waiting, _request, response) => {
        if (waiting.progress.consented === undefined) {
            await sendExpired(response);
            return;
        }
        const { state, browserSecret, authorizeUrl } = await flow.begin({
            spaceId: null,
            returnTo: null,
            reconnects: null,
            by: 'app',
            continues: { kind: 'request', uid: waiting.uid },
        });
        const cookie = browserCookie(state, secure);
        response.cookie(cookie.name, browserSecret, cookie.options).redirect(303, authorizeUrl);
    });
    const router = Router();
    router.get(ADDRESS, cookies.incoming, show);
    router.post(ADDRESS, cookies.incoming, ownSiteOnly, readForm, decide);
    router.get(`${ADDRESS}/notion`, cookies.incoming, goToNotion);
    router.use(OAUTH_PATHS.consent, pageErrorHandler(log));
    return router;
}
/**
 * The user's only workspace, with the pages they named, if they have returned from Notion in this browser, had allowed
 * the app before going there, and have never decided otherwise for it: then nothing is left to ask. Before Notion
 * identified them, the page could not show an earlier page restriction: naming no pages there does not lift it.
 */
async function validSelection({ credentials, grants }, { clientId, progress, asksToWrite }, { personId }) {
    if (progress.notion?.personId !== personId || progress.consented !== 'allow') {
        return undefined;
    }
    const [only, ...others] = await workspacesOfPerson(credentials, personId);
    const before = await grants.find(personId, clientId);
    if (only === undefined || others.length > 0 || before?.connectionIds.includes(only.id) === false) {
        return undefined;
    }
    const kept = before?.roots ?? null;
    const { roots = kept } = progress;
    const mayWrite = asksToWrite ? progress.mayWrite === true : (before?.mayWrite ?? false);
    const { changes } = progress;
    const isWider = (roots === null && kept !== null) || (mayWrite && changes === undefined && before?.changes !== undefined);
    return isWider ? undefined : { connectionIds: [only.id], roots, mayWrite, changes };
}
/** The preselection: the previous choice, or the only workspace; plus what was just connected. */
function previousSelection(before, { progress }, person, workspaces) {
    if (person === undefined) {
        return new Set();
    }
    if (before === undefined && workspaces.length === 1) {
        return new Set(workspaces.map(({ id }) => id));
    }
    const connected = progress.notion?.personId === person.personId ? [progress.notion.connectionId] : [];
    return new Set([...(before?.connectionIds ?? []), ...connected]);
}
/** Stores the decision; returns the URL that leads back to the app, undefined if the request has expired. */
async function allow(options, waiting, { personId }, part) {
    const grantId = await allowClient(options, personId, waiting, part);
    options.log.info('a person has allowed an app', { workspaces: part.connectionIds.length });
    return options.requests.allow(waiting.uid, personId, grantId);
}
/** Responds to a form that leads to another site; see `continuePage`. */
function sendContinuePage(response, to, place) {
    sendPage(response, to === undefined ? noticePage(authorizationProblem('gone')) : continuePage({ to, place }));
}
function sendExpired(response) {
    sendPage(response, noticePage(authorizationProblem('gone')));
    return Promise.resolve();
}
