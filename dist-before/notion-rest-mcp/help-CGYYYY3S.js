import{commandGroups,commandNames,commands,typed}from"../notion-rest-mcp.js";import{settingList}from"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";function columns(rows,maxTerm){let widest=Math.max(...rows.map(([term])=>term.length).filter(length=>length<=maxTerm),0),column=2+widest+2,margin=" ".repeat(column);return rows.flatMap(([term,meaning])=>{let[first="",...rest]=wrap(meaning,80-column),head=" ".repeat(2)+term;return[...term.length>widest?[head,margin+first]:[head.padEnd(column)+first],...rest.map(line=>margin+line)].map(line=>line.trimEnd())}).join(`
`)}function wrap(text,width=80){let lines=[],line="";for(let word of text.split(" "))line!==""&&line.length+1+word.length>width?(lines.push(line),line=word):line=line===""?word:`${line} ${word}`;return[...lines,line]}var settingsOfCommands=[[["stdio","search","index status","index build","index purge"],`
    notionToken notionApiUrl callDeadline requestsPerMinute maxConcurrentCallsPerSpace
    maxConcurrentCalls maxLookupsPerCall logLevel toolsets tools excludeTools readOnly writeMode
    writeRoots writeProperties uploadRoot lockdown lockdownAllow notionClientId notionClientSecret
    hosted hostedUrl hostedClientId hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod
    hostedStateTtl dataFolder databaseUrl databaseConnections databaseTimeout redisUrl searchIndex
    searchIndexShare searchIndexPoll embeddingsUrl embeddingsModel embeddingsApiKey
    embeddingsMinSimilarity watchdogSeconds readRoots credentialsKey credentialsOldKeys
    credentialsKeyFile credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space
`],[["serve"],`
    notionToken notionApiUrl callDeadline requestsPerMinute maxConcurrentCallsPerSpace
    maxConcurrentCalls maxLookupsPerCall logLevel toolsets tools excludeTools readOnly writeMode
    writeRoots writeProperties uploadRoot lockdown lockdownAllow host port healthPort healthHost
    authToken allowedHosts allowedOrigins trustedProxies lenientProtocolHeaders legacyProtocolOnly
    notionClientId notionClientSecret publicUrl returnOrigins hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl hostedProxy
    hostedProxyTools dataFolder databaseUrl databaseConnections databaseTimeout redisUrl searchIndex
    searchIndexShare searchIndexPoll embeddingsUrl embeddingsModel embeddingsApiKey
    embeddingsMinSimilarity workers watchdogSeconds readRoots credentialsKey credentialsOldKeys
    credentialsKeyFile credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout auditReads
    auditDays auditFailure
`],[["demo"],`
    notionApiUrl callDeadline requestsPerMinute maxConcurrentCallsPerSpace maxConcurrentCalls
    maxLookupsPerCall logLevel toolsets tools excludeTools readOnly writeMode writeRoots writeProperties
    uploadRoot lockdown lockdownAllow host port authToken allowedHosts allowedOrigins trustedProxies
    lenientProtocolHeaders legacyProtocolOnly hosted dataFolder databaseUrl databaseConnections
    databaseTimeout searchIndex searchIndexShare searchIndexPoll embeddingsUrl embeddingsModel
    embeddingsApiKey embeddingsMinSimilarity watchdogSeconds credentialsKey credentialsOldKeys
    credentialsKeyFile credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout
`],[["install"],`
    publicUrl
`],[["connect","connections","disconnect","keys list","keys revoke","keys rotate","changes verify","changes","webhooks list","webhooks accept","webhooks remove","sign-out","rebuild"],`
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space
`],[["doctor"],`
    notionToken notionApiUrl callDeadline requestsPerMinute maxConcurrentCallsPerSpace
    maxConcurrentCalls maxLookupsPerCall logLevel toolsets tools excludeTools readOnly writeMode
    writeRoots writeProperties uploadRoot lockdown lockdownAllow host port healthPort healthHost
    authToken allowedHosts allowedOrigins trustedProxies lenientProtocolHeaders legacyProtocolOnly
    notionClientId notionClientSecret publicUrl returnOrigins hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl hostedProxy
    hostedProxyTools dataFolder databaseUrl databaseConnections databaseTimeout migrateFrom migrateTo
    redisUrl searchIndex searchIndexShare searchIndexPoll embeddingsUrl embeddingsModel embeddingsApiKey
    embeddingsMinSimilarity workers watchdogSeconds readRoots credentialsKey credentialsOldKeys
    credentialsKeyFile credentialsKeyFileGroup credentialsKeyCommand credentialsKmsCommand
    credentialsKeyTimeout space label keyScopes keyRoots keyChangeRoots keyChangeProperties keyExpires
    keyOverlap keyDailyCalls keyDailyCharacters auditReads auditDays auditFailure auditSince
    auditCheckpoint
`],[["keys create"],`
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space label keyScopes keyRoots
    keyChangeRoots keyChangeProperties keyExpires keyDailyCalls keyDailyCharacters
`],[["keys renew"],`
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space keyExpires keyOverlap
`],[["audit verify"],`
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space auditCheckpoint
`],[["audit export"],`
    notionApiUrl logLevel notionClientId notionClientSecret hosted hostedUrl hostedClientId
    hostedRedirectUri hostedReturnBaseUrl hostedTokenAuthMethod hostedStateTtl dataFolder databaseUrl
    databaseConnections databaseTimeout credentialsKey credentialsOldKeys credentialsKeyFile
    credentialsKeyCommand credentialsKmsCommand credentialsKeyTimeout space auditSince
`],[["migrate-store"],`
    notionApiUrl logLevel dataFolder databaseUrl migrateFrom migrateTo
`]];var MAX_TERM=34,FLAGS={demo:[["--once","end after the show"]],doctor:[["--json","for scripts"]],"keys list":[["--json","for scripts"]],"keys create":[["--all-spaces","a key for every space, in place of --space"]]};function help(topic,version){return`${(topic===void 0?overview(version):topic==="settings"?allSettings():topic.flatMap(aboutCommand)).join(`

`)}
`}function overview(version){return[`notion-rest-mcp ${version}: Notion tools for MCP clients`,"Usage: notion-rest-mcp [command] [options]",...commandGroups.map(group=>{let members=commandNames.filter(command=>commands[command].group===group),width=Math.max(...commandNames.map(command=>typed(command).length));return`${group}
${columns(members.map(command=>[typed(command).padEnd(width),commands[command].help]),width)}`}),["notion-rest-mcp help <command>  what a command does, and its settings","notion-rest-mcp help settings   every setting","notion-rest-mcp --version       the version"].join(`
`)]}function aboutCommand(command){let names=settingsOf(command),settings=settingList.filter(([name])=>names.has(name)),options=[...FLAGS[command]??[],...settings.flatMap(([,setting])=>setting.option===void 0?[]:[row(optionOf(setting),setting,`${setting.variable}: `)])],secrets=settings.flatMap(([,setting])=>setting.option===void 0?[row(setting.variable,setting)]:[]);return[`notion-rest-mcp ${typed(command)}
${wrap(sentence(commands[command].help)).join(`
`)}`,...secrets.length===0?[]:[`Environment
${columns(secrets,MAX_TERM)}`],...options.length===0?[]:[`Options, and the environment variables in their place
${columns(options,MAX_TERM)}`]]}function settingsOf(command){let[,names=""]=settingsOfCommands.find(([commands2])=>commands2.includes(command))??[];return new Set(names.split(/\s+/))}function allSettings(){let rows=settingList.map(([,setting])=>row(setting.option===void 0?setting.variable:`${setting.variable}, ${optionOf(setting)}`,setting));return["Settings: environment variable, and option, which wins",columns(rows,0)]}function row(term,{help:meaning,defaultValue},lead=""){return[term,`${lead}${meaning}${defaultValue===void 0?"":` (${defaultValue})`}`]}function optionOf({option,value}){return`--${option} ${value}`}function sentence(text){return`${text.charAt(0).toUpperCase()}${text.slice(1)}.`}export{help};
