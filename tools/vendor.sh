#!/bin/sh
# Rebuild the vendored front-end files from their npm packages. A developer runs this when a version
# below changes; the result is committed, so neither a fresh machine nor production needs Node.
# usage: tools/vendor.sh   (needs node, npm, sha256sum and a package registry)
set -eu

JAKARTA=5.3.0
TABLER=3.51.0
SIGNATURE=5.1.4

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts \
  "@fontsource-variable/plus-jakarta-sans@$JAKARTA" "@tabler/icons@$TABLER" "signature_pad@$SIGNATURE" >/dev/null
modules="$work/node_modules"

mkdir -p "$root/static/fonts" "$root/static/vendor"
cp "$modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2" \
  "$root/static/fonts/plus-jakarta-sans.woff2"
cp "$modules/@fontsource-variable/plus-jakarta-sans/LICENSE" "$root/static/fonts/LICENSE-plus-jakarta-sans.txt"

# The source map is not shipped; its reference would break hashed static file names.
sed '/^\/\/# sourceMappingURL=/d' "$modules/signature_pad/dist/signature_pad.min.js" > "$root/static/vendor/signature_pad.min.js"
cp "$modules/signature_pad/LICENSE" "$root/static/vendor/LICENSE-signature_pad.txt"
cp "$modules/@tabler/icons/LICENSE" "$root/static/vendor/LICENSE-tabler-icons.txt"

node "$root/tools/sprite.js" "$modules/@tabler/icons/icons" "$root/tools/ikon.txt" > "$root/static/ikon.svg"

cd "$root"
{
  printf '# Vendored files\n\nMade by `tools/vendor.sh`; do not edit by hand. htmx comes with the django-htmx package.\n\n'
  printf '| file | package | version | licence | SHA-256 |\n| --- | --- | --- | --- | --- |\n'
  row() { printf '| `%s` | %s | %s | %s | `%s` |\n' "$1" "$2" "$3" "$4" "$(sha256sum "$1" | cut -d' ' -f1)"; }
  row static/fonts/plus-jakarta-sans.woff2 @fontsource-variable/plus-jakarta-sans "$JAKARTA" OFL-1.1
  row static/ikon.svg @tabler/icons "$TABLER" MIT
  row static/vendor/signature_pad.min.js signature_pad "$SIGNATURE" MIT
} > static/vendor/VENDOR.md
