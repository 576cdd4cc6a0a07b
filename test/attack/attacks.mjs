import { argumentAttacks } from './attacks/arguments.mjs';
import { auditLogAttacks } from './attacks/audit-log.mjs';
import { floodAttacks } from './attacks/floods.mjs';
import { foreignWordAttacks } from './attacks/foreign-words.mjs';
import { forgedRowAttacks } from './attacks/forged-rows.mjs';
import { heavyAnswerAttacks } from './attacks/heavy-answers.mjs';
import { keyAttacks } from './attacks/keys.mjs';
import { nameServerAttacks } from './attacks/name-server.mjs';
import { notionAnswerAttacks } from './attacks/notion-answers.mjs';
import { pageTextAttacks } from './attacks/page-text.mjs';
import { peopleAttacks } from './attacks/people.mjs';
import { settingAttacks } from './attacks/settings.mjs';
import { slowClientAttacks } from './attacks/slow-clients.mjs';

/** Every attack, in the order in which they are played. */
export const attacks = [
  ...argumentAttacks,
  ...pageTextAttacks,
  ...notionAnswerAttacks,
  ...heavyAnswerAttacks,
  ...foreignWordAttacks,
  ...forgedRowAttacks,
  ...keyAttacks,
  ...auditLogAttacks,
  ...peopleAttacks,
  ...settingAttacks,
  ...nameServerAttacks,
  ...floodAttacks,
  ...slowClientAttacks,
];
