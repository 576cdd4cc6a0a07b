import type { Command } from './commands.js';

/** The settings that commands read, by their names here, in the order of the list of settings. Made by npm run docs. */
export const settingsOfCommands: readonly (readonly [readonly Command[], names: string])[] = [
  [
    ['stdio', 'search', 'read', 'query', 'describe', 'index status', 'index build', 'index purge'],
    `
    notionToken notionApiUrl callDeadline requestsPerMinute maxConcurrentCallsPerSpace
    maxConcurrentCalls maxLookupsPerCall timeZone logLevel toolsets tools excludeTools readOnly
    writeMode writeRoots writeProperties uploadRoot lockdown lockdownAllow notionClientId
    notionClientSecret hosted hostedUrl hostedClientId hostedRedirectUri hostedReturnBaseUrl
    hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl databaseConnections databaseTimeout
    redisUrl searchIndex searchIndexShare searchIndexPoll embeddingsUrl embeddingsModel embeddingsApiKey
    embeddingsMinSimilarity watchdogSeconds readRoots credentialsKey credentialsOldKeys
    credentialsKeyFile credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space
`,
  ],
  [
    ['serve'],
    `
    notionToken notionApiUrl callDeadline requestsPerMinute maxConcurrentCallsPerSpace
    maxConcurrentCalls maxLookupsPerCall timeZone logLevel toolsets tools excludeTools readOnly
    writeMode writeRoots writeProperties uploadRoot lockdown lockdownAllow host port healthPort
    healthHost authToken allowedHosts allowedOrigins trustedProxies lenientProtocolHeaders
    legacyProtocolOnly notionClientId notionClientSecret publicUrl returnOrigins hosted hostedUrl
    hostedClientId hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl
    hostedProxy hostedProxyTools dataFolder databaseUrl databaseConnections databaseTimeout redisUrl
    searchIndex searchIndexShare searchIndexPoll embeddingsUrl embeddingsModel embeddingsApiKey
    embeddingsMinSimilarity chatApiUrl chatApiKey chatModel chatMaxMessages chatMaxSteps chatMaxTokens
    chatMaxSeconds chatMaxCost chatInputPrice chatOutputPrice chatMessagesPerDay chatStepsPerDay
    chatTokensPerDay chatCostPerDay chatKeep chatServers chatSqlite workers watchdogSeconds readRoots
    credentialsKey credentialsOldKeys credentialsKeyFile credentialsKeyCommand credentialsKmsCommand
    credentialsKeyTimeout auditReads auditDays auditFailure
`,
  ],
  [
    ['demo'],
    `
    notionApiUrl callDeadline requestsPerMinute maxConcurrentCallsPerSpace maxConcurrentCalls
    maxLookupsPerCall timeZone logLevel toolsets tools excludeTools readOnly writeMode writeRoots
    writeProperties uploadRoot lockdown lockdownAllow host port authToken allowedHosts allowedOrigins
    trustedProxies lenientProtocolHeaders legacyProtocolOnly hosted dataFolder databaseUrl
    databaseConnections databaseTimeout searchIndex searchIndexShare searchIndexPoll embeddingsUrl
    embeddingsModel embeddingsApiKey embeddingsMinSimilarity chatApiUrl chatApiKey chatModel
    chatMaxMessages chatMaxSteps chatMaxTokens chatMaxSeconds chatMaxCost chatInputPrice chatOutputPrice
    chatMessagesPerDay chatStepsPerDay chatTokensPerDay chatCostPerDay chatKeep chatServers chatSqlite
    watchdogSeconds credentialsKey credentialsOldKeys credentialsKeyFile credentialsKeyCommand
    credentialsKmsCommand credentialsKeyTimeout
`,
  ],
  [
    ['install'],
    `
    publicUrl
`,
  ],
  [
    [
      'connect',
      'connections',
      'disconnect',
      'keys list',
      'keys revoke',
      'keys rotate',
      'changes verify',
      'changes',
      'webhooks list',
      'webhooks accept',
      'webhooks remove',
      'sign-out',
      'rebuild',
    ],
    `
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space
`,
  ],
  [
    ['doctor'],
    `
    notionToken notionApiUrl callDeadline requestsPerMinute maxConcurrentCallsPerSpace
    maxConcurrentCalls maxLookupsPerCall timeZone logLevel toolsets tools excludeTools readOnly
    writeMode writeRoots writeProperties uploadRoot lockdown lockdownAllow host port healthPort
    healthHost authToken allowedHosts allowedOrigins trustedProxies lenientProtocolHeaders
    legacyProtocolOnly notionClientId notionClientSecret publicUrl returnOrigins hosted hostedUrl
    hostedClientId hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl
    hostedProxy hostedProxyTools dataFolder databaseUrl databaseConnections databaseTimeout migrateFrom
    migrateTo redisUrl searchIndex searchIndexShare searchIndexPoll embeddingsUrl embeddingsModel
    embeddingsApiKey embeddingsMinSimilarity chatApiUrl chatApiKey chatModel chatMaxMessages
    chatMaxSteps chatMaxTokens chatMaxSeconds chatMaxCost chatInputPrice chatOutputPrice
    chatMessagesPerDay chatStepsPerDay chatTokensPerDay chatCostPerDay chatKeep chatServers chatSqlite
    workers watchdogSeconds readRoots credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyFileGroup credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space
    label keyScopes keyRoots keyChangeRoots keyChangeProperties keyExpires keyOverlap keyDailyCalls
    keyDailyCharacters auditReads auditDays auditFailure auditSince auditCheckpoint
`,
  ],
  [
    ['chat'],
    `
    notionToken notionApiUrl callDeadline requestsPerMinute maxConcurrentCallsPerSpace
    maxConcurrentCalls maxLookupsPerCall timeZone logLevel toolsets tools excludeTools readOnly
    writeMode writeRoots writeProperties uploadRoot lockdown lockdownAllow notionClientId
    notionClientSecret hosted hostedUrl hostedClientId hostedRedirectUri hostedReturnBaseUrl
    hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl databaseConnections databaseTimeout
    redisUrl searchIndex searchIndexShare searchIndexPoll embeddingsUrl embeddingsModel embeddingsApiKey
    embeddingsMinSimilarity chatApiUrl chatApiKey chatModel chatMaxMessages chatMaxSteps chatMaxTokens
    chatMaxSeconds chatMaxCost chatInputPrice chatOutputPrice chatServers chatSqlite watchdogSeconds
    readRoots credentialsKey credentialsOldKeys credentialsKeyFile credentialsKeyCommand
    credentialsKmsCommand credentialsKeyTimeout space
`,
  ],
  [
    ['keys create'],
    `
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space label keyScopes keyRoots
    keyChangeRoots keyChangeProperties keyExpires keyDailyCalls keyDailyCharacters
`,
  ],
  [
    ['keys renew'],
    `
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space keyExpires keyOverlap
`,
  ],
  [
    ['audit verify'],
    `
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space auditCheckpoint
`,
  ],
  [
    ['audit export'],
    `
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space auditSince
`,
  ],
  [
    ['migrate-store'],
    `
    notionApiUrl logLevel dataFolder databaseUrl migrateFrom migrateTo
`,
  ],
];
