#!/bin/sh
# clang-tidy over one file; what was found clean before and is the same after preprocessing is not done again.
# usage: tidy.sh FOLDER FLAGS FILE...
folder=$1
flags=$2
shift 2
status=0
for file in "$@"; do
    # shellcheck disable=SC2086
    sum=$({ cat .clang-tidy; clang $flags -E -C "$file"; } 2>/dev/null | sha256sum | cut -d ' ' -f 1)
    [ -e "$folder/$sum" ] && continue
    # shellcheck disable=SC2086
    if clang-tidy --quiet "$file" -- $flags 2>/dev/null; then
        : >"$folder/$sum"
    else
        status=1
    fi
done
exit $status
