#!/usr/bin/env bash
# Runs every test, from any folder, as root or as an ordinary user. Arguments go to the test runner: ./test.sh --filter Payouts
# The tests start the product themselves, with ports and a data folder (.data-test) of its own.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

export APPHOST_MODE=native
export MARKETPLACE_DATA="$PWD/.data-test"
export MARKETPLACE_PORTS=auto
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

find_browser() {
  local candidate
  for candidate in "${CHROME_PATH:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$candidate" ] && command -v "$candidate" && return
  done
  for candidate in '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' /Applications/Chromium.app/Contents/MacOS/Chromium; do
    [ -x "$candidate" ] && printf '%s\n' "$candidate" && return
  done
  return 1
}

install_browser() {
  local as_root=()
  command -v apt-get > /dev/null || return 1
  if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null && sudo -n true 2> /dev/null || return 1
    as_root=(sudo)
  fi
  echo 'Installing Chromium from Debian for the browser tests …'
  apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" < /dev/null; }
  apt_get update > /dev/null && apt_get install -y --no-install-recommends chromium fonts-liberation > /dev/null || return 1
  # A few seconds more, for the one test against a real clamd; without it that test says why it is skipped.
  apt_get install -y --no-install-recommends clamav-daemon > /dev/null 2>&1 || true
}

command -v dotnet > /dev/null || fail 'The .NET 10 SDK was not found: https://dotnet.microsoft.com/download'

if ! CHROME_PATH=$(find_browser); then
  install_browser || fail 'The browser tests need Chromium or Chrome, and none was found.' \
    'Fix: sudo apt-get install chromium fonts-liberation, or CHROME_PATH=<path of a Chrome> ./test.sh'
  CHROME_PATH=$(find_browser) || fail 'Chromium was installed but is not on PATH: set CHROME_PATH.'
fi
export CHROME_PATH

echo 'Building …'
dotnet build Marketplace.sln -c Release -v quiet -nologo -consoleLoggerParameters:NoSummary

mkdir -p TestResults
log=TestResults/test-output.log
status=0
dotnet test --project Marketplace.Tests/Marketplace.Tests.csproj -c Release --no-build --progress off --output Detailed "$@" \
  < /dev/null 2>&1 | tee "$log" | grep -Ev '^ *passed |^  from .*\.dll ' || status=${PIPESTATUS[0]}

count() { sed -n "s/^ *$1: *\([0-9]*\).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
[ -n "$passed" ] || fail "The tests did not run to their end: see $log"

summary="$passed passed, $failed failed"
[ "${skipped:-0}" = 0 ] || summary="$summary, $skipped skipped"
echo
# Again at the end, where it is found: what a long log has in its middle may be cut off by whoever keeps it.
grep -A 12 '^failed ' "$log" | grep -v '^  from ' | cut -c 1-400 || true
echo "$summary"
[ "$failed" = 0 ] || exit 1
exit "$status"
