#!/usr/bin/env bash
# Runs a command against a private PostgreSQL server that lives only as long as the command.
#
#   deploy/with_postgres.sh make test
#
# The server listens on a socket in a temporary directory, never on a port. It does not wait for
# the disk unless PG_DURABLE=1 is set (for benchmarks): its data is thrown away anyway.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 2; }

initdb="$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1 || true)"
initdb="${initdb:-$(command -v initdb || true)}"
if [ -z "$initdb" ]; then
    echo "No PostgreSQL server was found. Install the package postgresql, then try again." >&2
    exit 1
fi
bin="$(dirname "$initdb")"
home="$(mktemp -d /tmp/zhihe-postgres.XXXXXX)"
as_owner() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
    # The server refuses to run as root.
    owner="$(id -un postgres 2>/dev/null || echo nobody)"
    chown "$owner" "$home"
    as_owner() { (cd "$home" && setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@"); }
fi

stop() {
    as_owner "$bin/pg_ctl" -D "$home/data" -m immediate -s stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

options="-c listen_addresses= -c unix_socket_directories=$home -c max_connections=60"
[ "${PG_DURABLE:-0}" = 1 ] || options="$options -c fsync=off -c full_page_writes=off"
as_owner "$bin/initdb" -D "$home/data" -U zhihe -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as_owner "$bin/pg_ctl" -D "$home/data" -l "$home/log" -o "$options" -w -s start || {
    cat "$home/log" >&2
    exit 1
}
as_owner "$bin/createdb" -h "$home" -U zhihe zhihe
export DATABASE_URL="postgres://zhihe@/$home/zhihe"
"$@"
