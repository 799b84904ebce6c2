#!/usr/bin/env bash
# What an engineer would type instead of running the harness: the same cluster, stand-ins and deployment, ten routes, one API and
# one web replica killed, k6 for 30 s. It verifies nothing else. `npm run bench -- e2e` prepares the folder IN and takes the time.
set -euo pipefail
cd "$IN"
export KUBECONFIG="$IN/kubeconfig" KIND_EXPERIMENTAL_DOCKER_NETWORK="$NAME"
# The one of the node, which every node has.
k() { docker exec --interactive "$NAME-control-plane" kubectl --kubeconfig /etc/kubernetes/admin.conf "$@"; }
lap() { printf 'lap %s %s\n' "$(date +%s%3N)" "$1"; }
clean_up() {
  "$KIND" delete cluster --name "$NAME" || true
  docker ps --all --quiet --filter "label=$LABEL" | xargs --no-run-if-empty docker rm --force --volumes
  docker network rm "$NAME" || true
  lap undone
}
trap clean_up EXIT
lap start

docker network create --label "$LABEL" "$NAME"
start_stand_ins() {
  docker run --detach --name "$NAME-host" --label "$LABEL" --network "$NAME" --entrypoint sleep "$HOLDER" infinity
  for engine in stand-ins/*; do
    local options=() arguments=()
    while read -r path settings; do options+=(--tmpfs "$path:$settings"); done < "$engine/memory"
    mapfile -t arguments < "$engine/arguments"
    docker run --detach --name "$NAME-$(basename "$engine")" --label "$LABEL" --network "container:$NAME-host" \
      --env-file "$engine/environment" "${options[@]}" "$(cat "$engine/image")" "${arguments[@]}"
  done
}
start_stand_ins &
"$KIND" create cluster --name "$NAME" --config kind.yaml --wait 120s
wait
lap cluster

while read -r tag reference; do
  "$KIND" load docker-image --name "$NAME" "$tag"
  docker exec "$NAME-control-plane" ctr --namespace k8s.io images tag --force "docker.io/$tag" "$reference"
done < images
lap images

address=$(docker inspect --format "{{(index .NetworkSettings.Networks \"$NAME\").IPAddress}}" "$NAME-host")
sed "s/STAND_INS/$address/g" coredns.json | k apply --server-side --force-conflicts --filename -
k --namespace kube-system rollout restart deployment/coredns
k apply --filename - < traefik.json
until docker exec "$NAME-postgres" pg_isready; do sleep 0.5; done
while read -r database; do
  docker exec "$NAME-postgres" sh -c 'psql -U "$POSTGRES_USER" -d postgres -c "CREATE DATABASE \"$0\""' "$database"
done < databases
k --namespace kube-system rollout status deployment/coredns
for stage in stages/*; do k apply --filename - < "$stage"; done
k --namespace "$NAMESPACE" wait --for=condition=Available deployment --all --timeout 300s
lap deployed

ask() { curl --silent --show-error --output /dev/null --max-time 20 --write-out '%{http_code} %{url}\n' --connect-to "::127.0.0.1:$PORT" "$1"; }
while read -r url; do ask "$url"; done < routes
lap routes

for deployment in $KILLED; do
  pod=$(k --namespace "$NAMESPACE" get pods --selector "app=$deployment" --output name | head -1)
  k --namespace "$NAMESPACE" delete "$pod"
  k --namespace "$NAMESPACE" wait --for=condition=Available "deployment/$deployment" --timeout 120s
  k --namespace "$NAMESPACE" rollout status "deployment/$deployment" --timeout 120s
done
lap killed

"$K6" run --quiet --no-usage-report --address '' load.js
lap load
