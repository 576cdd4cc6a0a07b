import { parseCommandLine } from './settings/command-line.js';
import { ConfigError } from './config-error.js';
import { demoServing } from './demo-serving.js';
import { doctorConfig } from './doctor-config.js';
import { newKeySettings, renewalSettings, } from './settings/key-settings.js';
import { formerNameList } from './settings/former-names.js';
import { healthAddress } from './settings/health-settings.js';
import { httpSettings } from './settings/http-settings.js';
import { hostedOf, oauthSettings, optionalOauth, serveSettings, tokenSettings, } from './settings/notion-settings.js';
import { lockdownRule } from './settings/lockdown-settings.js';
import { searchIndexOf, searchIndexSettingsOf, } from './settings/search-index-settings.js';
import { programConfig } from './program-config.js';
import { settingReader } from './settings/setting-reader.js';
import { settingList } from './settings/settings.js';
import { moveSettings, storageSettings, } from './settings/storage-settings.js';
import { toolSettings } from './settings/tool-settings.js';
import { writesOf } from './settings/write-settings.js';
/** The one reader of the process's environment. Throws `ConfigError`. */
export function loadConfig(argv, environment = process.env, onFormerName) {
    const commandLine = parseCommandLine(argv);
    return finalise(commandLine, settingReader(commandLine.settings, readEnvironment(environment), onFormerName));
}
/** The settings in the environment. An empty variable counts as absent, as in an untouched `.env` file. */
export function readEnvironment(environment) {
    const textsOf = (list) => Object.fromEntries(list.flatMap(([name, { variable }]) => {
        const text = environment[variable];
        return text === undefined || text === '' ? [] : [[name, text]];
    }));
    return { current: textsOf(settingList), former: textsOf(formerNameList) };
}
/** The settings that the command needs. It reads no others: docs/configuration.md lists which it reads. */
export function finalise(commandLine, read) {
    const { command, once, operand, allSpaces } = commandLine;
    switch (command) {
        case 'version':
        case 'help':
        case 'completions':
        case 'install':
            return programConfig(command, commandLine, read);
        case 'doctor':
            return doctorConfig(read, commandLine.json);
    }
    const common = { apiUrl: read('notionApiUrl'), logLevel: read('logLevel') };
    switch (command) {
        case 'stdio':
            return Object.freeze({ command, ...common, ...stdioSettings(read) });
        case 'search':
        case 'index status':
        case 'index build':
        case 'index purge':
            return Object.freeze({
                command,
                operand,
                ...common,
                ...stdioSettings(read),
                searchIndex: searchIndexSettingsOf(read),
            });
        case 'serve': {
            const notion = serveSettings(read);
            const roots = read('readRoots');
            if (roots !== undefined && notion.kind === 'spaces') {
                throw new ConfigError('READ_ROOTS is for servers with NOTION_TOKEN. Give each service key its own with: notion-rest-mcp keys create --roots.');
            }
            const http = httpSettings(read, notion.kind === 'token');
            return Object.freeze({
                command,
                ...common,
                ...servingSettings(read),
                redis: sharedRedis(read),
                notion,
                roots,
                journal: notion.kind === 'token' ? journalSettings(read) : undefined,
                http,
                health: healthAddress(read, http.port),
                workers: read('workers'),
            });
        }
        case 'demo':
            return Object.freeze({
                command,
                ...common,
                ...demoServing(servingSettings(read), read),
                once,
                hosted: read('hosted'),
                http: httpSettings(read, true),
            });
        case 'migrate-store':
            return Object.freeze({ command, ...common, ...moveSettings(read) });
        default:
            return Object.freeze({
                command,
                ...common,
                operand,
                storage: storageSettings(read),
                oauth: command === 'connect' && !read('hosted') ? oauthSettings(read) : optionalOauth(read),
                hosted: hostedOf(read, undefined),
                space: read('space'),
                allSpaces,
                json: commandLine.json,
                newKey: command === 'keys create' ? newKeySettings(read, commandLine) : undefined,
                since: command === 'audit export' ? read('auditSince') : undefined,
                checkpoint: command === 'audit verify' ? read('auditCheckpoint') : undefined,
                renewal: command === 'keys renew' ? renewalSettings(read) : undefined,
                label: (command === 'keys create' ? read('label') : undefined) ?? '',
            });
    }
}
function stdioSettings(read) {
    return {
        ...servingSettings(read),
        redis: sharedRedis(read),
        space: read('space'),
        notion: tokenSettings(read),
        roots: read('readRoots'),
        journal: journalSettings(read),
    };
}
/** A change that cannot be recorded is not made, so a server with a token needs a store as soon as it makes changes. */
function journalSettings(read) {
    return writesOf(read)?.mode === 'on' ? storageSettings(read) : undefined;
}
function sharedRedis(read) {
    const url = read('redisUrl');
    return url === undefined ? undefined : Object.freeze({ url });
}
function servingSettings(read) {
    return {
        callDeadlineMilliseconds: read('callDeadline') * 1000,
        requestsPerMinute: read('requestsPerMinute'),
        watchdogSeconds: read('watchdogSeconds'),
        callLimits: Object.freeze({
            perSpace: read('maxConcurrentCallsPerSpace'),
            overall: read('maxConcurrentCalls'),
        }),
        tools: toolSettings(read),
        writes: writesOf(read),
        lockdown: lockdownRule(read('lockdown'), read('lockdownAllow')),
        searchIndex: searchIndexOf(read),
    };
}
