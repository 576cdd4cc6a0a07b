import { isRecord } from '../../../text/json.js';
import type { ProgressReport } from '../../../tool.js';

/** Reports of one call; a count of 10,000 rows has some hundred. */
const MAX_REPORTS = 500;

/** The parameters of `notifications/progress`. */
interface ProgressParameters {
  readonly progressToken: string | number;
  readonly progress: number;
  readonly message: string;
}

/** Sends one report to the client that made the call. Never fails: a report that is lost is no loss. */
export type SendProgress = (report: Omit<ProgressParameters, 'progressToken'>) => void;

/** Characters of a client's token, which comes back with each report; clients send numbers and UUIDs. */
const MAX_TOKEN_CHARACTERS = 200;

/** The token under which a client wants progress; undefined if it wants none, or has made it too long to be repeated. */
export function progressTokenOf(meta: unknown): string | number | undefined {
  const token = isRecord(meta) ? meta['progressToken'] : undefined;
  const isUsable =
    typeof token === 'string' ? token.length <= MAX_TOKEN_CHARACTERS : Number.isSafeInteger(token);
  return isUsable ? (token as string | number) : undefined;
}

/** What a tool reports with. Progress must grow with each report, so what does not grow is not sent. */
export function progressSender(send: SendProgress): ProgressReport {
  let last = 0;
  let left = MAX_REPORTS;
  return (progress, message) => {
    if (progress > last && left > 0) {
      last = progress;
      left -= 1;
      send({ progress, message });
    }
  };
}

/** The JSON of a report, as the SDK writes it. */
export function progressMessage(
  progressToken: string | number,
  report: Omit<ProgressParameters, 'progressToken'>,
): string {
  const params: ProgressParameters = { progressToken, ...report };
  return JSON.stringify({ jsonrpc: '2.0', method: 'notifications/progress', params });
}
