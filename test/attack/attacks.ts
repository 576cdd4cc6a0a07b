import type { Attack } from './attack.js';
import { argumentAttacks } from './attacks/arguments.js';
import { auditLogAttacks } from './attacks/audit-log.js';
import { chatAttacks } from './attacks/chat.js';
import { doorAttacks } from './attacks/doors.js';
import { floodAttacks } from './attacks/floods.js';
import { foreignWordAttacks } from './attacks/foreign-words.js';
import { forgedRowAttacks } from './attacks/forged-rows.js';
import { heavyAnswerAttacks } from './attacks/heavy-answers.js';
import { hostedAttacks } from './attacks/hosted.js';
import { keyAttacks } from './attacks/keys.js';
import { nameServerAttacks } from './attacks/name-server.js';
import { notionAnswerAttacks } from './attacks/notion-answers.js';
import { pageTextAttacks } from './attacks/page-text.js';
import { peopleAttacks } from './attacks/people.js';
import { settingAttacks } from './attacks/settings.js';
import { signInAttacks } from './attacks/sign-in.js';
import { slowClientAttacks } from './attacks/slow-clients.js';

/** Every attack, in the order in which they are played. */
export const attacks: readonly Attack[] = [
  ...argumentAttacks,
  ...pageTextAttacks,
  ...notionAnswerAttacks,
  ...heavyAnswerAttacks,
  ...foreignWordAttacks,
  ...forgedRowAttacks,
  ...keyAttacks,
  ...hostedAttacks,
  ...auditLogAttacks,
  ...peopleAttacks,
  ...signInAttacks,
  ...doorAttacks,
  ...chatAttacks,
  ...settingAttacks,
  ...nameServerAttacks,
  ...floodAttacks,
  ...slowClientAttacks,
];
