#!/bin/sh
# make demo: synthetic exports and real published tables, through the whole pipeline, to out/.
set -eu
export SOURCE_DATE_EPOCH=1740787200 # 1 March 2025, so that every run gives the same bytes
rm -rf out/work out/reports out/open-data out/manifest.json
echo '1. Fictitious exports of ten years: inbeeld simulate'
build/inbeeld simulate --out out/exports --seed 1
echo
echo '2. The pipeline: inbeeld run data-samples/demo.ini'
build/inbeeld run data-samples/demo.ini
echo
echo "Reports:   out/reports/jaarmonitor-2024.pdf and $(ls out/reports/gemeente-2024 | wc -l) files in out/reports/gemeente-2024/"
echo "Open data: $(ls out/open-data/*.csv | wc -l) files with out/open-data/datapackage.json"
