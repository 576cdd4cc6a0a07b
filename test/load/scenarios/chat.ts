// Many conversations at once: each with its own person, answers and workspaces, and memory that stays flat.
import { ChatPerson } from '../../chat/support/chat-server.js';
import { ScriptedModel, type ModelRequest, type ScriptedReply } from '../../chat/support/scripted-model.js';
import { table, whole } from '../../harness/figures/markdown.js';
import { residentMegabytes } from '../../harness/processes/process-usage.js';
import { setStage } from '../../harness/stage.js';
import { Person } from '../../oauth-server/app/person.js';
import { NOTION, type Scenario } from '../scenario.js';

const PEOPLE = 25;
/** Conversations that each person holds at once. */
const EACH = 2;
const WARM_UP_ROUNDS = 3;
const ROUNDS = 12;
/** How much memory may have grown from after the warm-up to the end. */
const MAX_GROWTH = 1.15;
const MARK = /mark-\d+-\d+-\d+/;
const PAGE = /https:\/\/app\.notion\.com\/\S+/g;

/** Calls a tool, then answers with the question's mark and all that the tool has answered. */
function answerOf({ messages, tools }: ModelRequest): ScriptedReply {
  const last = messages.at(-1);
  const question = messages.findLast(({ role }) => role === 'user')?.content;
  return last?.role === 'tool'
    ? { text: `${MARK.exec(String(question))?.[0]} ${JSON.stringify(last.content)}` }
    : {
        calls: tools
          .filter((name) => name.includes('notion_search'))
          .map((name) => ({ name, arguments: { query: '', limit: 5 } })),
      };
}

export const chat: Scenario = {
  title: 'Conversations',

  async measure(run, { nodeOptions }) {
    const model = await ScriptedModel.start();
    model.always = answerOf;
    const stage = await setStage(run, {
      spaces: PEOPLE,
      notion: NOTION,
      nodeOptions,
      extraSettings: {
        CHAT_API_URL: model.url,
        CHAT_MODEL: 'scripted',
        CHAT_MESSAGES_PER_DAY: '100000',
        CHAT_STEPS_PER_DAY: '1000000',
        CHAT_TOKENS_PER_DAY: '999999999',
        TRUSTED_PROXIES: '127.0.0.1',
      },
    });
    const people = await Promise.all(
      stage.notion.accounts.slice(0, PEOPLE).map(async ({ workspace, user }) => {
        const person = new ChatPerson(stage.server.url, new Person(stage.server.url));
        await person.connect({ account: `${workspace.id}/${user.id}` });
        return person;
      }),
    );
    const pagesOf = new Map<number, Set<string>>();
    const problems: string[] = [];
    const times: number[] = [];
    let leaks = 0;
    const converse = async (at: number, round: number, number: number): Promise<void> => {
      const mark = `mark-${at}-${round}-${number}`;
      const begun = performance.now();
      const events = await people[at]
        ?.stream({ message: `Which pages are there? ${mark}` })
        .catch((error: unknown) => {
          problems.push(String(error));
          return undefined;
        });
      times.push(performance.now() - begun);
      const response = String(events?.at(-1)?.data.response);
      const pages = response.match(PAGE) ?? [];
      const own = pagesOf.get(at) ?? new Set(pages);
      pagesOf.set(at, own);
      const isForeign = [...pagesOf].some(
        ([other, known]) => other !== at && pages.some((page) => known.has(page)),
      );
      leaks += Number(isForeign || MARK.exec(response)?.[0] !== mark || pages.length === 0);
    };
    const rounds = async (from: number, count: number): Promise<void> => {
      for (let round = from; round < from + count; round += 1) {
        await Promise.all(
          people.flatMap((_, at) =>
            Array.from({ length: EACH }, (__, number) => converse(at, round, number)),
          ),
        );
        model.requests.length = 0;
      }
    };
    await rounds(0, WARM_UP_ROUNDS);
    const first = residentMegabytes(stage.server);
    const samples = [first];
    for (let round = 0; round < ROUNDS; round += 1) {
      await rounds(WARM_UP_ROUNDS + round, 1);
      samples.push(residentMegabytes(stage.server));
    }
    const last = samples.at(-1) ?? first;
    await stage.end();
    await model.close();
    const growth = last / first;
    const sorted = times.toSorted((one, other) => one - other);
    const atOnce = PEOPLE * EACH;
    return {
      goals: [
        {
          text: `${atOnce} conversations at once, each with its own answer and nothing of another person`,
          passed: leaks === 0 && problems.length === 0,
          detail: problems[0] ?? `${leaks} of ${times.length} are not`,
        },
        {
          text: `memory after ${ROUNDS * atOnce} answers at most ${MAX_GROWTH} × of what it was after the first ${WARM_UP_ROUNDS * atOnce}`,
          passed: growth <= MAX_GROWTH,
          detail: `${growth.toFixed(2)} ×`,
        },
      ],
      text: [
        `${PEOPLE} people hold ${EACH} conversations each at once, with a scripted model that calls one tool per question; ${times.length} questions in all. Resident memory of the server in MB after the warm-up and after each round: ${samples.map(whole).join(', ')}.`,
        table(
          ['', 'ms:'],
          [
            ['half of the answers within', whole(sorted[Math.floor(sorted.length / 2)] ?? 0)],
            ['the slowest within', whole(sorted.at(-1) ?? 0)],
          ],
        ),
      ],
    };
  },
};
