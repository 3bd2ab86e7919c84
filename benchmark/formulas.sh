#!/usr/bin/env bash
# Formulas from their start to their end; README.md beside this says what it measures.
set -u

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(dirname "$here")
# shellcheck source=common/server.bash
. "$here/common/server.bash"

[ $# -eq 0 ] || fail "use: ./valence bench formulas"

say "Starting a server and the sandbox with ./valence start; the database writes through to the disk (fsync)"
sandbox_port=$((port + 1))
while answers $sandbox_port; do sandbox_port=$((sandbox_port + 1)); done
start_server --sandbox-port "$sandbox_port"
say "$(nproc) cores, load average $(cut -d ' ' -f 1-3 /proc/loadavg)"
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m -cp "$home"/server/target/quarkus-app/lib/main/org.postgresql.postgresql-*.jar \
  "$here/Formulas.java" "$base" "$secrets" "$data" "$server_pid" "http://127.0.0.1:$sandbox_port" \
  || { complaints; fail "the run did not end well"; }
