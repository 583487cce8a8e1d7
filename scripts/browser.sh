#!/bin/sh
# Print the path of a Chromium for the browser tests, installing Debian's where that is possible.
set -eu
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && found=$(command -v "$name" 2>/dev/null) && { echo "$found"; exit 0; }
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >&2
    command -v chromium
    exit 0
fi
echo "The browser tests need Chromium: install the packages chromium and fonts-noto-cjk," >&2
echo "or name a browser in CHROMIUM." >&2
exit 1
