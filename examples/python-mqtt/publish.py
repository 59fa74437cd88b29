#!/usr/bin/env python3
"""Publishes the readings of one device to Sluice over MQTT 5, from a CSV file or simulated.

A reading counts as delivered when the broker has acknowledged it (QoS 1: PUBACK). What Sluice does not take of it is
told afterwards on devices/{id}/errors; this program waits for that and shows it beside the reading it is about.
"""

import argparse
import csv
import json
import math
import os
import queue
import random
import signal
import sys
import time
from collections import Counter

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

EXIT_NOT_ACKNOWLEDGED = 1
EXIT_USAGE = 2
EXIT_REJECTED = 3

# MQTT 5: the broker took the message, but nobody will get it.
NO_MATCHING_SUBSCRIBERS = 0x10

# The broker keeps rejections this long for a client that is away.
SESSION_EXPIRY_SECONDS = 3600


def arguments():
    parser = argparse.ArgumentParser(
        description="Publish the readings of one device to Sluice over MQTT 5, each acknowledged (QoS 1).",
        epilog="""\
examples:
  publish.py --device sensor_room1 --count 60 --interval 1
  publish.py --device sensor_room1 --csv readings.csv --time-column time

exit code:
  0  everything is acknowledged and nothing was rejected
  1  something was not acknowledged, or there is no connection
  2  the arguments or the CSV file are wrong
  3  everything is acknowledged, but Sluice rejected some of it

The password is read from the environment: SLUICE_MQTT_PASSWORD.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--device", required=True, metavar="ID", help="the device; it must be registered")
    source = parser.add_argument_group("readings")
    source.add_argument("--csv", type=readable_file, metavar="FILE",
                        help="a CSV file with a header line; every column of numbers is a metric")
    source.add_argument("--time-column", default="timestamp", metavar="NAME",
                        help="the column of the event time: ISO-8601 (UTC without an offset) or an epoch number; "
                        "in a file without it, rows get the time they are published at (default: %(default)s)")
    source.add_argument("--count", type=whole_number, default=20, metavar="N",
                        help="how many readings to simulate when there is no file (default: %(default)s)")
    source.add_argument("--interval", type=seconds, metavar="SECONDS",
                        help="the pause between readings (default: 1 when simulated, 0 from a file)")
    broker = parser.add_argument_group("broker")
    broker.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    broker.add_argument("--port", type=whole_number, default=1883, help="default: %(default)s")
    broker.add_argument("--username", metavar="NAME", help="for brokers that want one")
    broker.add_argument("--tls", action="store_true", help="use TLS; the port is often 8883 then")
    broker.add_argument("--ca", type=readable_file, metavar="FILE",
                        help="trust the authorities in this PEM file only (implies --tls)")
    broker.add_argument("--client-id", metavar="ID",
                        help="the name of the session at the broker, one for each running program "
                        "(default: publisher-DEVICE)")
    delivery = parser.add_argument_group("delivery")
    delivery.add_argument("--in-flight", type=whole_number, default=20, metavar="N",
                          help="the most readings that are not acknowledged yet (default: %(default)s)")
    delivery.add_argument("--timeout", type=seconds, default=30, metavar="SECONDS",
                          help="give up after this long without a connection at the start, and at the end or after "
                          "Ctrl-C without any acknowledgement (default: %(default)s)")
    delivery.add_argument("--listen", type=seconds, default=2, metavar="SECONDS",
                          help="how long to listen for rejections after the last acknowledgement "
                          "(default: %(default)s)")
    return parser.parse_args()


def whole_number(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of 1 or more")
    return int(text)


def seconds(text):
    number = number_or_none(text)
    if number is None or number < 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of seconds")
    return number


def readable_file(path):
    try:
        with open(path, "rb"):
            return path
    except OSError as failure:
        raise argparse.ArgumentTypeError(f"{path}: {failure.strerror}") from failure


def distinct_times():
    """Now, in microseconds, and never the same twice: a second reading of one time would correct the first."""
    last = 0
    while True:
        last = max(last + 1, time.time_ns() // 1000)
        yield last


def simulated(count, interval):
    """A room that swings around 21 degrees."""
    times = distinct_times()
    temperature = 21.0
    for number in range(1, count + 1):
        temperature += random.gauss(0, 0.05) - 0.01 * (temperature - 21.0)
        yield f"reading {number}", {
            "timestamp": next(times),
            "temperature": round(temperature, 2),
            "humidity": round(min(100.0, max(0.0, random.gauss(55, 2))), 1),
        }
        if number < count:
            time.sleep(interval)


class CsvReadings:
    """The rows of a CSV file, and an account of what in it is no reading."""

    def __init__(self, path, time_column, interval):
        self.path = path
        self.time_column = time_column
        self.interval = interval
        self.times = distinct_times()
        self.missing = Counter()
        self.skipped_rows = 0

    def __iter__(self):
        with open(self.path, newline="", encoding="utf-8-sig") as file:
            rows = csv.DictReader(file)
            timed = self.time_column in (rows.fieldnames or [])
            if not timed:
                print(f"{self.path} has no column '{self.time_column}': rows get the time they are published at",
                      file=sys.stderr)
            for row in rows:
                metrics = self._metrics(row)
                event_time = self._time(row) if timed else next(self.times)
                if not metrics or event_time is None:
                    self.skipped_rows += 1
                    continue
                yield f"line {rows.line_num}", {"timestamp": event_time} | metrics
                time.sleep(self.interval)

    def _metrics(self, row):
        metrics = {}
        for column, text in row.items():
            if column in (None, "device_id", self.time_column):
                continue
            value = number_or_none(text)
            if value is None:
                self.missing[column] += 1
            else:
                metrics[column] = value
        return metrics

    def _time(self, row):
        text = (row[self.time_column] or "").strip()
        if not text:
            return None
        if text.isdecimal():
            return int(text)  # as it is: a float would blur nanoseconds
        value = number_or_none(text)
        return text if value is None else value

    def account(self):
        parts = [f"{count} of '{column}'" for column, count in self.missing.items()]
        if parts:
            print("cells that hold no number, passed over: " + ", ".join(parts))
        if self.skipped_rows:
            print(f"rows without a time or without any number, passed over: {self.skipped_rows}")


def number_or_none(text):
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


class Publisher:
    """
    One MQTT 5 client. Its network thread only puts what happens into a queue; everything is decided by the thread that
    publishes, so nothing here needs a lock.
    """

    def __init__(self, options):
        self.device = options.device
        self.in_flight = options.in_flight
        self.timeout = options.timeout
        self.listen = options.listen
        self.run = f"{time.time_ns():x}"
        self.events = queue.SimpleQueue()
        self.connected = False
        self.pending = {}
        self.acknowledged = 0
        self.undelivered = 0
        self.rejected = set()
        self.client = self._client(options)

    def _client(self, options):
        client = mqtt.Client(
            mqtt.CallbackAPIVersion.VERSION2,
            client_id=options.client_id or f"publisher-{options.device}",
            protocol=mqtt.MQTTv5,
        )
        client.max_inflight_messages_set(options.in_flight)
        client.reconnect_delay_set(min_delay=1, max_delay=30)
        if options.username:
            client.username_pw_set(options.username, os.environ.get("SLUICE_MQTT_PASSWORD"))
        if options.tls or options.ca:
            client.tls_set(ca_certs=options.ca)
        client.on_connect = self._on_connect
        client.on_disconnect = lambda _c, _u, _flags, reason, _p: self.events.put((self._disconnected, reason))
        client.on_publish = lambda _c, _u, mid, reason, _p: self.events.put((self._acknowledged, mid, reason))
        client.on_message = lambda _c, _u, message: self.events.put((self._rejected, message))
        return client

    def _on_connect(self, client, _userdata, _flags, reason, _properties):
        if not reason.is_failure:
            client.subscribe(f"devices/{self.device}/errors", qos=1)
        self.events.put((self._connected, reason))

    def connect(self, host, port):
        session = Properties(PacketTypes.CONNECT)
        session.SessionExpiryInterval = SESSION_EXPIRY_SECONDS
        # The session outlives a lost connection, and with it the rejections that come meanwhile.
        self.client.connect_async(host, port, clean_start=False, properties=session)
        self.client.loop_start()
        deadline = time.monotonic() + self.timeout
        while not self.connected and time.monotonic() < deadline:
            self._handle_one(deadline - time.monotonic())
        if not self.connected:
            print(f"no connection to {host}:{port} within {self.timeout:g} s", file=sys.stderr)
        return self.connected

    def publish(self, label, reading):
        properties = Properties(PacketTypes.PUBLISH)
        properties.ContentType = "application/json"
        properties.CorrelationData = f"{self.run}/{label}".encode()
        self._handle_all()
        while len(self.pending) >= self.in_flight:
            self._handle_one(1)
        # While the connection is gone this is kept, and sent when it is back.
        message = self.client.publish(
            f"devices/{self.device}/telemetry", json.dumps(reading), qos=1, properties=properties)
        self.pending[message.mid] = label

    def settle(self):
        """Waits for what is not acknowledged yet, and then for rejections, which come after the acknowledgement."""
        patience = time.monotonic() + self.timeout
        while self.pending and time.monotonic() < patience:
            left = len(self.pending)
            self._handle_one(patience - time.monotonic())
            if len(self.pending) < left:
                patience = time.monotonic() + self.timeout
        listening_until = time.monotonic() + self.listen
        while self.connected and time.monotonic() < listening_until:
            self._handle_one(listening_until - time.monotonic())

    def close(self):
        self.client.disconnect()
        self.client.loop_stop()

    def report(self):
        for label in self.pending.values():
            print(f"not acknowledged: {label}", file=sys.stderr)
        print(f"{self.acknowledged} acknowledged, {len(self.pending) + self.undelivered} not, "
              f"{len(self.rejected)} rejected")
        if self.pending or self.undelivered:
            return EXIT_NOT_ACKNOWLEDGED
        return EXIT_REJECTED if self.rejected else 0

    def _handle_all(self):
        while not self.events.empty():
            self._handle_one(0)

    def _handle_one(self, wait):
        try:
            handle, *what = self.events.get(timeout=max(0.0, wait))
        except queue.Empty:
            return
        handle(*what)

    def _connected(self, reason):
        self.connected = not reason.is_failure
        print("connected" if self.connected else f"the broker refuses the connection: {reason}", file=sys.stderr)

    def _disconnected(self, reason):
        self.connected = False
        print(f"connection lost ({reason}), trying again", file=sys.stderr)

    def _acknowledged(self, mid, reason):
        label = self.pending.pop(mid, None)
        if label is None:
            return
        if reason.is_failure or reason.value == NO_MATCHING_SUBSCRIBERS:
            self.undelivered += 1
            print(f"{label}: not delivered: {reason}", file=sys.stderr)
        else:
            self.acknowledged += 1

    def _rejected(self, message):
        correlation = getattr(message.properties, "CorrelationData", b"").decode("utf-8", "replace")
        run, _, label = correlation.partition("/")
        if run == self.run:
            self.rejected.add(label)
        else:
            label = "a message of another run"
        for error in errors_of(message.payload):
            print(f"{label}: rejected: {error.get('code')}: {error.get('message')}", file=sys.stderr)


def errors_of(payload):
    try:
        return json.loads(payload)["errors"]
    except (ValueError, KeyError, TypeError):
        return [{"code": "unreadable", "message": repr(payload[:200])}]


def main():
    # A service manager that ends this program gets the same clean end as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = arguments()
    interval = options.interval
    if options.csv:
        readings = CsvReadings(options.csv, options.time_column, interval or 0)
    else:
        readings = simulated(options.count, 1 if interval is None else interval)
    publisher = Publisher(options)
    code = None
    try:
        if not publisher.connect(options.host, options.port):
            return EXIT_NOT_ACKNOWLEDGED
        code = publish_all(publisher, readings)
        publisher.settle()
    except KeyboardInterrupt:
        print("stopped without waiting", file=sys.stderr)
        code = EXIT_NOT_ACKNOWLEDGED
    finally:
        publisher.close()
    if isinstance(readings, CsvReadings):
        readings.account()
    return publisher.report() or code


def publish_all(publisher, readings):
    """Ends early on Ctrl-C, and where a file can't be read on; what is on its way by then is still waited for."""
    try:
        for label, reading in readings:
            publisher.publish(label, reading)
    except KeyboardInterrupt:
        print("stopping; waiting for what is on its way (Ctrl-C again: don't wait)", file=sys.stderr)
    except (OSError, UnicodeDecodeError, csv.Error) as failure:
        print(f"{readings.path} can't be read on: {failure}", file=sys.stderr)
        return EXIT_USAGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
