import type { ChatLimit } from '../chat-event.js';

/** What a person is told who has used up what a day has. */
export const DAILY_LIMIT_TEXTS: Readonly<Record<Exclude<ChatLimit, 'time'>, string>> = {
  messages: 'You have asked as many questions today as this server allows. It goes on at 00:00 UTC.',
  steps: 'Your answers have taken as many steps today as this server allows. It goes on at 00:00 UTC.',
  tokens: 'Your answers have taken as many tokens today as this server allows. It goes on at 00:00 UTC.',
  cost: 'Your answers have cost as much today as this server allows. It goes on at 00:00 UTC.',
};

export const BUSY_TEXT =
  'This conversation is being answered, or too many of yours are. Wait for an answer, or stop one.';
