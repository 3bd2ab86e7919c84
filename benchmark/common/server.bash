# For benchmarks of a whole server; to be sourced. Starts one with ./valence start in a folder of its own and logs in.
# Sets work, data, base, port, secrets and server_pid, and ends everything when the script ends.

say() { printf '%s\n' "$*"; }
fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }

command -v curl >/dev/null || fail "curl is needed; install it"
: "${JAVA_HOME:?is not set: run this as ./valence bench NAME}"

work=$(mktemp -d "${TMPDIR:-/tmp}/valence-bench.XXXXXX") || exit 1
# PostgreSQL and the workers of other servers may run as other accounts, and have to pass through.
chmod 711 "$work"
data=$work/data
started=()
end_all() {
  trap '' INT TERM HUP
  local one
  for one in "${started[@]}"; do kill -TERM "$one" 2>/dev/null; done
  for one in "${started[@]}"; do wait "$one" 2>/dev/null; done
  rm -rf "$work"
}
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((20000 + RANDOM % 10000))
while answers $port; do port=$((port + 1)); done
base=http://127.0.0.1:$port/elements/api-v2

member() { grep -o "\"$1\":\"[^\"]*\"" | cut -d '"' -f 4; }

# Options of ./valence start; without any, there is no sandbox.
start_server() {
  [ $# -gt 0 ] || set -- --no-sandbox
  local token reply pid
  (
    # Settings of this account must not reach the server; the JVM options of ./valence start may be replaced.
    for name in $(compgen -e VALENCE_); do [ "$name" = VALENCE_JAVA_OPTS ] || unset "$name"; done
    export VALENCE_HOST=127.0.0.1 VALENCE_ALLOW_PRIVATE_ADDRESSES=loopback
    exec bash "$home/valence" start "$@" --port "$port" --data "$data"
  ) >"$work/log" 2>&1 </dev/null &
  pid=$!
  started+=("$pid")
  until grep -q 'Valence is ready' "$work/log"; do
    kill -0 "$pid" 2>/dev/null || { tail -n 15 "$work/log" >&2; fail "the server did not start"; }
    sleep 0.1
  done
  server_pid=$(head -n 1 "$data/valence.lock")
  token=$(sed -n 's/^email: \(.*\)/{"username":"\1",/p; s/^password: \(.*\)/"password":"\1"}/p' "$data/first-user.txt" \
    | curl -sS -H 'Content-Type: application/json' --data-binary @- "$base/authentication" | member token)
  reply=$(printf 'Authorization: Bearer %s' "$token" | curl -sS -H @- "$base/authentication/secrets")
  secrets="User $(say "$reply" | member userSecret), Organization $(say "$reply" | member organizationSecret)"
}

# What the server complained of, for a run that did not end well.
complaints() { grep -E 'WARN|ERROR' "$work/log" | tail -n 10 >&2; }
