#!/usr/bin/env bash
# Valence against nginx as a plain reverse proxy; README.md beside this says what it measures and how to read it.
set -u

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
here=$home/benchmark
goal=0.4
connections=64
rounds=5 seconds=5
PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s\n' "$*"; }
fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1:${2:-} in
    --rounds:[1-9] | --rounds:[1-9][0-9]) rounds=$2 ;;
    --seconds:[1-9] | --seconds:[1-9][0-9]) seconds=$2 ;;
    *) fail "use: ./valence bench proxy [--rounds N] [--seconds S], both from 1 to 99" ;;
  esac
  shift 2
done

# ---- Programs ------------------------------------------------------------------------------------------------------

missing() { ! command -v nginx >/dev/null || ! command -v wrk >/dev/null || ! command -v curl >/dev/null; }

if missing && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  say "Installing the system packages nginx-light, wrk and curl"
  apt-get -qq update >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends nginx-light wrk curl >/dev/null 2>&1
fi
if missing; then fail "nginx, wrk and curl are needed; install them (apt-get install nginx-light wrk curl) and start again"; fi
[ -r /proc/self/stat ] || fail "CPU times are read from /proc, which only Linux has"
: "${JAVA_HOME:?is not set: run this as ./valence bench proxy}"

# ---- Processes: each is a child of this script, and ended at its end -------------------------------------------------

started=()

end_all() {
  trap '' INT TERM HUP
  local pid
  for pid in "${started[@]}"; do kill -TERM "$pid" 2>/dev/null; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null; done
  rm -rf "$work"
}

work=$(mktemp -d "${TMPDIR:-/tmp}/valence-bench.XXXXXX") || exit 1
# PostgreSQL and nginx's worker may run as other accounts, and have to pass through.
chmod 711 "$work"
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the ports that the system gives to clients; a number that was given out is not given out again.
next_port=$((20000 + RANDOM % 10000))
free_port() {
  while next_port=$((next_port + 1)); answers "$next_port"; do :; done
  port=$next_port
}

# Waits until a command is true, as long as the process lives.
await() {
  local pid=$1 log=$2 tries=0
  shift 2
  until "$@"; do
    if ! kill -0 "$pid" 2>/dev/null || [ $((tries += 1)) -gt 6000 ]; then
      tail -n 15 "$log" >&2
      fail "a process did not start: $log said the above"
    fi
    sleep 0.1
  done
}

# nginx NAME: the rest of its configuration comes from standard input. Sets worker.
start_nginx() {
  local name=$1 pid
  mkdir "$work/$name" && chmod 755 "$work/$name"
  {
    cat <<CONF
daemon off;
worker_processes 1;
pid $work/$name/pid;
error_log $work/$name/error.log warn;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $work/$name/body;
  proxy_temp_path $work/$name/proxy;
  fastcgi_temp_path $work/$name/fastcgi;
  uwsgi_temp_path $work/$name/uwsgi;
  scgi_temp_path $work/$name/scgi;
  keepalive_requests 100000000;
CONF
    cat
    say "}"
  } >"$work/$name/nginx.conf"
  nginx -p "$work/$name" -c "$work/$name/nginx.conf" >"$work/$name/log" 2>&1 </dev/null &
  pid=$!
  started+=("$pid")
  await "$pid" "$work/$name/log" answers "$port"
  worker=$(awk -v parent="$pid" '{ pid = $1; sub(/.*\) /, ""); if ($2 == parent) print pid }' /proc/[0-9]*/stat 2>/dev/null | head -n 1)
  [ -n "$worker" ] || fail "the worker process of nginx was not found"
}

# Started by ./valence start itself, so that its JVM options are the ones that everybody runs with. Sets server_pid.
start_server() {
  local data=$1 log=$1.log pid
  (
    # Settings of this account must not reach the server; the JVM options of ./valence start may be replaced.
    for name in $(compgen -e VALENCE_); do [ "$name" = VALENCE_JAVA_OPTS ] || unset "$name"; done
    export VALENCE_HOST=127.0.0.1 VALENCE_ALLOW_PRIVATE_ADDRESSES=loopback
    exec bash "$home/valence" start --no-sandbox --port "$port" --data "$data"
  ) >"$log" 2>&1 </dev/null &
  pid=$!
  started+=("$pid")
  await "$pid" "$log" grep -q 'Valence is ready' "$log"
  server_pid=$(head -n 1 "$data/valence.lock")
  case $(readlink "/proc/$server_pid/exe") in */java) ;; *) fail "the server's process was not found" ;; esac
}

# ---- The provider ----------------------------------------------------------------------------------------------------

# 50 rooms in four parts, because a word in nginx's configuration has at most 4,096 bytes.
rooms() {
  awk -v from="$1" -v to="$2" 'BEGIN {
    for (n = from; n <= to; n++) {
      printf "%s{\"id\":\"Y2lzY29zcGFyazovL3VzL1JPT00vMjIyMjIyMjItYWFhYS0xMWVmLThjY2MtMDAwMDAwMDAwM%03d\"," \
        "\"title\":\"Room number %03d\",\"type\":\"group\",\"isLocked\":false,\"isPublic\":false," \
        "\"lastActivity\":\"2026-01-15T09:29:00.%03dZ\",\"created\":\"2026-01-02T10:00:00.%03dZ\"}", \
        (n > 1 ? "," : ""), n, n, n, n
    }
  }'
}

# ---- The API -----------------------------------------------------------------------------------------------------------

# member NAME: the text values of that member in a JSON text on standard input.
member() { grep -o "\"$1\":\"[^\"]*\"" | cut -d '"' -f 4; }

# Logs in with the password of the first start. Sets secrets.
log_in() {
  local base=$1 data=$2 token reply
  token=$(sed -n 's/^email: \(.*\)/{"username":"\1",/p; s/^password: \(.*\)/"password":"\1"}/p' "$data/first-user.txt" \
    | curl -sS -H 'Content-Type: application/json' --data-binary @- "$base/authentication" | member token)
  reply=$(printf 'Authorization: Bearer %s' "$token" | curl -sS -H @- "$base/authentication/secrets")
  secrets="User $(say "$reply" | member userSecret), Organization $(say "$reply" | member organizationSecret)"
}

# Creates instances of the element and adds a line with the Authorization header of each to a file.
create_instances() {
  local base=$1 count=$2 headers=$3 reply=$work/created.json
  cat >"$work/instance.json" <<JSON
{"element":{"key":"ciscospark"},"name":"Bench","externalAuthentication":"initial","configuration":{
"base.url":"http://127.0.0.1:$vendor_port/v1","oauth.api.key":"bench","oauth.api.secret":"bench",
"oauth.callback.url":"http://127.0.0.1:$vendor_port/callback","oauth.scope":"spark:rooms_read",
"oauth.user.token":"bench-access","oauth.user.refresh_token":"bench-refresh","oauth.user.refresh_interval":"31536000"}}
JSON
  printf 'Authorization: %s' "$secrets" | curl -sS -H @- -H 'Content-Type: application/json' \
    --data-binary "@$work/instance.json" "$base/instances?n=[1-$count]" >"$reply"
  member token <"$reply" | sed "s|.*|$secrets, Element &|" >>"$headers"
  [ "$(member token <"$reply" | wc -l)" = "$count" ] || fail "creating an instance was refused: $(head -c 600 "$reply")"
}

# The body of a call has to be exactly the expected one before anything is timed.
check_body() {
  sed -n '1s/^/Authorization: /p' "$3" | curl -sS -H @- "$1" >"$work/body"
  cmp -s "$work/body" "$2" || fail "$1 did not answer the 50 rooms but: $(head -c 300 "$work/body")"
}

# ---- Measuring -----------------------------------------------------------------------------------------------------------

ticks=$(getconf CLK_TCK)
cpu() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

# measure NAME SECONDS PID URL SIZE HEADERS: one round. Adds "requests/s, CPU us/request, p50 us, p99 us" to a file.
measure() {
  local name=$1 before after result
  before=$(cpu "$3")
  result=$(wrk -t1 -c"$connections" -d"$2s" --timeout 10s -s "$here/proxy.lua" "$4" -- "$5" "$6" 2>&1) || fail "wrk failed: $result"
  after=$(cpu "$3") || fail "$name ended during the measurement"
  result=$(say "$result" | sed -n 's/^RESULT //p')
  # shellcheck disable=SC2086
  set -- $result
  [ $# = 6 ] && [ "$1" -gt 0 ] || fail "$name answered nothing"
  [ "$3" = 0 ] && [ "$4" = 0 ] \
    || fail "$name: $3 of $1 answers had a wrong status or length, and $4 failed or timed out"
  awk -v requests="$1" -v time="$2" -v ticks=$((after - before)) -v hz="$ticks" -v p50="$5" -v p99="$6" 'BEGIN {
    printf "%.0f %.1f %d %d\n", requests / time * 1e6, ticks / hz / requests * 1e6, p50, p99 }' >>"$work/$name.rounds"
}

# median NAME COLUMN
median() {
  awk -v column="$2" '{ print $column }' "$work/$1.rounds" | sort -n \
    | awk '{ v[NR] = $1 } END { print (NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2) }'
}

row() {
  awk -v label="$1" -v rate="$(median "$2" 1)" -v cpu="$(median "$2" 2)" -v p50="$(median "$2" 3)" -v p99="$(median "$2" 4)" \
    'BEGIN { printf "%-42s %10.0f %14.1f %9.1f %9.1f\n", label, rate, cpu, p50 / 1000, p99 / 1000 }'
}

quotient() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# one_by_one URL SIZE HEADERS: a call with each header in turn over one connection; prints the median in milliseconds.
one_by_one() {
  awk -v url="$1" '{ printf "%surl = \"%s\"\nheader = \"Authorization: %s\"\noutput = \"/dev/null\"\nsilent\n" \
    "write-out = \"%%{http_code} %%{size_download} %%{time_starttransfer}\\n\"\n", (NR > 1 ? "next\n" : ""), url, $0 }' "$3" >"$work/calls"
  curl -K "$work/calls" >"$work/calls.out" || fail "curl failed at $1"
  awk -v size="$2" '$1 != 200 || $2 != size { bad++ } END { exit bad > 0 }' "$work/calls.out" \
    || fail "a call of $1 had a wrong status or length"
  awk '{ print $3 * 1000 }' "$work/calls.out" | sort -n | awk '{ v[NR] = $1 } END { printf "%.2f", v[int((NR + 1) / 2)] }'
}

# ---- The run -------------------------------------------------------------------------------------------------------------

begun=$SECONDS
free_port
vendor_port=$port
parts=("$(rooms 1 13)" "$(rooms 14 26)" "$(rooms 27 39)" "$(rooms 40 50)")
printf '{"items":[%s%s%s%s]}' "${parts[@]}" >"$work/vendor.json"
printf '[%s%s%s%s]' "${parts[@]}" >"$work/valence.json"
vendor_size=$(wc -c <"$work/vendor.json") valence_size=$(wc -c <"$work/valence.json")
[ "$vendor_size" -gt 12000 ] || fail "the body of 50 rooms could not be made"
start_nginx vendor <<CONF
  server {
    listen 127.0.0.1:$port backlog=1024;
    location = /v1/rooms {
      default_type application/json;
      set \$a '${parts[0]}'; set \$b '${parts[1]}'; set \$c '${parts[2]}'; set \$d '${parts[3]}';
      return 200 '{"items":[\$a\$b\$c\$d]}';
    }
  }
CONF
free_port
start_nginx nginx <<CONF
  upstream vendor { server 127.0.0.1:$vendor_port; keepalive $connections; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:$port backlog=1024;
    location / { proxy_pass http://vendor; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
CONF
nginx_worker=$worker nginx_url=http://127.0.0.1:$port/v1/rooms
say "User bench, Element bench" >"$work/nginx.headers"

say "Starting two servers (one will have 1 instance, the other 100,000), with ./valence start"
free_port
start_server "$work/few"
few_pid=$server_pid few=http://127.0.0.1:$port/elements/api-v2
log_in "$few" "$work/few"
few_secrets=$secrets
create_instances "$few" 1 "$work/few.headers"
free_port
start_server "$work/many"
many_pid=$server_pid many=http://127.0.0.1:$port/elements/api-v2
log_in "$many" "$work/many"
create_instances "$many" 1 "$work/many.headers"
say "Making the 100,000 instances"
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$home"/server/target/quarkus-app/lib/main/org.postgresql.postgresql-*.jar \
  "$here/Sql.java" "$work/many" <"$here/more-instances.sql" || fail "the 100,000 instances could not be made"
create_instances "$many" 200 "$work/spread.headers"

check_body "$nginx_url" "$work/vendor.json" "$work/nginx.headers"
check_body "$few/channels" "$work/valence.json" "$work/few.headers"
check_body "$many/channels" "$work/valence.json" "$work/many.headers"

nginx_round() { measure "$1" "$2" "$nginx_worker" "$nginx_url" "$vendor_size" "$work/nginx.headers"; }
few_round() { measure "$1" "$2" "$few_pid" "$few/channels" "$valence_size" "$work/few.headers"; }
many_round() { measure "$1" "$2" "$many_pid" "$many/channels" "$valence_size" "$work/many.headers"; }
spread_round() { measure "$1" "$2" "$many_pid" "$many/channels" "$valence_size" "$work/spread.headers"; }

# The JIT compiles for some 10 to 20 s: until CPU per request no longer falls by more than a twentieth.
warm_up() {
  local before now=1000000 turn
  for turn in 1 2 3 4 5 6; do
    before=$now
    "$1_round" "warming-$1" 3
    now=$(tail -n 1 "$work/warming-$1.rounds" | cut -d " " -f 2 | tr -d .)
    [ "$turn" -lt 3 ] || [ $((now * 20)) -lt $((before * 19)) ] || break
  done
}

say "Warming up"
nginx_round warming 1
warm_up few
warm_up many

short=$(((seconds + 1) / 2))
say "$rounds rounds in turn, $seconds s (nginx, Valence) and $short s (100,000 instances); requests/s and CPU us/request:"
for round in $(seq "$rounds"); do
  nginx_round nginx "$seconds"
  few_round few "$seconds"
  many_round many "$short"
  spread_round spread "$short"
  say "  $round: nginx $(tail -n 1 "$work/nginx.rounds" | cut -d ' ' -f 1,2), Valence $(tail -n 1 "$work/few.rounds" | cut -d ' ' -f 1,2)," \
    "100,000 $(tail -n 1 "$work/many.rounds" | cut -d ' ' -f 1,2), 200 in use $(tail -n 1 "$work/spread.rounds" | cut -d ' ' -f 1,2)"
done

# An instance that was never called is in no memory of the server; its second call finds it there.
create_instances "$many" 200 "$work/many.fresh"
secrets=$few_secrets
create_instances "$few" 200 "$work/few.fresh"
many_cold=$(one_by_one "$many/channels" "$valence_size" "$work/many.fresh") || exit 1
few_cold=$(one_by_one "$few/channels" "$valence_size" "$work/few.fresh") || exit 1
many_warm=$(one_by_one "$many/channels" "$valence_size" "$work/many.fresh") || exit 1
few_warm=$(one_by_one "$few/channels" "$valence_size" "$work/few.fresh") || exit 1

say
say "$(nproc) cores, $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 3p), $(nginx -v 2>&1 | sed 's/.*: //')"
uptime
say
printf '%-42s %10s %14s %9s %9s\n' "$connections connections, medians" requests/s "CPU us/request" 'p50 ms' 'p99 ms'
row 'nginx as a plain proxy' nginx
row 'Valence, 1 instance' few
row 'Valence, 100,000 instances, 1 in use' many
row 'Valence, 100,000 instances, 200 in use' spread
say
say "One call at a time, median ms: first call of an instance $few_cold (201 instances), $many_cold (100,401);" \
  "second call $few_warm, $many_warm"
say "100,000 instances against 1: requests/s x $(quotient "$(median many 1)" "$(median few 1)")," \
  "CPU per request x $(quotient "$(median many 2)" "$(median few 2)")"
say "CPU per request of Valence: $(quotient "$(median few 2)" "$(median nginx 2)") times nginx's"
say "Every answer had status 200 and the right length; the run took $((SECONDS - begun)) s"
say "ratio to nginx: $(quotient "$(median few 1)" "$(median nginx 1)") (goal $goal)"
