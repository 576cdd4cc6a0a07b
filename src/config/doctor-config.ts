import { connectProblems } from '../notion-oauth/settings.js';
import type { RedisSettings } from './settings/redis-settings.js';
import type { LogLevel } from '../telemetry/log/log.js';
import { embeddingsOf, type EmbeddingsSettings } from './settings/search-index-settings.js';
import { ConfigError } from './config-error.js';
import { healthAddress } from './settings/health-settings.js';
import { httpSettings } from './settings/http-settings.js';
import { tokenSettings, type OauthSettings } from './settings/notion-settings.js';
import type { SettingReader, SettingValue } from './settings/setting-reader.js';
import { settingList, settings, type SettingName } from './settings/settings.js';
import type { Setting } from './setting.js';
import { hasKey, storageSettings, type StorageSettings } from './settings/storage-settings.js';
import { toolSettings, type ServedToolSettings } from './settings/tool-settings.js';

/** The settings, with all their problems. */
export interface DoctorConfig {
  readonly command: 'doctor';
  readonly json: boolean;
  readonly apiUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** One sentence each: which setting, what is wrong, how to fix it. */
  readonly problems: readonly string[];
  /** Purpose of these settings: one token, a server where people connect, or what `connect` stored here. */
  readonly purpose: 'token' | 'spaces' | 'stored';
  readonly token: string | undefined;
  /** Absent where the keys cannot be used. */
  readonly storage: StorageSettings | undefined;
  /** Where texts are indexed; absent where they are not. */
  readonly searchIndex: StorageSettings | undefined;
  /** Where their passages are embedded; absent where they are not, or there is no index. */
  readonly embeddings: EmbeddingsSettings | undefined;
  readonly redis: RedisSettings | undefined;
  readonly oauth: OauthSettings | undefined;
  readonly publicUrl: string | undefined;
  readonly tools: ServedToolSettings;
}

/** Reads every setting of every command, and continues after invalid ones. Never throws. */
export function doctorConfig(read: SettingReader, json: boolean): DoctorConfig {
  const faults = new ProblemList();
  const reader: SettingReader = (name) => faults.collect(name, () => read(name));
  for (const [name] of settingList) {
    reader(name);
  }
  const token = reader('notionToken');
  const publicUrl = reader('publicUrl');
  const redisUrl = reader('redisUrl');
  const purpose =
    token !== undefined || faults.isAbout('notionToken')
      ? 'token'
      : publicUrl === undefined
        ? 'stored'
        : 'spaces';
  const storage = faults.attempt(() => storageSettings(reader));
  if (purpose === 'stored') {
    faults.attempt(() => tokenSettings(reader));
  } else {
    faults.attempt(() => httpSettings(reader, purpose === 'token'));
    faults.attempt(() => healthAddress(reader, reader('port')));
  }
  const embeddings = faults.attempt(() => embeddingsOf(reader));
  const clientId = reader('notionClientId');
  const clientSecret = reader('notionClientSecret');
  const returnOrigins = reader('returnOrigins') ?? [];
  const hasCredentialsKey = storage === undefined || hasKey(storage, publicUrl);
  if (purpose === 'spaces') {
    const texts = { clientId, clientSecret, publicUrl, hasCredentialsKey, returnOrigins };
    const isHostedAlone = clientId === undefined && clientSecret === undefined && reader('hosted');
    connectProblems(texts, isHostedAlone ? 'hosted alone' : 'public').forEach((problem) =>
      faults.add(problem),
    );
  }
  const canConnect =
    connectProblems({ clientId, clientSecret, hasCredentialsKey: true }, 'loopback').length === 0;
  return Object.freeze({
    command: 'doctor',
    json,
    apiUrl: reader('notionApiUrl'),
    logLevel: reader('logLevel'),
    problems: faults.list(),
    purpose,
    token,
    storage,
    searchIndex: reader('searchIndex') ? storage : undefined,
    embeddings: reader('searchIndex') ? embeddings : undefined,
    redis: redisUrl === undefined ? undefined : { url: redisUrl },
    oauth:
      canConnect && clientId !== undefined && clientSecret !== undefined
        ? { clientId, clientSecret }
        : undefined,
    publicUrl,
    tools: toolSettings(reader),
  });
}

/** All problems, each reported once. An invalid setting is not reported as missing as well. */
class ProblemList {
  readonly #problemsBySetting = new Map<SettingName, string>();
  readonly #others = new Set<string>();

  /** The value, or the default of an invalid setting. */
  collect<Name extends SettingName>(name: Name, read: () => SettingValue<Name>): SettingValue<Name> {
    try {
      return read();
    } catch (error) {
      this.#problemsBySetting.set(name, messageOf(error));
      const { schema, defaultValue }: Setting = settings[name];
      // As in the reader itself: `Setting` forgets which schema the name stands for.
      const standard = defaultValue === undefined ? undefined : schema.read(defaultValue);
      return (standard?.success === true ? standard.value : undefined) as SettingValue<Name>;
    }
  }

  attempt<Result>(make: () => Result): Result | undefined {
    try {
      return make();
    } catch (error) {
      this.add(messageOf(error));
      return undefined;
    }
  }

  add(problem: string): void {
    const isKnown = [...this.#problemsBySetting.keys()].some((name) =>
      problem.startsWith(`${settings[name].variable} `),
    );
    if (!isKnown) {
      this.#others.add(problem);
    }
  }

  isAbout(name: SettingName): boolean {
    return this.#problemsBySetting.has(name);
  }

  list(): readonly string[] {
    return Object.freeze([...this.#problemsBySetting.values(), ...this.#others]);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof ConfigError) {
    return error.message;
  }
  throw error;
}
