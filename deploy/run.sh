#!/usr/bin/env bash
# Starts the demo: sample cases on embedded SQLite under var/, the server and the worker.
# Ctrl-C stops both. The samples are made on the first run only; `rm -r var` starts afresh.
set -euo pipefail
cd "$(dirname "$0")/.."
export ZHIHE_DEMO=1
export ZHIHE_VAR="${ZHIHE_VAR:-$PWD/var}"
port="${PORT:-8000}"
export SITE_URL="${SITE_URL:-http://127.0.0.1:$port}"
python=.venv/bin/python
made="$ZHIHE_VAR/demo.made"
mkdir -p "$ZHIHE_VAR"

"$python" manage.py migrate --verbosity 0
if [ ! -e "$made" ]; then
    echo "Making the sample cases (once; this takes about a minute) …"
    "$python" manage.py demo
    "$python" manage.py walkthrough --out "$ZHIHE_VAR/walkthrough"
    touch "$made"
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
echo "Zhihe runs at $SITE_URL — the page lists who can sign in and with which password."
for paper in "$ZHIHE_VAR"/walkthrough/*.pdf; do
    [ ! -e "$paper" ] || echo "A paper of the walk-through: $paper"
done
echo "Ctrl-C stops it."
wait -n
echo "The server or the worker ended by itself; stopping the other." >&2
exit 1
