import type {
  AuthInfo,
  CompleteRequest,
  CompleteResult,
  GetPromptResult,
  Prompt as ListedPrompt,
  ReadResourceResult,
  Resource,
  ResourceTemplateType,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { quote } from '../../text/quote.js';
import type { RequestTools } from '../calls/call-tool.js';
import type { RequestOrigin } from '../calls/observe-call.js';
import { RequestError } from '../calls/protocol.js';
import type { ToolRequests } from '../calls/tool-requests.js';
import { succeeded } from './inner-answer.js';
import type { Offers, Prompt } from './offers.js';
import { pageTemplate, pageUri, readPageUri } from './page-uri.js';

/** Longest answer of a page as a resource: clients read resources whole. */
const MAX_PAGE_CHARACTERS = 100_000;
/** Longest argument of a prompt: the address of a page, or a few sentences. */
const MAX_ARGUMENT_CHARACTERS = 500;
const MARKDOWN = 'text/markdown';
const CURSOR = /^\d{1,4}$/;

const recentSchema = z.object({
  pages: z.array(z.object({ id: z.string(), title: z.string(), edited: z.string() })),
});
const titlesSchema = z.object({ titles: z.array(z.string()), isWhole: z.boolean() });

/** A request, and what its caller may use. */
export interface Asking {
  readonly origin: RequestOrigin;
  readonly caller: AuthInfo | undefined;
  readonly tools: RequestTools;
}

/** Answers what clients ask beside tools: pages as resources, prompts, and what completes their arguments. */
export class OfferRequests {
  readonly #offers: Offers;
  readonly #requests: ToolRequests;

  constructor(offers: Offers, requests: ToolRequests) {
    this.#offers = offers;
    this.#requests = requests;
  }

  /** The pages edited last: of one workspace, in one request to Notion; the cursor leads to the next workspace. */
  async listResources(
    { origin, caller, tools }: Asking,
    cursor: string | undefined,
  ): Promise<{ resources: Resource[]; nextCursor?: string }> {
    const { recent, read } = this.#offers;
    if (![recent, read].every(({ permittedBy }) => isPermitted(permittedBy, tools))) {
      return { resources: [] };
    }
    if (cursor !== undefined && !CURSOR.test(cursor)) {
      throw new RequestError('invalidParams', 'The cursor is not one of this list.');
    }
    const workspaces = await this.#requests.workspaces(caller);
    const index = Number(cursor ?? 0);
    const workspace = workspaces.length > 1 ? workspaces[index] : undefined;
    if (index > 0 && workspace === undefined) {
      throw new RequestError('invalidParams', 'The cursor leads past the end of the list.');
    }
    const given = workspace === undefined ? {} : { workspace: workspace.id };
    const asked = { ...origin, method: 'resources/list' as const };
    const answer = succeeded(await this.#requests.runInner(asked, caller, tools, recent, given));
    const { pages } = recentSchema.parse(answer.structured);
    return {
      resources: pages.map(({ id, title, edited }) => ({
        uri: pageUri(id, workspace?.id),
        name: title === '' ? 'Untitled' : title,
        mimeType: MARKDOWN,
        annotations: { lastModified: edited },
      })),
      ...(workspace !== undefined && index + 1 < workspaces.length ? { nextCursor: String(index + 1) } : {}),
    };
  }

  async listTemplates({ caller, tools }: Asking): Promise<{ resourceTemplates: ResourceTemplateType[] }> {
    if (!isPermitted(this.#offers.read.permittedBy, tools)) {
      return { resourceTemplates: [] };
    }
    const hasSeveral = (await this.#requests.workspaces(caller)).length > 1;
    return {
      resourceTemplates: [
        {
          uriTemplate: pageTemplate(hasSeveral),
          name: 'page',
          title: 'Notion page',
          description: 'A page as Markdown. The id can be an exact title as well.',
          mimeType: MARKDOWN,
        },
      ],
    };
  }

  async readResource({ origin, caller, tools }: Asking, uri: string): Promise<ReadResourceResult> {
    const named = readPageUri(uri);
    if (named === undefined) {
      throw new RequestError('invalidParams', 'There is no such resource. Pages are notion://page/{id}.', {
        uri,
      });
    }
    const { page, workspace } = named;
    const given = {
      page,
      max_chars: MAX_PAGE_CHARACTERS,
      ...(workspace === undefined ? {} : { workspace }),
    };
    const asked = { ...origin, method: 'resources/read' as const };
    const { text } = succeeded(await this.#requests.runInner(asked, caller, tools, this.#offers.read, given));
    return { contents: [{ uri, mimeType: MARKDOWN, text }] };
  }

  listPrompts({ tools }: Asking): { prompts: ListedPrompt[] } {
    return {
      prompts: this.#promptsOf(tools).map(({ name, title, description, arguments: taken }) => ({
        name,
        title,
        description,
        arguments: taken.map((argument) => ({
          name: argument.name,
          description: argument.description,
          required: argument.isRequired === true,
        })),
      })),
    };
  }

  /** Throws for an unknown prompt, and for arguments that it does not take. */
  getPrompt({ tools }: Asking, name: string, given: Readonly<Record<string, string>> = {}): GetPromptResult {
    const prompt = this.#promptNamed(name, tools);
    const taken = prompt.arguments.map((argument) => argument.name);
    const values = Object.entries(given).filter(([, value]) => value.trim() !== '');
    if (values.some(([argument]) => !taken.includes(argument))) {
      throw new RequestError('invalidParams', `${prompt.name} takes ${taken.join(', ')}.`);
    }
    if (values.some(([, value]) => value.length > MAX_ARGUMENT_CHARACTERS)) {
      throw new RequestError(
        'invalidParams',
        `An argument can have at most ${MAX_ARGUMENT_CHARACTERS} characters.`,
      );
    }
    const quoted = Object.fromEntries(
      values.map(([argument, value]) => [argument, quote(value.trim(), MAX_ARGUMENT_CHARACTERS)]),
    );
    const missing = prompt.arguments.find(
      (argument) => argument.isRequired === true && !quoted[argument.name],
    );
    if (missing !== undefined) {
      throw new RequestError(
        'invalidParams',
        `${prompt.name} needs ${missing.name}: ${missing.description}.`,
      );
    }
    return {
      description: prompt.description,
      messages: [{ role: 'user', content: { type: 'text', text: prompt.text(quoted) } }],
    };
  }

  /** Titles of pages cost one request to Notion; other values cost none. */
  async complete(
    asking: Asking,
    { ref, argument, context }: CompleteRequest['params'],
  ): Promise<CompleteResult> {
    const workspace = context?.arguments?.['workspace'];
    if (ref.type === 'ref/resource') {
      if (ref.uri !== pageTemplate(false) && ref.uri !== pageTemplate(true)) {
        throw new RequestError('invalidParams', 'There is no such template.');
      }
      return argument.name === 'workspace'
        ? this.#workspaces(asking, argument.value)
        : this.#titles(asking, argument.value, workspace);
    }
    const { completes } =
      this.#promptNamed(ref.name, asking.tools).arguments.find(({ name }) => name === argument.name) ?? {};
    if (completes === undefined) {
      throw new RequestError('invalidParams', 'The prompt has no such argument.');
    }
    if (completes === 'pages') {
      return this.#titles(asking, argument.value, undefined);
    }
    const typed = argument.value.trim().toLowerCase();
    return { completion: { values: completes.filter((value) => value.toLowerCase().includes(typed)) } };
  }

  async #titles(
    { origin, caller, tools }: Asking,
    typed: string,
    wanted: string | undefined,
  ): Promise<CompleteResult> {
    const { titles } = this.#offers;
    if (typed.length > MAX_ARGUMENT_CHARACTERS || !isPermitted(titles.permittedBy, tools)) {
      return { completion: { values: [] } };
    }
    const workspaces = await this.#requests.workspaces(caller);
    // A prompt has no place to name one: the first is as good as any.
    const workspace = workspaces.length > 1 ? (wanted ?? workspaces[0]?.id) : undefined;
    const asked = { ...origin, method: 'completion/complete' as const };
    const given = { typed, ...(workspace === undefined ? {} : { workspace }) };
    const answer = succeeded(await this.#requests.runInner(asked, caller, tools, titles, given));
    const { titles: values, isWhole } = titlesSchema.parse(answer.structured);
    return { completion: { values, hasMore: !isWhole } };
  }

  async #workspaces({ caller }: Asking, typed: string): Promise<CompleteResult> {
    const workspaces = await this.#requests.workspaces(caller);
    const folded = typed.trim().toLowerCase();
    const values = workspaces.map(({ name }) => name).filter((name) => name.toLowerCase().includes(folded));
    return { completion: { values: values.slice(0, 100) } };
  }

  #promptsOf(tools: RequestTools): readonly Prompt[] {
    return this.#offers.prompts.filter(({ needs }) => needs.every(({ name }) => isPermitted(name, tools)));
  }

  #promptNamed(name: string, tools: RequestTools): Prompt {
    const offered = this.#promptsOf(tools);
    const prompt = offered.find((one) => one.name === name);
    if (prompt === undefined) {
      const names = offered.map((one) => one.name).join(', ');
      throw new RequestError(
        'invalidParams',
        `There is no prompt of this name. ${names === '' ? 'This caller has none.' : `Prompts: ${names}.`}`,
      );
    }
    return prompt;
  }
}

function isPermitted(tool: string, { permitted }: RequestTools): boolean {
  return permitted.some(({ name }) => name === tool);
}
