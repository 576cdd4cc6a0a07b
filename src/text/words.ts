import { fullForm, quote, shownForm } from './quote.js';

/** Longest list of names in a message, in UTF-16 code units: a schema can have hundreds of properties and options. */
const MAX_LIST_CHARACTERS = 1200;
/** Shown of a name after the place where it differs from another, in UTF-16 code units. */
const DISTINCT_CHARACTERS = 20;
/** A term of a program: an operator, a type, an error code, an id, a reference such as `collection://…`, an endpoint. */
const TERM =
  /^(?:[a-z]{1,16}:\/\/)?[a-z\d][a-z\d_-]{0,49}:?$|^(?:GET|POST|PATCH|DELETE) \/v1\/[a-z_{}/]{1,80}$/;
/** A reference to a page or database that may be repeated in a call as given; anything else is replaced by the id. */
const PLAIN_REFERENCE = /^[\w./:?=&%#-]{1,300}$/;
/** An address without a sign that could end it or shape the text around it. */
const ADDRESS = /^https?:\/\/[\w.~:/?#@!$&+,;=%[\]-]{1,2000}$/;

/**
 * What this server says in its own words. The type is the proof: only `say` and the functions below create it, and
 * each of them quotes what did not come from this server's code. A message that takes `Words` therefore cannot carry
 * foreign words as if they were the server's, and the compiler rejects code that forgets it.
 */
export class Words {
  /** Not `#text`: a comparison of two errors is to see whether they say the same. */
  private readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** The template with its values: words as they are, numbers in digits, and any other text quoted. */
  static say(
    this: void,
    template: TemplateStringsArray,
    ...values: readonly (Words | string | number)[]
  ): Words {
    return new Words(
      template
        .map((part, at) => {
          const value = values[at] ?? '';
          return `${part}${at < values.length && typeof value === 'string' ? quote(value) : String(value)}`;
        })
        .join(''),
    );
  }

  /** A sentence from outside, which needs more room than a name. */
  static quotation(text: string, maximum?: number): Words {
    return new Words(quote(text, maximum));
  }

  /** One after the other. */
  static join(words: Iterable<Words>, separator: ', ' | '; ' | ' or ' | ' and ' | ' ' | '\n'): Words {
    return new Words(Array.from(words, String).join(separator));
  }

  /** A term unchanged; anything else is quoted. */
  static term(text: string): Words {
    return TERM.test(text) ? new Words(text) : Words.say`${text}`;
  }

  /** `{"page":"https://…"}`: the arguments of a suggested call, with the given reference or else its id. */
  static argument(name: 'page' | 'database', reference: string, id: string): Words {
    const shown = PLAIN_REFERENCE.test(reference) ? reference : id;
    return new Words(JSON.stringify({ [name]: PLAIN_REFERENCE.test(shown) ? shown : '' }));
  }

  /** An address that this server made, whole, so that a person can open it. */
  static address(text: string): Words {
    return ADDRESS.test(text) ? new Words(text) : Words.say`${text}`;
  }

  /** Words that the same program made on another of its threads, where only their text could be copied. */
  static copied(text: string): Words {
    return new Words(text);
  }

  /** Without words there is nothing to say. */
  get isEmpty(): boolean {
    return this.text === '';
  }

  toString(): string {
    return this.text;
  }
}

/** ``say`There is no property ${name}.` `` quotes the name, and any other value that is neither `Words` nor a number. */
export const say = Words.say;

/** For what is said only sometimes. */
export const EMPTY_WORDS = say``;

/** `"A", "B" and 12 more`; as many names as a message can carry. Names that begin alike are shown to where they differ. */
export function listNames(names: readonly string[]): Words {
  const lengths = distinctLengths(names);
  return listWords(names, (name) => Words.quotation(name, lengths.get(shownForm(name))), ', ');
}

/** A name as `listNames` shows it in the list of all. */
export function nameAmong(name: string, names: readonly string[]): Words {
  return Words.quotation(name, distinctLengths(names).get(shownForm(name)));
}

/** How much to show of names that look the same where quotations usually end, by what they show until there. */
function distinctLengths(names: readonly string[]): ReadonlyMap<string, number> {
  const groups = new Map<string, Set<string>>();
  for (const name of names) {
    const shown = shownForm(name);
    const whole = fullForm(name);
    groups.set(shown, (groups.get(shown) ?? new Set()).add(whole));
  }
  return new Map(
    [...groups].flatMap(([shown, wholes]): [string, number][] => {
      const sorted = [...wholes].toSorted();
      const shared = sorted.slice(1).map((name, at) => sharedStart(name, sorted[at] ?? ''));
      return shared.length === 0 ? [] : [[shown, Math.max(...shared) + DISTINCT_CHARACTERS]];
    }),
  );
}

function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) {
    length += 1;
  }
  return length;
}

/** The same of what is more than a name, such as a name with its id. */
export function listWords<Item>(
  items: readonly Item[],
  describe: (item: Item) => Words,
  separator: ', ' | '; ',
): Words {
  const shown: Words[] = [];
  let length = 0;
  for (const item of items) {
    const words = describe(item);
    length += String(words).length + separator.length;
    if (length > MAX_LIST_CHARACTERS) {
      break;
    }
    shown.push(words);
  }
  const list = Words.join(shown, separator);
  const more = items.length - shown.length;
  return more > 0 ? say`${list} and ${more} more` : list;
}

/** `1 row`, `3 rows`: a number with its noun, as a message has it. */
export function counted(count: number, one: string, several = `${one}s`): Words {
  const words = (count === 1 ? one : several).split(' ').map((word) => Words.term(word));
  return say`${count} ${Words.join(words, ' ')}`;
}

/** `equals, contains`: terms of ours or of Notion's. */
export function listTerms(terms: Iterable<string>): Words {
  return Words.join(
    Array.from(terms, (term) => Words.term(term)),
    ', ',
  );
}
