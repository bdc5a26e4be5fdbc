# For the scripts that start other programs around the tests; they source it:
#   work       a folder of their own, taken away at the end
#   running    the processes to end then
# Whatever happens, the last line is "N passed, N failed".
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en POWERSHELL_TELEMETRY_OPTOUT=1

script=$(basename "$0")
work=$(mktemp -d)
running=()

clean_up() {
    local status=$?
    trap - EXIT INT TERM
    if ((${#running[@]})); then
        kill "${running[@]}" 2> /dev/null || true
        wait "${running[@]}" 2> /dev/null || true
    fi
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# fail WHY: shows the ends of the logs, and ends.
fail() {
    echo "$script: $1" >&2
    for log in "$work"/*.log; do
        [[ -s $log ]] && tail -n 20 "$log" | sed "s|^|$(basename "$log"): |" >&2
    done
    echo '0 passed, 1 failed'
    exit 1
}

# install PACKAGE...: Debian's, as root.
install() {
    (($#)) || return 0
    ((EUID == 0)) || fail "needs root to install: $*"
    echo "installing $*"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } > "$work/apt.log" 2>&1 \
        || fail "could not install: $*"
}

# install_missing COMMAND:PACKAGE...: the packages whose commands are not there.
install_missing() {
    local missing=()
    for pair in "$@"; do
        command -v "${pair%%:*}" > /dev/null || missing+=("${pair##*:}")
    done
    install "${missing[@]}"
}

# start NAME COMMAND...: in the background, logging to NAME.log.
start() {
    local name=$1
    shift
    "$@" > "$work/$name.log" 2>&1 < /dev/null &
    running+=($!)
}

# await_line NAME EXPRESSION: until a line of NAME.log matches the extended regular expression; what its first group has is in `found` then.
await_line() {
    for ((i = 0; i < 600; i++)); do
        found=$(sed -nE "s/.*$2.*/\1/p" "$work/$1.log" | head -n 1)
        [[ -n $found ]] && return 0
        kill -0 "${running[@]}" 2> /dev/null || fail "$1 did not start"
        sleep 0.1
    done
    fail "$1 did not say that it had started"
}

# run_tests PROJECT [ARGUMENT...]: of a test project that is built; shows what it says, and closes with the counts.
run_tests() {
    local project=$1 result=0 passed failed
    shift
    start test dotnet test "$project" --no-build "$@"
    wait "${running[-1]}" || result=$?
    cat "$work/test.log"
    passed=$(tests_that Passed)
    failed=$(tests_that Failed)
    [[ -n $passed && -n $failed ]] || fail 'the tests did not run to their end'
    if ((result != 0 && failed == 0)); then failed=1; fi
    echo "$passed passed, $failed failed"
    ((failed == 0 && passed > 0))
}

# tests_that WORD: what the summary says, such as "Failed: 0, Passed: 20".
tests_that() { sed -nE "s/.*$1: +([0-9]+),.*/\1/p" "$work/test.log" | tail -n 1; }
