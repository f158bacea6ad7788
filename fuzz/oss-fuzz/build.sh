#!/usr/bin/env bash
# Puts each target into $OUT, with its dictionary and, as TARGET_seed_corpus.zip, the inputs to begin with.
#
# SANITIZER=address wants a nightly toolchain; without it the stable one is enough, for nothing in the workspace is unsafe.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=${OUT:-target/oss-fuzz}

if [ "${SANITIZER:-none}" = address ]; then
  export RUSTUP_TOOLCHAIN=${RUSTUP_TOOLCHAIN:-nightly} A76XX_FUZZ_FLAGS=-Zsanitizer=address
fi
cargo xtask fuzz-build "$out"
for inputs in "$out"/*_seed_corpus; do
  (cd "$inputs" && python3 -m zipfile -c "../$(basename "$inputs").zip" ./*)
  rm -r "$inputs"
done
