#!/usr/bin/env bash
# Records what a start and a few requests load, for the image's ahead-of-time cache.
# usage: train.sh <whole steward.jar> <steward.jar in the image's layout> <cache to write>
set -euo pipefail
whole=$1 layout=$2 cache=$3

cd "$(mktemp -d)"
trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT

ready() { # <process> <log>
  until grep -q 'Ready after' "$2"; do
    kill -0 "$1" 2>/dev/null || { cat "$2"; exit 1; }
    sleep 0.1
  done
}

SERVER_PORT=18080 java -jar "$whole" >database.log 2>&1 &
database=$!
ready "$database" database.log

export SPRING_DATASOURCE_URL="jdbc:postgresql://127.0.0.1:$(sed -n 4p .steward/postgres-18/postmaster.pid)/steward"
export SPRING_DATASOURCE_USERNAME=steward
SPRING_DATASOURCE_PASSWORD=$(cat .steward/postgres-18/steward.password)
export SPRING_DATASOURCE_PASSWORD

SERVER_PORT=18081 java -XX:AOTCacheOutput="$cache" --enable-native-access=ALL-UNNAMED -jar "$layout" >training.log 2>&1 &
training=$!
ready "$training" training.log
for path in / /actuator/health/readiness /actuator/health/liveness /actuator/prometheus; do
  exec 3<>/dev/tcp/127.0.0.1/18081
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
  cat <&3 >/dev/null
  exec 3>&-
done
kill "$training"
wait "$training" || true
test -s "$cache"
