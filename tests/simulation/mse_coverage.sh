#!/bin/sh
# Coverage of `inbeeld mse` by verdict: sh tests/simulation/mse_coverage.sh [TABLES [REPLICATES [POPULATION [SEED]]]]
# The table in docs/methods/mse.md is the output of 200 tables with 400 replicates.
set -eu
make -s build
mkdir -p build/simulation
packages='glib-2.0 gio-2.0 json-glib-1.0 gsl'
# shellcheck disable=SC2046,SC2086
gcc -std=gnu11 -O2 -ffp-contract=off -I. $(pkg-config --cflags $packages) -o build/simulation/mse_coverage \
    tests/simulation/mse_coverage.c $(find build/obj/stats/mse -name '*.o') \
    $(for f in error csv csv_separator csv_write text_source encoding format datadir day period; do echo build/obj/core/$f.o; done) \
    $(pkg-config --libs $packages) -lcsv -lglpk -lm
exec build/simulation/mse_coverage "$@"
