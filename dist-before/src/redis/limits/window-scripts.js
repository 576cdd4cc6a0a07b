import { createHash } from 'node:crypto';
/*
 * The windows of connections and workspaces. All times are Redis's own, in milliseconds: the clocks of machines differ.
 * A window is a hash: `lastSending`, `end`, `used`, `refused`, `closed`, `probe` of the window itself, and what was learned, which
 * outlasts it: `limit`, `quietUntil`, `quiet`, and `revision`, which shows whether another process has learned meanwhile.
 */
/** A Lua script, which Redis runs atomically and caches under its hash. */
class RedisScript {
    #text;
    #hash;
    constructor(text) {
        this.#text = text;
        this.#hash = createHash('sha1').update(text).digest('hex');
    }
    async run(redis, keys, values) {
        const given = [keys.length, ...keys, ...values];
        try {
            return await redis.evalsha(this.#hash, ...given);
        }
        catch (error) {
            // Redis was restarted, or has never seen it.
            if (error instanceof Error && error.message.startsWith('NOSCRIPT')) {
                return redis.eval(this.#text, ...given);
            }
            throw error;
        }
    }
}
/** Reads the window at a key, as it is now. */
const READ = `
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
`;
/**
 * Takes requests. Keys: the connection's window, who waits for it, and the workspace's window if there is one. Values:
 * wanted, queued, this process, length of a window, memory, life of a queue's number, requests used without Redis and
 * milliseconds to the end of their window, milliseconds before a probe; for each window the limit before anything is learned, and the highest.
 */
export const takeScript = new RedisScript(`${READ}
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
`);
/** The first request of a window has arrived at Notion by now. Values: length of a window, longest way, limit, memory. */
export const firstEndedScript = new RedisScript(`${READ}
local window = read(KEYS[1], ARGV[3])
if window.open and not window.closed then
  window['end'] = math.max(window['end'], math.min(now + ARGV[1], window['end'] + ARGV[2]))
  keep(window, ARGV[4])
end
return 1
`);
/** Closes a window until then. Values: milliseconds, 1 if that teaches its limit, limit before anything is learned, memory. */
export const closeScript = new RedisScript(`${READ}
local window = read(KEYS[1], ARGV[3])
local till = now + ARGV[1]
window['end'] = left(window) == 0 and math.max(window['end'], till) or till
window.closed = true
window.refused = window.refused + ARGV[2]
keep(window, ARGV[4])
return learned(window)
`);
/** What was learned of a window. Values: the limit before anything is. */
export const readScript = new RedisScript(`${READ}
return learned(read(KEYS[1], ARGV[1]))
`);
/**
 * Stores what was learned, unless another process has learned meanwhile. Values: the revision it is based on, limit, quietUntil,
 * quiet, what becomes of a probe that was sent (or nothing), memory.
 */
export const learnScript = new RedisScript(`
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
`);
/** Registers a process as alive, and counts those that are. Values: process, milliseconds that it counts as alive. */
export const aliveScript = new RedisScript(`${READ}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZCARD', KEYS[1])
`);
