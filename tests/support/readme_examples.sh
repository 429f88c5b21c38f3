#!/bin/sh
# make readme: runs every example of README.md on the data of make demo and puts what it says now under it. The blocks begin
# with ```console; a line with "$ inbeeld" is run, what follows to the next such line or the end is replaced. A line "..." at
# the end of a block stands for the rest. A key is another every time: its example stays. Everything runs in a folder of its own,
# so that no folder of this machine enters; it takes as long as make demo and once more the figures. The pictures are pages of the
# reports that the example of `inbeeld run` makes there.
set -eu
top=$(pwd)
[ -d out/exports ] || { echo 'run make demo first'; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1740787200 LC_ALL=C.UTF-8 INBEELD_DATA="$top"
# The register of the examples is that of the demo, but for the OM, which the first example brings in.
cp -R data-samples "$work/"
mkdir "$work/out"
cp -R out/exports "$work/out/"
cp out/exports/fictief-om-2015-2024.csv "$work/"
cp out/work/publication.db out/work/register.db "$work/"
awk -v work="$work" -v program="$top/build/inbeeld" '
function flush_example(   line, n, kept, status) {
    if (command == "") return
    print "$ " command
    if (command ~ / key /) {
        printf "%s", old
        system("cd " work " && " program " key inbeeld.key >/dev/null")
        command = ""
        return
    }
    sub(/^inbeeld/, program, command)
    n = 0
    run = "cd " work " && sh -c \"" before(command) command "\" 2>/dev/null"
    while ((run | getline line) > 0) {
        n++
        if (shortened && n > n_old) continue
        print line
    }
    status = close(run)
    if (status != 0) { print "README.md: " command ": status " status > "/dev/stderr"; failed = 1 }
    if (shortened) print "..."
    command = ""
}
# The example of ingest has a register and a key of its own.
function before(command) {
    if (command ~ / ingest /) return "mv register.db demo.db; trap \\\"mv demo.db register.db\\\" EXIT; "
    return ""
}
/^```console/ { inside = 1; print; next }
inside && /^```/ { flush_example(); inside = 0; print; next }
inside && /^\$ inbeeld/ { flush_example(); command = substr($0, 3); n_old = 0; shortened = 0; old = ""; next }
inside && command != "" { if ($0 == "...") shortened = 1; else n_old++; old = old $0 "\n"; next }
{ print }
END { exit failed }' README.md > "$work/README.md"
# picture NAME PDF WORDS: the first page of the report that has the words
picture() {
    page=1
    until pdftotext -f $page -l $page "$2" - | grep -qF "$3"; do
        page=$((page + 1))
        [ $page -le 200 ] || { echo "README.md: no page of $2 has \"$3\"" >&2; exit 1; }
    done
    pdftoppm -r 90 -png -singlefile -f $page -l $page "$2" "$work/$1"
}
reports=$work/out/reports
picture gemeente-vergeleken "$reports/gemeente-2024/GM0772.pdf" vergelijk.trechter.csv
picture jaarmonitor-verborgen "$reports/jaarmonitor-2024.pdf" verborgen.figuur.csv
picture bestuurlijk "$reports/bestuurlijk-2024/GM0772.pdf" bestuur.reeks.csv
cp "$work/README.md" README.md
cp "$work/gemeente-vergeleken.png" "$work/jaarmonitor-verborgen.png" "$work/bestuurlijk.png" docs/images/
