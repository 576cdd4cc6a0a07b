/** What a text is read as, or what is wrong with it: a message that continues the setting's name. */
type Reading<Value> =
  { readonly success: true; readonly value: Value } | { readonly success: false; readonly message: string };

/**
 * Reads the text of one setting. Not by Zod: a client over stdio waits until the settings are read, and loading Zod
 * alone would take longer than all of them.
 */
export class SettingSchema<Value> {
  /** Which texts are valid. */
  readonly description: string;
  readonly #read: (text: string) => Reading<Value>;

  constructor(read: (text: string) => Reading<Value>, description = '') {
    this.#read = read;
    this.description = description;
  }

  read(text: string): Reading<Value> {
    return this.#read(text);
  }

  /** Refuses values for which this is false. */
  refine(isValid: (value: Value) => boolean, message: string): SettingSchema<Value> {
    return this.#then((value) => (isValid(value) ? { success: true, value } : { success: false, message }));
  }

  transform<Next>(change: (value: Value) => Next): SettingSchema<Next> {
    return this.#then((value) => ({ success: true, value: change(value) }));
  }

  /** Changes the value, and refuses those that change into nothing. */
  convert<Next>(change: (value: Value) => Next | undefined, message: string): SettingSchema<Next> {
    return this.#then((value) => {
      const next = change(value);
      return next === undefined ? { success: false, message } : { success: true, value: next };
    });
  }

  describe(description: string): SettingSchema<Value> {
    return new SettingSchema(this.#read, description);
  }

  #then<Next>(next: (value: Value) => Reading<Next>): SettingSchema<Next> {
    return new SettingSchema((text) => {
      const reading = this.#read(text);
      return reading.success ? next(reading.value) : reading;
    }, this.description);
  }
}

/** Any text of at most so many characters. */
export function textUpTo(maxCharacters: number): SettingSchema<string> {
  return new SettingSchema<string>((value) => ({ success: true, value })).refine(
    (text) => text.length <= maxCharacters,
    `must be at most ${maxCharacters} characters long`,
  );
}
