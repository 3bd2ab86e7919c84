#!/usr/bin/env bash
# What mapping an object costs; README.md beside this says what it measures.
set -u

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(dirname "$here")
# shellcheck source=common/server.bash
. "$here/common/server.bash"
PATH=$PATH:/usr/sbin:/sbin

[ $# -eq 0 ] || fail "use: ./valence bench mapping"
if ! command -v nginx >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  say "Installing the system package nginx-light"
  apt-get -qq update >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends nginx-light >/dev/null 2>&1
fi
command -v nginx >/dev/null || fail "nginx is needed; install it (apt-get install nginx-light) and start again"

say "Starting a server with ./valence start"
start_server
vendor_port=$((port + 1))
while answers $vendor_port; do vendor_port=$((vendor_port + 1)); done
proxy_port=$((vendor_port + 1))
while answers $proxy_port; do proxy_port=$((proxy_port + 1)); done
mkdir -m 755 "$work/nginx"
cat >"$work/nginx/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000;
  upstream vendor { server 127.0.0.1:$vendor_port; keepalive 64; }
  server {
    listen 127.0.0.1:$proxy_port;
    location / { proxy_pass http://vendor; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
CONF
nginx -p "$work/nginx" -c "$work/nginx/nginx.conf" >"$work/nginx/log" 2>&1 </dev/null &
started+=("$!")
say "$(nproc) cores, load average $(cut -d ' ' -f 1-3 /proc/loadavg)"
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m -Dsun.net.httpserver.nodelay=true "$here/Mapping.java" "$base" "$secrets" "$server_pid" "$vendor_port" "$proxy_port" \
  || { complaints; fail "the run did not end well"; }
