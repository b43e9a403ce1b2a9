#!/usr/bin/env bash
# Builds the site into build/site/html. A warning is an error, and so is a link to a page, a file or a
# heading that is not there.
#   docs/site/build.sh             needs no network but for Debian's packages, once
#   docs/site/build.sh --external  also asks the web whether what is linked outside is still there
set -euo pipefail
cd "$(dirname "$0")/../.."
case "${1:-}" in
  "" | --external) ;;
  *) echo "usage: docs/site/build.sh [--external]" >&2; exit 2 ;;
esac
.ci/setup.sh
site=$PWD/build/site
html=$site/html
rm -rf "$site"
mkdir -p "$html/reference/c" "$html/reference/cpp"
VERSION=$(sed -n 's/^project(relance VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
export VERSION

python3 docs/site/stage.py "$site/source"

# reference PART IS_C [INPUT]: what Doxygen says of headers, with INPUT as its front page.
reference() {
  OUTPUT=$html/reference/$1 C=$2 MAINPAGE=${3:-} HEADERS=$site/source/$1 doxygen docs/site/Doxyfile
}
reference c YES &
c=$!
reference cpp NO docs/site/cpp.md &
cpp=$!

pages() { sphinx-build -q -n -W --keep-going -c docs/site -d "$site/trees" "$@"; }
pages -b html "$site/source/pages" "$html"
wait "$c"
wait "$cpp"
python3 docs/site/links.py "$html"
if [ "${1:-}" = --external ]; then
  pages -b linkcheck "$site/source/pages" "$site/external"
fi
echo "$html/index.html"
