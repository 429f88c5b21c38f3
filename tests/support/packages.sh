#!/bin/sh
# Installs the packages of docs/packages.txt for one purpose, when any is missing.
# usage: packages.sh build|lint|memory|bench|verify
set -eu
purpose=$1
missing=
for package in $(awk -F'\t' -v p="$purpose" '$1 == p { print $2 }' docs/packages.txt); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "installing packages for $purpose:$missing"
if [ "$(id -u)" = 0 ]; then root=; else root=sudo; fi
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -q >/dev/null
# shellcheck disable=SC2086
$root apt-get install -y -q --no-install-recommends $missing >/dev/null
