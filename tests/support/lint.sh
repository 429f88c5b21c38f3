#!/bin/sh
# Checks that a machine can do: make lint. Prints every finding and ends with 1 when there is one.
set -u
compiler=$1
packages=$2
status=0
fail() { echo "lint: $*"; status=1; }
sources=$(git ls-files -co --exclude-standard '*.c' '*.h')
product=$(echo "$sources" | grep -v '^tests/')

# 1. Format
# shellcheck disable=SC2086
clang-format --dry-run -Werror $sources 2>/tmp/lint-format.$$ || { grep error: /tmp/lint-format.$$ | head -20; fail format; }
rm -f /tmp/lint-format.$$

# 2. Functions that are unsafe, depend on the locale, or stop the program
forbidden='\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|strtod|scanf|sscanf|rand|srand|system|popen|tmpnam|mktemp|localtime|gmtime|asctime|ctime|goto|malloc|calloc|realloc|alloca)[[:space:]]*\('
# shellcheck disable=SC2086
grep -nE "$forbidden" $product && fail 'forbidden function'
grep -nE '\bgoto[[:space:]]' $product && fail 'goto'

# 3. Length and complexity of functions: 60 lines, score 15
# shellcheck disable=SC2086
pmccabe $product 2>/dev/null | awk '$6 ~ /G_DEFINE_/ { next } $1 > 15 || $5 > 60 { print $6 ": score " $1 ", lines " $5 " " $7; bad = 1 } END { exit bad }' FS='[\t]' ||
    fail 'function too long or too complex'

# 4. Length of files: 600 lines
for file in $product; do
    [ "$(wc -l <"$file")" -le 600 ] || fail "$file has more than 600 lines"
done

# 5. Order of dependence: core <- ingest, stats, report <- cli (docs/architecture.md)
check_order() { # folder, forbidden folders
    grep -rnE "#include \"($2)/" "$1" --include='*.c' --include='*.h' && fail "$1 includes $2"
}
check_order core 'ingest|stats|report|cli'
check_order ingest 'stats|report|cli'
check_order stats 'ingest|report|cli'
check_order report 'ingest|stats|cli'
# Within a stage: counts <- the statistics <- publication; pdf <- table, chart <- map <- edition.
statistics='mse protect trend benchmark duration chain'
for folder in counts $statistics; do
    others=$(echo "$statistics estimate publication" | tr ' ' '\n' | grep -vx "$folder" | paste -sd '|')
    check_order "stats/$folder" "stats/($others)"
done
check_order stats/estimate 'stats/(protect|trend|benchmark|duration|chain|publication)'
grep -rn '#include "ingest/[a-z_]*\.h"' ingest/simulate && fail 'ingest/simulate includes ingest'
check_order report/pdf 'report/(table|chart|map|opendata|edition)'
check_order report/opendata 'report/(table|chart|map|pdf|edition)'
check_order report/table 'report/(chart|map|opendata|edition)'
check_order report/chart 'report/(table|map|opendata|edition)'
check_order report/map 'report/(table|opendata|edition)'
check_order report/edition 'report/opendata'

# 6. Static analysis
mkdir -p build/lint/cppcheck build/lint/tidy
cppcheck -q --std=c11 --error-exitcode=1 --inline-suppr --library=gtk --suppress=missingIncludeSystem \
    --suppress=unknownMacro --suppress=normalCheckLevelMaxBranches --enable=warning,portability \
    --cppcheck-build-dir=build/lint/cppcheck -j "$(nproc)" -I. $(echo "$product" | grep '\.c$') || fail cppcheck
flags="-std=gnu11 -I. -Ibuild/gen $(pkg-config --cflags $packages check) -DINBEELD_VERSION=\"\" -DINBEELD_DATADIR=\"\""
# shellcheck disable=SC2086
echo "$product" | grep '\.c$' | xargs -P "$(nproc)" -n 4 sh tests/support/tidy.sh build/lint/tidy "$flags" >/tmp/lint-tidy.$$ ||
    { grep -E 'warning:|error:' /tmp/lint-tidy.$$ | head -40; fail clang-tidy; }
rm -f /tmp/lint-tidy.$$

# 7. clang builds without a warning as well
clang_warnings='-Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wno-missing-field-initializers -Wno-sign-conversion -Werror'
# shellcheck disable=SC2086
echo "$product" | grep '\.c$' | xargs -P "$(nproc)" -n 8 clang $flags $clang_warnings -fsyntax-only || fail 'clang warnings'

[ $status -eq 0 ] && echo 'lint: clean'
exit $status
