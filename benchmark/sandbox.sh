#!/usr/bin/env bash
# The sandbox with many rooms and messages; README.md beside this says what it measures.
set -u

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
rooms=20000 messages=200000 calls=200

say() { printf '%s\n' "$*"; }
fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1:${2:-} in
    --rooms:[1-9]*) rooms=$2 ;;
    --messages:[1-9]*) messages=$2 ;;
    *) fail "use: ./valence bench sandbox [--rooms N] [--messages N]" ;;
  esac
  shift 2
done
command -v curl >/dev/null || fail "curl is needed; install it"
[ -r /proc/self/status ] || fail "memory is read from /proc, which only Linux has"
: "${JAVA_HOME:?is not set: run this as ./valence bench sandbox}" "${SANDBOX_JVM_OPTIONS:?}"
jar=$home/sandbox/target/quarkus-app/quarkus-run.jar

work=$(mktemp -d "${TMPDIR:-/tmp}/valence-bench.XXXXXX") || exit 1
pid=''
end_all() {
  [ -z "$pid" ] || { kill -TERM "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; }
  rm -rf "$work"
}
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((20000 + RANDOM % 10000))
while answers $port; do port=$((port + 1)); done
root=http://127.0.0.1:$port
api=$root/webex/v1

# ---- Starting ------------------------------------------------------------------------------------------------------

now() { date +%s%N; }

# Starts the sandbox as ./valence start does, and says after how many milliseconds it answers.
start() {
  local begun=$(now)
  "$JAVA_HOME/bin/java" $SANDBOX_JVM_OPTIONS -XX:+AutoCreateSharedArchive \
    "-XX:SharedArchiveFile=$work/classes.jsa" '-Xlog:cds*=off' '-Xlog:aot*=off' "-Dquarkus.http.port=$port" "$@" \
    -jar "$jar" >"$work/log" 2>&1 </dev/null &
  pid=$!
  until curl -sf -o /dev/null "$root/_sandbox/clock"; do
    kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; fail "the sandbox ended"; }
    sleep 0.01
  done
  say "  $((($(now) - begun) / 1000000)) ms until the first answer, $(memory) MB"
}

stop() { kill -TERM "$pid"; wait "$pid" 2>/dev/null; pid=''; }
memory() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status"; }

say "Start with the seed (the first one makes the class archive when it ends)"
for round in 1 2 3 4; do start; stop; done

# ---- Lists ---------------------------------------------------------------------------------------------------------

member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

say "Filled with $rooms rooms and $messages messages of one person"
start "-Dsandbox.state-file=$work/state"
begun=$(now)
curl -sf -o /dev/null "$root/_sandbox/fill" -d "{\"person\":\"ada@sandbox.example\",\"rooms\":$rooms,\"messages\":$messages}" ||
  fail "the sandbox could not be filled"
say "  filled in $((($(now) - begun) / 1000000)) ms, $(memory) MB"
token=$(curl -sf "$root/_sandbox/tokens" -d '{"person":"ada@sandbox.example"}' | member access_token)

# The address of the page after a number of items.
page_after() {
  local url=$1 left=$2 size
  while [ "$left" -gt 0 ]; do
    size=$((left < 1000 ? left : 1000))
    url=$(curl -sf -o /dev/null -D - -H "Authorization: Bearer $token" "$(sized "$url" "$size")" |
      tr -d '\r' | sed -n 's/^[Ll]ink: <\(.*\)>; rel="next"$/\1/p')
    [ -n "$url" ] || fail "the list ended too early"
    left=$((left - size))
  done
  sized "$url" 100
}

sized() { case $1 in *max=*) printf '%s' "$1" | sed "s/max=[0-9]*/max=$2/" ;; *) printf '%s' "$1&max=$2" ;; esac; }

# Median and 99th percentile of a number of calls over one connection, in milliseconds.
times() {
  local name=$1 url=$2 config=$work/curl i
  {
    for ((i = 0; i < calls; i++)); do
      [ "$i" = 0 ] || printf 'next\n'
      printf 'url = "%s"\nheader = "Authorization: Bearer %s"\noutput = "/dev/null"\nwrite-out = "%%{http_code} %%{time_total}\\n"\n' \
        "$url" "$token"
    done
  } >"$config"
  curl -s -K "$config" | sort -k2 -n | awk -v name="$name" '
    $1 != 200 { bad++ } { ms[NR] = $2 * 1000 }
    END {
      if (bad) { print "bench: " bad " calls of " name " failed" > "/dev/stderr"; exit 1 }
      printf "  %-28s p50 %6.2f ms   p99 %6.2f ms\n", name, ms[int((NR + 1) / 2)], ms[int(NR * 0.99)]
    }' || exit 1
}

deep=$((rooms - 200))
times "(warm-up)" "$api/rooms?type=group&max=100"
times "rooms, first page" "$api/rooms?type=group&max=100"
times "rooms, page after $deep" "$(page_after "$api/rooms?type=group" $deep)"
times "rooms by creation, first" "$api/rooms?sortBy=created&max=100"
times "memberships, first page" "$api/memberships?x=1&max=100"
times "memberships after $deep" "$(page_after "$api/memberships?x=1" $deep)"
room=$(curl -sf -H "Authorization: Bearer $token" "$api/rooms?max=1" | member id)
times "messages of a room" "$api/messages?roomId=$room&max=50"
say "  $(memory) MB after the lists"

say "Kept in a file"
begun=$(now)
curl -sf -X POST "$root/_sandbox/state" || fail "the state could not be saved"
say "  saved in $((($(now) - begun) / 1000000)) ms, $(($(stat -c %s "$work/state") / 1048576)) MB on disk"
stop
for round in 1 2 3; do start "-Dsandbox.state-file=$work/state"; stop; done
