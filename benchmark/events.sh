#!/usr/bin/env bash
# Events in and out; README.md beside this says what it measures.
set -u

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(dirname "$here")
# shellcheck source=common/server.bash
. "$here/common/server.bash"

[ $# -eq 0 ] || fail "use: ./valence bench events"

say "Starting a server with ./valence start; the database writes through to the disk (fsync)"
start_server
say "$(nproc) cores, load average $(cut -d ' ' -f 1-3 /proc/loadavg)"
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m -cp "$home"/server/target/quarkus-app/lib/main/org.postgresql.postgresql-*.jar \
  "$here/Events.java" "$base" "$secrets" "$data" || { complaints; fail "the run did not end well"; }
