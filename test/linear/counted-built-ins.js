// Runs in a realm of its own before the code that is measured there: each built-in that walks through a text or a list tells
// `__spend` how much it walks. Patterns are matched a second time by a machine that counts its steps (`__match`).
'use strict';
(() => {
  const spend = globalThis.__spend;
  const match = globalThis.__match;
  const apply = Reflect.apply;
  const wrap = (holder, name, cost, costOf = sizeOf) => {
    const original = holder[name];
    if (typeof original !== 'function') {
      return;
    }
    const wrapped = {
      [name](...args) {
        const before = cost(this, args);
        const result = new.target ? Reflect.construct(original, args) : apply(original, this, args);
        spend(before + costOf(result));
        return result;
      },
    }[name];
    Object.defineProperty(holder, name, { value: wrapped, writable: true, configurable: true });
  };
  const sizeOf = (value) => (typeof value === 'string' || Array.isArray(value) ? value.length : 1);

  // An engine joins texts lazily and pays when somebody looks into the result: then all of it is copied, once. So the first
  // look at a text costs its length, and a text that grows between two looks costs it each time.
  const SHORT = 64;
  const KEPT = 4;
  let looked = new Map();
  globalThis.__forget = () => {
    looked = new Map();
  };
  const mapGet = Map.prototype.get;
  const mapSet = Map.prototype.set;
  const look = (text) => {
    if (text.length < SHORT) {
      return 1;
    }
    let known = apply(mapGet, looked, [text.length]);
    if (known === undefined) {
      known = { texts: [], next: 0 };
      apply(mapSet, looked, [text.length, known]);
    }
    for (let at = 0; at < known.texts.length; at += 1) {
      if (known.texts[at] === text) {
        return 1;
      }
    }
    known.texts[known.next % KEPT] = text;
    known.next += 1;
    return text.length;
  };

  const lookOnly = (text) => look(String(text));
  const whole = (text) => look(String(text)) + String(text).length;
  const needle = (text, [sought]) => look(String(text)) + String(sought).length;
  const MARKS = /\p{M}+/gu;
  const nativeExec = RegExp.prototype.exec;
  // Marks on one letter are put in order by moving each behind its predecessors.
  const normalising = (text) => {
    let cost = whole(text);
    MARKS.lastIndex = 0;
    for (let run = apply(nativeExec, MARKS, [text]); run; run = apply(nativeExec, MARKS, [text])) {
      cost += run[0].length < SHORT ? 0 : run[0].length ** 2;
    }
    return cost;
  };
  const text = String.prototype;
  for (const name of ['charAt', 'charCodeAt', 'codePointAt', 'at', 'slice', 'substring', 'substr']) {
    const original = text[name];
    Object.defineProperty(text, name, {
      value: {
        [name](...args) {
          spend(lookOnly(this));
          return apply(original, this, args);
        },
      }[name],
      writable: true,
      configurable: true,
    });
  }
  for (const name of ['startsWith', 'endsWith']) {
    wrap(text, name, needle);
  }
  for (const name of ['indexOf', 'lastIndexOf', 'includes']) {
    const original = text[name];
    const value = {
      [name](sought, from) {
        const own = String(this);
        const found =
          arguments.length > 1 ? apply(original, own, [sought, from]) : apply(original, own, [sought]);
        const isForward = name !== 'lastIndexOf';
        const start = Math.min(own.length, Math.max(0, from ?? (isForward ? 0 : own.length)));
        const end = found === true || found === false || found < 0 ? (isForward ? own.length : 0) : found;
        spend(look(own) + Math.abs(end - start) + String(sought).length);
        return found;
      },
    }[name];
    Object.defineProperty(text, name, { value, writable: true, configurable: true });
  }
  for (const name of ['trim', 'trimStart', 'trimEnd']) {
    const original = text[name];
    const value = {
      [name]() {
        const own = String(this);
        const result = apply(original, own, []);
        spend(look(own) + own.length - result.length);
        return result;
      },
    }[name];
    Object.defineProperty(text, name, { value, writable: true, configurable: true });
  }
  for (const name of [
    'toLowerCase',
    'toUpperCase',
    'split',
    'replaceAll',
    'replace',
    'localeCompare',
    'concat',
    'padStart',
    'padEnd',
    'repeat',
    'match',
    'matchAll',
    'search',
    'isWellFormed',
    'toWellFormed',
  ]) {
    wrap(text, name, whole);
  }
  wrap(text, 'normalize', normalising);

  const exec = {
    exec(given) {
      const own = String(given);
      const from = this.global || this.sticky ? this.lastIndex : 0;
      spend(look(own));
      const end = from > own.length ? -1 : match(this.source, this.flags, own, from);
      const result = apply(nativeExec, this, [own]);
      if (end !== (result === null ? -1 : result.index + result[0].length)) {
        throw new Error(`The counting machine and the engine disagree about ${this}.`);
      }
      return result;
    },
  }.exec;
  Object.defineProperty(RegExp.prototype, 'exec', { value: exec, writable: true, configurable: true });

  const list = Array.prototype;
  const length = (items) => items?.length ?? 1;
  for (const name of [
    'concat',
    'splice',
    'shift',
    'unshift',
    'indexOf',
    'lastIndexOf',
    'includes',
    'reverse',
    'toReversed',
    'sort',
    'toSorted',
    'flat',
    'flatMap',
    'map',
    'filter',
    'forEach',
    'copyWithin',
    'with',
  ]) {
    wrap(list, name, length);
  }
  wrap(list, 'join', length);
  wrap(list, 'slice', () => 1);
  // It returns the list itself, of which it may have changed a part only.
  const filled = (items, [, from = 0, to = length(items)]) =>
    from < 0 || to < 0 ? length(items) : to - from;
  wrap(list, 'fill', filled, () => 1);
  wrap(list, 'push', (_, args) => args.length);
  const iterators = [
    [][Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ''[Symbol.iterator](),
  ];
  for (const iterator of iterators) {
    wrap(Object.getPrototypeOf(iterator), 'next', () => 1);
  }
  for (const name of ['keys', 'values', 'entries']) {
    wrap(Object, name, () => 1);
  }
  const argument = (_, [value]) =>
    typeof value === 'string' || value instanceof Uint8Array ? value.length : 1;
  wrap(JSON, 'parse', argument);
  wrap(JSON, 'stringify', argument);
  wrap(Intl.Segmenter.prototype, 'segment', argument);
  wrap(Array, 'from', argument);
  for (const name of ['encodeURIComponent', 'decodeURIComponent', 'Number', 'parseInt']) {
    if (name !== 'Number') {
      wrap(globalThis, name, argument);
    }
  }
})();
