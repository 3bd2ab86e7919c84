-- For wrk: proxy.lua SIZE FILE, where each line of FILE is an Authorization header, taken in turn.
-- Every answer is looked at; one that is not status 200 with SIZE bytes of body counts as wrong.
local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
end

function init(arguments)
  wrong = 0
  size = tonumber(arguments[1])
  local requests, turn = {}, 0
  for line in io.lines(arguments[2]) do
    wrk.headers["Authorization"] = line
    requests[#requests + 1] = wrk.format()
  end
  -- wrk sends a constant request without asking, which is cheaper.
  if #requests > 1 then
    request = function()
      turn = turn % #requests + 1
      return requests[turn]
    end
  end
end

function response(status, _, body)
  if status ~= 200 or #body ~= size then
    wrong = wrong + 1
  end
end

-- One line: requests, microseconds, wrong answers, failures of sockets and time-outs, microseconds of p50 and p99.
function done(summary, latency)
  local errors, bad = summary.errors, 0
  for _, thread in ipairs(threads) do
    bad = bad + thread:get("wrong")
  end
  print(string.format("RESULT %d %d %d %d %d %d", summary.requests, summary.duration, bad,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99)))
end
