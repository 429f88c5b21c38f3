#!/bin/sh
# Validates PDFs with veraPDF, the reference validator of PDF/A and PDF/UA, for both at once: PDF/UA-1 and PDF/A-2a.
# usage: verapdf.sh [FOLDER or FILE]...     default: out/reports
# VERAPDF_SAMPLE=1: of folders with more than 40 files only a fixed sample (every tenth, and the names that are hard to set).
# Ends with 0 when no file fails a rule, or when veraPDF cannot be had: that is said, and nothing is checked.
set -eu
version=1.26.2
folder=build/verapdf
jar=$folder/greenfield-apps-$version.jar
hard='GM0796|GM1884|GM1931|GM1924|GM1900|GM0373|GM0542|GM0363|GM0014' # 's-Hertogenbosch, Kaag en Braassem, Krimpenerwaard, Goeree-Overflakkee, Súdwest-Fryslân, Bergen (NH.), Krimpen aan den IJssel, Amsterdam, Groningen

skip() {
    echo "verify-pdf: skipped, $*"
    exit 0
}

fetch() {
    [ -e "$jar" ] && return
    sh tests/support/packages.sh verify || skip 'Java and Maven cannot be installed'
    mkdir -p $folder
    mvn -q -B dependency:copy -Dartifact=org.verapdf.apps:greenfield-apps:$version -DoutputDirectory="$(pwd)/$folder" \
        >$folder/fetch.log 2>&1 || skip "veraPDF $version cannot be fetched (see $folder/fetch.log)"
    [ -e "$jar" ] || skip "veraPDF $version was not in the answer"
}

list() {
    find "$@" -name '*.pdf' | LC_ALL=C sort
}

# Of every folder with many files: one in ten, and the hard names.
sample() {
    awk -v hard="$hard" '{ folder = $0; sub(/[^\/]*$/, "", folder); n[folder]++; line[NR] = $0; of[NR] = folder; nth[NR] = n[folder] }
        END { for (i = 1; i <= NR; i++) if (n[of[i]] <= 40 || nth[i] % 10 == 1 || line[i] ~ hard) print line[i] }'
}

[ $# -gt 0 ] || set -- out/reports
fetch
list "$@" >$folder/all.txt
[ -s $folder/all.txt ] || { echo "verify-pdf: no PDF in $*" >&2; exit 66; }
if [ "${VERAPDF_SAMPLE:-0}" = 1 ]; then sample <$folder/all.txt >$folder/files.txt; else cp $folder/all.txt $folder/files.txt; fi

total=0
failed=0
for flavour in ua1 2a; do
    # One machine for all files: starting costs more than a report. Lines: PASS or FAIL, file, flavour.
    tr '\n' '\0' <$folder/files.txt | xargs -0 -n 2000 java -Xmx1g -cp "$jar" org.verapdf.apps.GreenfieldCliWrapper \
        -f $flavour --format text -v --maxfailuresdisplayed 1 --loglevel 1 >$folder/$flavour.txt 2>$folder/$flavour.log || true
    passed=$(grep -c '^PASS ' $folder/$flavour.txt || true)
    wanted=$(wc -l <$folder/files.txt)
    [ "$passed" = "$wanted" ] || grep -vE '^PASS ' $folder/$flavour.txt | head -40
    echo "$flavour: $passed of $wanted files without a failed rule"
    total=$((total + passed))
    failed=$((failed + wanted - passed))
done
echo "verify-pdf: $total passed, $failed failed ($(wc -l <$folder/files.txt) of $(wc -l <$folder/all.txt) files, PDF/UA-1 and PDF/A-2a, veraPDF $version)"
[ $failed = 0 ]
