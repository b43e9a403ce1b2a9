#!/usr/bin/env bash
# The host in Rust, by bindgen: run.sh [RULES [DATABASE]]
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../prepare.sh"
need cargo cargo
need bindgen bindgen
bindgen "$RELANCE_INCLUDE/relance/relance.h" --allowlist-function 'relance_.*|strftime|gmtime' \
  --allowlist-type 'relance_.*' --no-prepend-enum-name --with-derive-default --no-layout-tests \
  --no-doc-comments -o "$work/bindings.new" -- -include time.h
cmp -s "$work/bindings.new" "$work/bindings.rs" || mv "$work/bindings.new" "$work/bindings.rs"
export RELANCE_BINDINGS=$work/bindings.rs CARGO_TARGET_DIR=$work/target
export RUSTFLAGS="-L native=$library_folder -l relance -C link-arg=-Wl,-rpath,$library_folder"
quietly cargo build --offline --locked --manifest-path "$here/Cargo.toml"
exec "$work/target/debug/host" "$rules" "$database"
