import{LocalWindows}from"./chunk-6PI7IGF4.js";import{LocalWindow,WindowCounter,connectionBounds,initialLimit,limitAfterProbe,limitAfterRefusal,workspaceBounds}from"./chunk-DA3SQZEY.js";import"./chunk-F6XNJABF.js";import"../notion-rest-mcp.js";import{createHash as createHash2}from"node:crypto";import{createHash}from"node:crypto";var RedisScript=class{#text;#hash;constructor(text){this.#text=text,this.#hash=createHash("sha1").update(text).digest("hex")}async run(redis,keys,values){let given=[keys.length,...keys,...values];try{return await redis.evalsha(this.#hash,...given)}catch(error){if(error instanceof Error&&error.message.startsWith("NOSCRIPT"))return redis.eval(this.#text,...given);throw error}}},READ=`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function read(key, start)
  local kept = redis.call('HMGET', key, 'end', 'used', 'refused', 'closed', 'probe', 'limit', 'quietUntil', 'quiet', 'revision', 'lastSending', 'lastUse')
  local window = {
    key = key,
    ['end'] = tonumber(kept[1] or 0),
    used = tonumber(kept[2] or 0),
    refused = tonumber(kept[3] or 0),
    closed = kept[4] == '1',
    probe = kept[5] or 'possible',
    limit = tonumber(kept[6] or start),
    quietUntil = tonumber(kept[7] or 0),
    quiet = tonumber(kept[8] or 0),
    revision = tonumber(kept[9] or 0),
  }
  window.lastUse = tonumber(kept[11] or 0)
  window.lastSending = tonumber(kept[10] or window['end'])
  window.open = now < window['end']
  if not window.open then
    window['end'] = now
    window.used = 0
    window.refused = 0
    window.closed = false
    window.probe = 'possible'
  end
  window.late = window.open and now >= window.lastSending
  return window
end

local function left(window)
  return (window.closed or window.late) and 0 or math.max(0, window.limit - window.used)
end

local function keep(window, memory)
  redis.call('HSET', window.key, 'end', window['end'], 'used', window.used, 'refused', window.refused,
    'closed', window.closed and '1' or '0', 'probe', window.probe, 'lastSending', window.lastSending,
    'lastUse', window.lastUse)
  redis.call('PEXPIRE', window.key, memory)
end

local function learned(window)
  return { window.used - window.refused, window.limit, window.quietUntil, window.quiet, window.revision, now }
end
`,takeScript=new RedisScript(`${READ}
local wanted = tonumber(ARGV[1])
local queued = tonumber(ARGV[2])
local process = ARGV[3]
local length = tonumber(ARGV[4])
local memory = tonumber(ARGV[5])
local carried = tonumber(ARGV[7])

local windows = { read(KEYS[1], ARGV[10]) }
windows[1].most = tonumber(ARGV[11])
if KEYS[3] then
  windows[2] = read(KEYS[3], ARGV[12])
  windows[2].most = tonumber(ARGV[13])
end

local function isProbeAhead(window)
  return not window.closed and not window.late and window.probe == 'possible' and window.limit < window.most and now >= window.quietUntil
end
local function untilProbe(window)
  return isProbeAhead(window) and math.max(0, window.lastUse + tonumber(ARGV[9]) - now) or math.huge
end
local function mayProbe(window)
  return untilProbe(window) == 0
end
local function mayGrow(window)
  return isProbeAhead(window) or (not window.closed and not window.late and window.probe == 'sent')
end

if carried > 0 then
  for _, window in ipairs(windows) do
    window['end'] = math.max(window['end'], now + tonumber(ARGV[8]))
    window.used = window.used + carried
    if not window.open then
      window.open = true
      window.lastSending = window['end']
    end
  end
end

local granted = wanted
local all = true
for _, window in ipairs(windows) do
  granted = math.min(granted, left(window))
  all = all and (left(window) > 0 or mayProbe(window))
end
local probed = 0
if granted == 0 and wanted > 0 and all then
  granted = 1
  for index, window in ipairs(windows) do
    if left(window) == 0 then
      window.probe = 'sent'
      probed = probed + index
    end
  end
end

local opened = 0
if granted > 0 or carried > 0 then
  for index, window in ipairs(windows) do
    if not window.open then
      opened = opened + index
      window['end'] = now + length
      window.lastSending = now + length
    end
    window.used = window.used + granted
    if granted > 0 then
      window.lastUse = now
    end
    keep(window, memory)
  end
end

local limit = windows[1].limit
local rest = left(windows[1])
local toEnd = 0
local again = 0
for _, window in ipairs(windows) do
  limit = math.min(limit, window.limit)
  rest = math.min(rest, left(window))
  if left(window) == 0 then
    toEnd = math.max(toEnd, window['end'] - now)
    again = math.max(again, untilProbe(window))
  end
end
if rest > 0 then
  toEnd = windows[1]['end'] - now
end

if queued > granted then
  redis.call('HSET', KEYS[2], process, (queued - granted) .. ':' .. (now + ARGV[6]))
  redis.call('PEXPIRE', KEYS[2], ARGV[6])
else
  redis.call('HDEL', KEYS[2], process)
end
local waiting = 0
local processes = 0
local reports = redis.call('HGETALL', KEYS[2])
for index = 1, #reports, 2 do
  local count, until_ = string.match(reports[index + 1], '^(%d+):(%d+)$')
  if tonumber(until_) <= now then
    redis.call('HDEL', KEYS[2], reports[index])
  elseif reports[index] ~= process then
    waiting = waiting + count
    processes = processes + 1
  end
end

local grows = mayGrow(windows[1]) and (not windows[2] or left(windows[2]) > 0 or mayGrow(windows[2]))
return { granted, probed, opened, grows and 1 or 0, limit, rest, math.min(again, toEnd), toEnd, waiting, processes }
`),firstEndedScript=new RedisScript(`${READ}
local window = read(KEYS[1], ARGV[3])
if window.open and not window.closed then
  window['end'] = math.max(window['end'], math.min(now + ARGV[1], window['end'] + ARGV[2]))
  keep(window, ARGV[4])
end
return 1
`),closeScript=new RedisScript(`${READ}
local window = read(KEYS[1], ARGV[3])
local till = now + ARGV[1]
window['end'] = left(window) == 0 and math.max(window['end'], till) or till
window.closed = true
window.refused = window.refused + ARGV[2]
keep(window, ARGV[4])
return learned(window)
`),readScript=new RedisScript(`${READ}
return learned(read(KEYS[1], ARGV[1]))
`),learnScript=new RedisScript(`
local kept = redis.call('HMGET', KEYS[1], 'revision', 'probe')
if (kept[1] or '0') ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'limit', ARGV[2], 'quietUntil', ARGV[3], 'quiet', ARGV[4], 'revision', ARGV[1] + 1)
if ARGV[5] ~= '' and kept[2] == 'sent' then
  redis.call('HSET', KEYS[1], 'probe', ARGV[5])
end
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return 1
`),aliveScript=new RedisScript(`${READ}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZCARD', KEYS[1])
`);var STATE_TTL_MS=2880*6e4,MAX_UPDATE_ATTEMPTS=3,RedisLimit=class{key;bounds;#redis;constructor(redis,key,bounds){this.#redis=redis,this.key=key,this.bounds=bounds}async close(milliseconds,lesson){let reply=await this.#redis.attempt(redis=>{let values=[Math.ceil(milliseconds),lesson===void 0?0:1,this.bounds.start,STATE_TTL_MS];return closeScript.run(redis,[this.key],values)}),known=this.#known(reply);return known!==void 0&&lesson!==void 0&&await this.#update(lesson,known),known!==void 0}async firstRequestEnded(window){let values=[window,2e3,this.bounds.start,STATE_TTL_MS];await this.#redis.attempt(redis=>firstEndedScript.run(redis,[this.key],values))}async update(lesson,probe){await this.#update(lesson,await this.#read(),probe)}async#update(lesson,first,probe=""){let known=first;for(let attempt=0;known!==void 0&&attempt<MAX_UPDATE_ATTEMPTS;attempt+=1){let{revision}=known,{limit,noProbeUntil,probeDelayMs}=lesson(known,this.bounds),values=[revision,limit,noProbeUntil,probeDelayMs,probe,STATE_TTL_MS];if(await this.#redis.attempt(redis=>learnScript.run(redis,[this.key],values))===1)return;known=await this.#read()}}async#read(){let read=await this.#redis.attempt(redis=>readScript.run(redis,[this.key],[this.bounds.start]));return this.#known(read)}#known(reply){if(!Array.isArray(reply))return;let[passed=0,limit=0,quietUntil=0,quiet=0,revision=0,now=0]=reply.map(Number);return{learned:{limit,noProbeUntil:quietUntil,probeDelayMs:quiet===0?initialLimit(this.bounds).probeDelayMs:quiet},passed,revision,now}}};import{randomBytes}from"node:crypto";var PROCESSES_KEY="processes",HEARTBEAT_MS=5e3,HEARTBEAT_TTL_MS=3*HEARTBEAT_MS+1e3,LiveProcesses=class{id=randomBytes(8).toString("hex");#redis;#timer;#releaseReturn;#count=1;constructor(redis){this.#redis=redis,this.#timer=setInterval(()=>{this.sendHeartbeat()},HEARTBEAT_MS).unref(),this.#releaseReturn=redis.onReturn(()=>{this.sendHeartbeat()}),this.sendHeartbeat()}get count(){return this.#count}async sendHeartbeat(){let count=await this.#redis.attempt(redis=>aliveScript.run(redis,[PROCESSES_KEY],[this.id,HEARTBEAT_TTL_MS]));this.#count=typeof count=="number"?Math.max(1,count):this.#count}async close(){clearInterval(this.#timer),this.#releaseReturn(),await this.#redis.attempt(redis=>redis.zrem(PROCESSES_KEY,this.id))}};var QUEUE_TTL_MS=7e4,onRefused=({learned,passed,now},bounds)=>limitAfterRefusal(learned,passed,bounds,now),onAnswered=({learned},bounds)=>limitAfterProbe(learned,bounds),onUnanswered=({learned})=>learned,SharedWindow=class{#options;#keys;#listeners=new Set;#fallback;#snapshot;#probed=[];#opened=[];constructor(options){this.#options=options;let{connection,workspace}=options;this.#keys=[connection,workspace].flatMap(limit=>limit===void 0?[]:[limit.key])}async acquire(wanted,queued){await this.#carryPause();let carried=this.#carried(),reply=await this.#options.redis.attempt(redis=>{let{connection,workspace,processes,window}=this.#options,[key,...others]=this.#keys,values=[wanted,queued,processes.id,window,STATE_TTL_MS,QUEUE_TTL_MS,carried.used,carried.end,1e3],bounds=[connection,workspace].flatMap(limit=>limit===void 0?[]:[limit.bounds.start,limit.bounds.max]);return takeScript.run(redis,[key??"",`${key}:waiting`,...others],[...values,...bounds])});return Array.isArray(reply)?this.#toGrant(reply.map(Number)):this.#countLocally().acquire(wanted)}close(milliseconds,by){this.#close(milliseconds,by)}firstRequestEnded(){this.#fallback===void 0?this.#opened.forEach(limit=>{limit.firstRequestEnded(this.#options.window)}):this.#fallback.window.firstRequestEnded()}probeEnded(isAnswered){this.#fallback===void 0?this.#updateFromProbe(isAnswered):this.#fallback.window.probeEnded(isAnswered)}onChange(listener){this.#listeners.add(listener);let releases=[this.#options.subscribe(this.#keys,listener),this.#options.redis.onReturn(listener)];return()=>{this.#listeners.delete(listener),releases.forEach(release=>release())}}#toGrant(reply){let[granted=0,probed=0,opened=0,grows=0,limit=1,left=0,...others]=reply,[askAgainIn=0,toEnd=0,waitingElsewhere=0,processesElsewhere=0]=others;return this.#fallback?.release(),this.#fallback=void 0,this.#snapshot={limit,left,end:Date.now()+toEnd},this.#probed=probed>0?this.#limits(probed):this.#probed,this.#opened=opened>0?this.#limits(opened):this.#opened,{granted,isProbe:probed>0,isFirst:opened>0,mayGrow:grows===1,limit,left,retryAfterMs:askAgainIn,millisecondsToEnd:toEnd,waitingElsewhere,processesElsewhere}}#limits(number){let{connection,workspace}=this.#options;return[number===2?void 0:connection,number===1?void 0:workspace].filter(limit=>limit!==void 0)}async#close(milliseconds,by){let{connection,workspace,publish}=this.#options,closed=by==="workspace"&&workspace!==void 0?workspace:connection,teaches=by==="connection"||by==="workspace"&&closed===workspace;await closed.close(milliseconds,teaches?onRefused:void 0)?publish(closed.key):this.#countLocally().close(milliseconds,by)}async#updateFromProbe(isAnswered){for(let limit of this.#probed)await(isAnswered?limit.update(onAnswered,"possible"):limit.update(onUnanswered,"spent")),this.#options.publish(limit.key)}#countLocally(){if(this.#fallback===void 0){let{connection:kept,processes,window,localWorkspaceCounter}=this.#options,limit=Math.max(1,Math.floor((this.#snapshot?.limit??kept.bounds.start)/processes.count)),connection=new WindowCounter({start:limit,max:limit},window);this.#snapshot!==void 0&&Date.now()<this.#snapshot.end&&connection.resume(Math.floor(this.#snapshot.left/processes.count),this.#snapshot.end);let alone=new LocalWindow(connection,localWorkspaceCounter),release=alone.onChange(()=>this.#listeners.forEach(listener=>listener()));this.#fallback={connection,window:alone,release}}return this.#fallback.window}async#carryPause(){let{connection,redis}=this.#options;this.#fallback?.connection.isClosed===!0&&!redis.isAway&&await connection.close(this.#fallback.connection.millisecondsToEnd(Date.now()))}#carried(){let end=Math.ceil(this.#fallback?.connection.millisecondsToEnd(Date.now())??0);return end>0?{used:this.#fallback?.connection.used??0,end}:{used:0,end:0}}};var CHANNEL="windows",SharedWindows=class{#redis;#options;#processes;#local;#listeners=new Map;#unsubscribe;constructor(redis,options){this.#redis=redis,this.#options=options,this.#processes=new LiveProcesses(redis),this.#local=new LocalWindows(options.requestsPerWindow),this.#unsubscribe=redis.subscribe(CHANNEL,key=>{this.#listeners.get(key)?.forEach(listener=>listener())})}get processes(){return this.#processes}of(connection,workspace){let redis=this.#redis;return new SharedWindow({redis,processes:this.#processes,connection:new RedisLimit(redis,keyOf("connection",connection),connectionBounds(this.#options.requestsPerWindow)),workspace:workspace===void 0?void 0:new RedisLimit(redis,keyOf("workspace",workspace),workspaceBounds),localWorkspaceCounter:workspace===void 0?void 0:this.#local.ofWorkspace(workspace),window:this.#options.window??6e4,publish:key=>{redis.publish(CHANNEL,key)},subscribe:(keys,listener)=>this.#listen(keys,listener)})}async close(){this.#unsubscribe(),await this.#processes.close()}#listen(keys,listener){for(let key of keys){let listeners=this.#listeners.get(key)??new Set;listeners.add(listener),this.#listeners.set(key,listeners)}return()=>{for(let key of keys){let listeners=this.#listeners.get(key);listeners?.delete(listener),listeners?.size===0&&this.#listeners.delete(key)}}}};function keyOf(kind,id){return`window:${createHash2("sha256").update(`${kind}:${id}`).digest("base64url")}`}export{SharedWindows};
