/** See `read-answer.mjs`. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function readAnswer(answer: HttpAnswer): {
  readonly kind: 'answered' | 'wait' | 'late' | 'broken' | 'wrong';
  readonly text?: string;
  readonly seconds?: number;
  readonly why?: string;
  readonly what?: string;
};
