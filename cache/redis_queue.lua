-- What RedisQueue does, each method in one step, done whole or not. ARGV: prefix, method, its arguments.
--
-- PREFIX queue:PRIORITY   a stream of items. Its first entry, 0-1, is its birth: a random text, never given out.
-- PREFIX batch:ID         a hash. PRIORITY: birth of the stream that its items are in; a batch is held while that is
--                         so. ITEM: its entry and tries, 'high:1700000000000-0 2', and ' back' behind them when it
--                         was given back; or 'done', or 'dead'.
-- PREFIX dead:ID          a hash. ITEM: the reason.
--
-- Who claims counts a try, so a claim is its worker's for as long as entry and tries are what they were.

local PREFIX, method, methods = ARGV[1], ARGV[2], {}
local PRIORITIES, GROUP = {'high', 'normal', 'low'}, 'workers'

local function stream_of(priority) return PREFIX .. 'queue:' .. priority end
local function batch_of(id) return PREFIX .. 'batch:' .. id end
local function dead_of(id) return PREFIX .. 'dead:' .. id end

local function birth(priority)
  local first = redis.call('XRANGE', stream_of(priority), '0-1', '0-1')[1]
  return first and first[2][2]
end

local function held(batch)
  local found = false
  for _, priority in ipairs(PRIORITIES) do
    local born = redis.call('HGET', batch_of(batch), priority)
    if born and born ~= birth(priority) then return false end
    found = found or born
  end
  return found
end

-- Entries that are acknowledged and not deleted would stay, those deleted and not acknowledged would be pending.
local function drop(priority, id)
  redis.call('XACK', stream_of(priority), GROUP, id)
  redis.call('XDEL', stream_of(priority), id)
end

local function drop_entry_of(state)
  local priority, id = state:match('^(%a+):(%S+) ')
  if id then drop(priority, id) end
end

-- The streams that are there, each with its group; one that was lost begins with what is in the stream.
local function streams()
  local found = {}
  for _, priority in ipairs(PRIORITIES) do
    if birth(priority) then
      redis.pcall('XGROUP', 'CREATE', stream_of(priority), GROUP, '0-1')
      found[#found + 1] = priority
    end
  end
  return found
end

-- A full server refuses what needs memory unless the script has changed something before, if only by deleting nothing.
local function clear(key)
  if redis.call('EXISTS', key) == 1 then redis.call('DEL', key) end
end

-- batch, priority, birth of the stream if it has to be made, items
function methods.add(batch, priority, new_birth)
  local key, stream = batch_of(batch), stream_of(priority)
  if not birth(priority) then
    clear(stream)
    redis.call('XADD', stream, '0-1', 'birth', new_birth)
  end
  if not held(batch) then
    clear(key)
    clear(dead_of(batch))
  end
  redis.call('HSET', key, priority, birth(priority))
  for n = 6, #ARGV do
    if redis.call('HEXISTS', key, ARGV[n]) == 0 then
      local id = redis.call('XADD', stream, '*', 'batch', batch, 'item', ARGV[n])
      redis.call('HSET', key, ARGV[n], priority .. ':' .. id .. ' 0')
    end
  end
end

function methods.holds(batch)
  return held(batch) and 1 or 0
end

function methods.claim(worker, lease_ms, most)
  local claims, most = {}, tonumber(most)

  local function take(priority, id)
    local entry = redis.call('XRANGE', stream_of(priority), id, id)[1]
    local batch, item = entry and entry[2][2], entry and entry[2][4]
    local state = entry and redis.call('HGET', batch_of(batch), item) or ''
    local token, tries = state:match('^(%S+) (%d+)')
    if token ~= priority .. ':' .. id then return drop(priority, id) end  -- its batch is not held any more
    redis.call('HSET', batch_of(batch), item, token .. ' ' .. (tries + 1))
    claims[#claims + 1] = {batch, item, tries + 1, token}
  end

  local function take_overdue(priority)
    local from = '0-0'
    repeat
      local reply = redis.call(
        'XAUTOCLAIM', stream_of(priority), GROUP, worker, lease_ms, from, 'COUNT', most - #claims, 'JUSTID')
      for _, id in ipairs(reply[2]) do take(priority, id) end
      from = reply[1]
    until from == '0-0' or #claims == most
  end

  local function take_new(priority)
    while #claims < most do
      local reply = redis.call(
        'XREADGROUP', 'GROUP', GROUP, worker, 'COUNT', most - #claims, 'STREAMS', stream_of(priority), '>')
      if not reply then return end
      for _, entry in ipairs(reply[1][2]) do take(priority, entry[1]) end
    end
  end

  local found = streams()
  for _, priority in ipairs(found) do
    if #claims < most then take_overdue(priority) end
  end
  for _, priority in ipairs(found) do take_new(priority) end
  return claims
end

-- The entry of a claim that nobody has taken since; its lease begins at `at`, in Unix milliseconds, or now.
local function renew(worker, batch, item, token, tries, at)
  if redis.call('HGET', batch_of(batch), item) ~= token .. ' ' .. tries then return false end
  local priority, id = token:match('^(%a+):(%S+)$')
  local options = at and {'TIME', at, 'JUSTID'} or {'JUSTID'}
  redis.pcall('XCLAIM', stream_of(priority), GROUP, worker, 0, id, unpack(options))
  return true
end

-- worker, then batch, item, token and tries of each
function methods.keep(worker)
  for n = 4, #ARGV, 4 do renew(worker, ARGV[n], ARGV[n + 1], ARGV[n + 2], ARGV[n + 3]) end
end

function methods.give_back(worker, batch, item, token, tries)
  if renew(worker, batch, item, token, tries, 0) then
    redis.call('HSET', batch_of(batch), item, token .. ' ' .. tries .. ' back')
  end
end

function methods.done(batch, item)
  local state = redis.call('HGET', batch_of(batch), item)
  if not state then return end
  drop_entry_of(state)
  redis.call('HSET', batch_of(batch), item, 'done')
  redis.call('HDEL', dead_of(batch), item)
end

function methods.bury(batch, item, reason)
  local state = redis.call('HGET', batch_of(batch), item)
  if not state or state == 'done' or state == 'dead' then return end
  drop_entry_of(state)
  redis.call('HSET', batch_of(batch), item, 'dead')
  redis.call('HSET', dead_of(batch), item, reason)
end

function methods.forget(batch)
  for _, state in ipairs(redis.call('HVALS', batch_of(batch))) do drop_entry_of(state) end
  redis.call('DEL', batch_of(batch), dead_of(batch))
end

-- Workers that have nothing and were not heard of for a lease; who is alive after all is there again when it claims.
function methods.tidy(lease_ms)
  for _, priority in ipairs(streams()) do
    for _, about in ipairs(redis.call('XINFO', 'CONSUMERS', stream_of(priority), GROUP)) do
      local name, pending, idle_ms = about[2], about[4], about[6]
      if pending == 0 and idle_ms > tonumber(lease_ms) then
        redis.call('XGROUP', 'DELCONSUMER', stream_of(priority), GROUP, name)
      end
    end
  end
end

return methods[method](ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7])
