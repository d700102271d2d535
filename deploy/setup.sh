#!/usr/bin/env bash
# Prepares this checkout: system packages, a virtual environment, locked dependencies, messages.
#
#   deploy/setup.sh run        what the application needs
#   deploy/setup.sh test       the same, and what the checks and tests need
#   deploy/setup.sh browser    the same, and what the browser tests need
#   deploy/setup.sh postgres   the same as test, and a PostgreSQL server
#
# Nothing is done twice; a second call takes a moment and prints nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose="${1:-run}"

say() { printf '%s\n' "$*" >&2; }
has_library() { { /sbin/ldconfig -p 2>/dev/null || ldconfig -p; } | grep -q "$1"; }
has_command() { command -v "$1" >/dev/null 2>&1; }
python_is_fit() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}
find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if python_is_fit "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

missing_packages() {
    find_python >/dev/null || [ -x .venv/bin/python ] || echo python3-venv
    has_library libpango-1.0.so.0 || echo libpango-1.0-0
    has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
    # Without it the papers are made all the same, four to forty times slower.
    has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
    has_command msgfmt || echo gettext
    [ "$purpose" = run ] && return
    has_command pdftotext || echo poppler-utils
    if [ "$purpose" = browser ]; then
        has_command chromium || has_command chromium-browser || echo chromium
        [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || echo fonts-noto-cjk
    fi
    if [ "$purpose" = postgres ]; then
        compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has_command initdb \
            || echo postgresql
    fi
}

install_packages() {
    local sudo=()
    if ! has_command apt-get; then
        say "This system has no apt-get. Install what these Debian packages contain, then try again:"
        say "    $*"
        exit 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if has_command sudo && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
            sudo=(sudo)
        else
            say "Missing system packages, and this account may not install them."
            say "Ask an administrator to run this, then try again:"
            say "    apt-get update && apt-get install -y --no-install-recommends $*"
            exit 1
        fi
    fi
    say "Installing system packages: $*"
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

mapfile -t missing < <(missing_packages)
if [ "${#missing[@]}" -gt 0 ]; then
    install_packages "${missing[@]}"
fi

if ! .venv/bin/python -c '' >/dev/null 2>&1; then
    if ! python="$(find_python)"; then
        say "Python 3.11 or newer with the venv module was not found. Install it, then try again."
        exit 1
    fi
    say "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi

lock=requirements.lock
[ "$purpose" = run ] || lock=requirements-dev.lock
stamp=".venv/$lock.installed"
if ! cmp -s "$lock" "$stamp"; then
    say "Installing the dependencies of $lock (checked by their hashes)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    cp "$lock" "$stamp"
fi

for source in mediation/locale/*/LC_MESSAGES/*.po; do
    [ -e "$source" ] || continue
    compiled="${source%.po}.mo"
    if [ ! "$compiled" -nt "$source" ]; then
        say "Compiling $source"
        msgfmt --check-format -o "$compiled" "$source"
    fi
done
