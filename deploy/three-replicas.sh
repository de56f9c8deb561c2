#!/bin/sh
# Three replicas and a load balancer on this machine, until Ctrl-C. It needs muster and haproxy on the PATH, and
# the settings in the environment: a PostgreSQL database, the HTTP transport, Slack's token and secret.
#     MUSTER_DATABASE_URL=postgresql+psycopg://… MUSTER_TRANSPORT=http … deploy/three-replicas.sh
set -eu
here=$(dirname "$0")
first=${FIRST_PORT:-8081}
export BALANCER_BIND="127.0.0.1:${BALANCER_PORT:-8000}"
children=
trap 'trap - INT TERM EXIT; kill $children 2>/dev/null || true; wait; exit' INT TERM EXIT

for number in 1 2 3; do
    port=$((first + number - 1))
    export "REPLICA_$number=127.0.0.1:$port"
    MUSTER_PORT=$port MUSTER_REPLICA=muster-$number muster run &
    children="$children $!"
done
haproxy -db -f "$here/haproxy.cfg" &
children="$children $!"
echo "Slack's requests go to http://$BALANCER_BIND/slack/events"
wait
