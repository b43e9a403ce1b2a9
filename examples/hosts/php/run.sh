#!/usr/bin/env bash
# The host in PHP, by FFI: run.sh [RULES [DATABASE]]
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../prepare.sh"
need php php-cli
exec php -d ffi.enable=1 "$here/host.php" "$rules" "$database"
