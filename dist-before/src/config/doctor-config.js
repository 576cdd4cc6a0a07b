import { connectProblems } from '../notion-oauth/settings.js';
import { embeddingsOf } from './settings/search-index-settings.js';
import { ConfigError } from './config-error.js';
import { healthAddress } from './settings/health-settings.js';
import { httpSettings } from './settings/http-settings.js';
import { tokenSettings } from './settings/notion-settings.js';
import { settingList, settings } from './settings/settings.js';
import { hasKey, storageSettings } from './settings/storage-settings.js';
import { toolSettings } from './settings/tool-settings.js';
/** Reads every setting of every command, and continues after invalid ones. Never throws. */
export function doctorConfig(read, json) {
    const faults = new ProblemList();
    const reader = (name) => faults.collect(name, () => read(name));
    for (const [name] of settingList) {
        reader(name);
    }
    const token = reader('notionToken');
    const publicUrl = reader('publicUrl');
    const redisUrl = reader('redisUrl');
    const purpose = token !== undefined || faults.isAbout('notionToken')
        ? 'token'
        : publicUrl === undefined
            ? 'stored'
            : 'spaces';
    const storage = faults.attempt(() => storageSettings(reader));
    if (purpose === 'stored') {
        faults.attempt(() => tokenSettings(reader));
    }
    else {
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
        connectProblems(texts, 'public').forEach((problem) => faults.add(problem));
    }
    const canConnect = connectProblems({ clientId, clientSecret, hasCredentialsKey: true }, 'loopback').length === 0;
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
        oauth: canConnect && clientId !== undefined && clientSecret !== undefined
            ? { clientId, clientSecret }
            : undefined,
        publicUrl,
        tools: toolSettings(reader),
    });
}
/** All problems, each reported once. An invalid setting is not reported as missing as well. */
class ProblemList {
    #problemsBySetting = new Map();
    #others = new Set();
    /** The value, or the default of an invalid setting. */
    collect(name, read) {
        try {
            return read();
        }
        catch (error) {
            this.#problemsBySetting.set(name, messageOf(error));
            const { schema, defaultValue } = settings[name];
            // As in the reader itself: `Setting` forgets which schema the name stands for.
            const standard = defaultValue === undefined ? undefined : schema.read(defaultValue);
            return (standard?.success === true ? standard.value : undefined);
        }
    }
    attempt(make) {
        try {
            return make();
        }
        catch (error) {
            this.add(messageOf(error));
            return undefined;
        }
    }
    add(problem) {
        const isKnown = [...this.#problemsBySetting.keys()].some((name) => problem.startsWith(`${settings[name].variable} `));
        if (!isKnown) {
            this.#others.add(problem);
        }
    }
    isAbout(name) {
        return this.#problemsBySetting.has(name);
    }
    list() {
        return Object.freeze([...this.#problemsBySetting.values(), ...this.#others]);
    }
}
function messageOf(error) {
    if (error instanceof ConfigError) {
        return error.message;
    }
    throw error;
}
