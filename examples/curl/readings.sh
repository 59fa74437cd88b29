#!/usr/bin/env bash
# Sends readings to Sluice in every form that HTTP clients use, and reads them back.
#
#   SLUICE_URL=http://127.0.0.1:8080 ./readings.sh
#
# Needs curl 7.76 or newer, jq and gzip. It may be run as often as you like: each run counts only its own readings.
set -euo pipefail

url=${SLUICE_URL:-http://127.0.0.1:8080}
device=${DEVICE:-curl_example}
start=$(date +%s)
json=(--header 'Content-Type: application/json')

for tool in curl jq gzip; do
    command -v "$tool" >/dev/null || { echo "this script needs $tool" >&2; exit 1; }
done

step() {
    printf '\n== %s\n' "$*"
}

call() {
    curl --silent --show-error --max-time 15 --write-out '\n' "$@"
}

# Fails on an answer of 4xx or 5xx, and shows it all the same: the problem says what is wrong.
request() {
    call --fail-with-body "$@" || {
        local code=$?
        echo "the request failed; is Sluice up at $url?" >&2
        return "$code"
    }
}

# A request that may be sent twice without harm. curl waits as long as Retry-After says.
repeatable() {
    request --retry 5 --retry-connrefused "$@"
}

step "Register the device '$device' (409 if it is registered already)"
answer=$(call --retry 5 --retry-connrefused "${json[@]}" --data @- "$url/api/v1/devices" <<END
{"id": "$device", "name": "Example", "location": "Desk", "expected_interval": "PT30S"}
END
) || { echo "is Sluice up at $url?" >&2; exit 1; }
echo "$answer"
jq --exit-status '.id or .code == "device_exists"' <<<"$answer" >/dev/null

# Readings without a time of their own get the time of their arrival. Nothing tells a repeated one from a new one, so
# these requests are not sent again when they fail.
step 'One reading, classic JSON'
request "${json[@]}" --data "{\"device_id\": \"$device\", \"temperature\": 21.5, \"humidity\": 61}" "$url/api/reading"

step 'One reading, classic GET'
request "$url/api/reading?device_id=$device&temperature=21.6&humidity=62"

step 'One reading, a form'
request --data "device_id=$device" --data temperature=21.7 --data humidity=63 "$url/api/reading"

# With a time of their own, readings are recognised by it however often they are sent.
step 'Many readings, the classic batch'
repeatable "${json[@]}" --data @- "$url/api/readings/batch" <<END
{"readings": [
  {"device_id": "$device", "timestamp": $start.10, "temperature": 21.8},
  {"device_id": "$device", "timestamp": $start.11, "temperature": 21.9, "humidity": 64}
]}
END

step 'Flat JSON without a time but with an Idempotency-Key, twice: taken once, and answered the same'
for _ in first second; do
    repeatable "${json[@]}" --header "Idempotency-Key: $device/$start" --data @- "$url/api/v1/readings" <<END
{"device_id": "$device", "temperature": 22.0, "door_open": true, "firmware": "v1.4"}
END
done

step 'SenML (RFC 8428)'
repeatable --header 'Content-Type: application/senml+json' --data @- "$url/api/v1/readings" <<END
[{"bn": "$device/", "bt": $start.20, "n": "temperature", "u": "Cel", "v": 22.1},
 {"n": "temperature", "u": "Cel", "t": 0.01, "v": 22.2}]
END

# The fields of a measurement called 'readings' keep their names; those of another one, such as 'room', become
# room.temperature and room.humidity.
step 'The line protocol of InfluxDB'
repeatable --header 'Content-Type: text/plain' --data-binary @- "$url/api/v1/readings" <<END
readings,device=$device temperature=22.3,humidity=65i ${start}300000000
END

step 'A hundred readings, gzipped'
jq --null-input --compact-output --arg device "$device" --argjson start "$start" \
    '[range(100) | {device_id: $device, timestamp: ($start * 1000 + 400 + .), temperature: (22 + . / 100)}]' |
    gzip | repeatable "${json[@]}" --header 'Content-Encoding: gzip' --data-binary @- "$url/api/v1/readings"

# Taken means durable, not yet visible: the writer is a moment behind.
wanted=$((1 + 1 + 1 + 2 + 1 + 2 + 1 + 100))
points="$url/api/v1/devices/$device/series/temperature/points?from=$start&limit=1000"
step "Wait until all $wanted readings of temperature are visible"
visible=0
for ((attempt = 0; attempt < 60 && visible < wanted; attempt++)); do
    ((attempt == 0)) || sleep 0.5
    # 404 until the first reading of the device is visible: no points then.
    visible=$(call "$points" | jq '.points // [] | length') || visible=0
done
echo "$visible are visible"
((visible == wanted)) || { echo "not what was sent" >&2; exit 1; }

step 'Points'
repeatable "$points" | jq --compact-output '.points[:3][], "...", .points[-1]'

step 'Latest'
repeatable "$url/api/v1/devices/$device/latest" | jq --compact-output '.latest[]'

step 'Statistics by hour'
repeatable "$url/api/stats/$device?period=hourly" | jq --compact-output '.statistics, .buckets[-1]'

step 'A reading of a device that nobody has registered: a problem, with a code to act upon'
answer=$(call "${json[@]}" --data '{"device_id": "nobody", "temperature": 20}' "$url/api/v1/readings")
jq . <<<"$answer"
jq --exit-status '.status == 404 and .code == "unknown_device"' <<<"$answer" >/dev/null

step 'It is not lost: it is among the rejections, from where it can be fed again'
seen=false
for ((attempt = 0; attempt < 20; attempt++)); do
    ((attempt == 0)) || sleep 0.5
    rejections=$(repeatable "$url/api/v1/rejections?device=nobody&limit=1")
    seen=$(jq --argjson start "$start" \
        'any(.rejections[]; .received_at[:19] + "Z" | fromdate >= $start)' <<<"$rejections")
    [ "$seen" = false ] || break
done
jq '.rejections[0]' <<<"$rejections"
[ "$seen" = true ] || { echo 'the rejection is not there' >&2; exit 1; }
