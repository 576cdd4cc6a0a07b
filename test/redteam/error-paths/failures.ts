import { CANARY } from '../hostile-texts.js';
import { wellFormed } from './call.js';

/** Whatever can be wrong with an answer of Notion, with these words in every part of it. */
export function failures(
  text: string,
): { status: number; body: unknown; headers?: Record<string, string> }[] {
  const header = encodeURIComponent(wellFormed(text)).slice(0, 200);
  const bodies = [
    {
      object: 'error',
      status: 400,
      code: text,
      message: text,
      request_id: text,
      additional_data: { rate_limit_reason: text, retry_after: '3600', error_type: text },
    },
    { object: 'error', code: 'validation_error', message: `body failed validation: ${text}` },
    { object: 'error', code: `${CANARY.toLowerCase()}_do_this_now`, message: `${text}\n${text}` },
    `<html><title>${text}</title><body>${text}</body></html>`,
  ];
  return [400, 401, 403, 404, 409, 418, 429, 500, 502, 503, 504, 529].flatMap((status) =>
    bodies.map((body) => ({
      status,
      body,
      headers: {
        'x-notion-request-id': header,
        ...(status === 429 || status === 529 ? { 'retry-after': '3600' } : {}),
      },
    })),
  );
}
