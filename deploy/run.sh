#!/usr/bin/env bash
# Starts the demo: sample cases on embedded SQLite under var/, the server and the worker.
# Ctrl-C stops both. Nothing is made twice; `rm -r var` starts afresh.
set -euo pipefail
cd "$(dirname "$0")/.."
export ZHIHE_DEMO=1
export ZHIHE_VAR="${ZHIHE_VAR:-$PWD/var}"
port="${PORT:-8000}"
export SITE_URL="${SITE_URL:-http://127.0.0.1:$port}"
python=.venv/bin/python
walkthrough="$ZHIHE_VAR/walkthrough"
mkdir -p "$ZHIHE_VAR"

"$python" manage.py migrate --verbosity 0
echo "Sample cases (made on the first run, which takes two or three minutes) …"
"$python" manage.py demo
if [ ! -e "$walkthrough/agreement.pdf" ]; then
    echo "One case from the application to its end …"
    "$python" manage.py walkthrough --out "$walkthrough" >/dev/null
fi

server="" worker=""
stop() {
    trap - EXIT INT TERM
    # shellcheck disable=SC2086 # empty when not started yet
    kill $server $worker 2>/dev/null || true
    wait 2>/dev/null || true
}
trap stop EXIT
trap 'stop; exit 0' INT TERM

"$python" manage.py work &
worker=$!
"$python" -m gunicorn mediation.wsgi --bind "127.0.0.1:$port" --workers 2 --log-level warning &
server=$!
echo
echo "The agreement of the walk-through: $walkthrough/agreement.pdf"
echo "Zhihe runs at $SITE_URL with the accounts above. Ctrl-C stops it."
wait -n
echo "The server or the worker ended by itself; stopping the other." >&2
exit 1
