import { Router } from 'express';
import { limitConcurrency } from '../http/limits/limit-concurrency.js';
import { limitFailures } from '../http/limits/limit-failures.js';
import { limitPerAddress } from '../http/limits/limit-per-minute.js';
import { CALLBACK_PATH, GO_PATH } from '../notion-oauth/settings.js';
import { HOSTED_CALLBACK_PATH, HOSTED_GO_PATH } from '../upstream/sign-in/hosted-settings.js';
import { noticePage } from '../web/pages/notice-page.js';
import { busyPage, tooManyRequestsPage } from '../web/pages/problem-pages.js';
import { sendPage } from '../web/send-page.js';

/** Forms that one address may submit per minute; several people may share an address. */
const MAX_FORMS_PER_MINUTE = 300;
/** Failed returns from Notion that one address may cause per minute: each costs a request to Notion in our name. */
const MAX_RETURNS_PER_MINUTE = 20;

const refuseWith =
  (notice: typeof busyPage) =>
  (response: Parameters<typeof sendPage>[0]): void =>
    sendPage(response, noticePage(notice));

/** Limits for strangers on the pages for people. */
export function browserLimits(): Router {
  const router = Router();
  router.use(limitConcurrency(refuseWith(busyPage)));
  router.get(
    [CALLBACK_PATH, HOSTED_CALLBACK_PATH],
    limitFailures(MAX_RETURNS_PER_MINUTE, refuseWith(tooManyRequestsPage)),
  );
  router.post(
    [
      '/connections/*form',
      '/oauth/consent/*form',
      `${GO_PATH}/*form`,
      `${HOSTED_GO_PATH}/*form`,
      '/chat{/*form}',
      '/api/chat/*form',
      '/api/notion/*form',
    ],
    ...limitPerAddress(MAX_FORMS_PER_MINUTE, refuseWith(tooManyRequestsPage)),
  );
  return router;
}
