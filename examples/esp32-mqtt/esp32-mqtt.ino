// Reads a DHT22 and publishes its readings to Sluice over MQTT, each acknowledged (QoS 1), and keeps them while there
// is no network.
//
// Board: any ESP32 (Arduino core 3). Libraries: "MQTT" by Joel Gaehwiler (256dpi), 2.5; "DHT sensor library" by
// Adafruit; "ArduinoJson" 7.

#include <ArduinoJson.h>
#include <DHT.h>
#include <MQTT.h>
#include <WiFi.h>
#include <esp_random.h>
#include <esp_timer.h>
#include <time.h>

// --- to be set -------------------------------------------------------------------------------------------------------

constexpr char WIFI_NAME[] = "your network";
constexpr char WIFI_PASSWORD[] = "your password";
constexpr char MQTT_HOST[] = "192.0.2.10";  // as this board reaches it: not 127.0.0.1
constexpr int MQTT_PORT = 1883;
constexpr char MQTT_USERNAME[] = "";  // empty for brokers that want none
constexpr char MQTT_PASSWORD[] = "";
// Letters, digits and . _ : @ -; must be registered. It is the client id too, so that the broker knows the session
// again: no other client may use it.
constexpr char DEVICE_ID[] = "sensor_room1";
constexpr uint8_t DHT_PIN = 4;

constexpr uint64_t READ_EVERY_MS = 10000;  // a DHT22 needs 2 s
constexpr size_t BUFFER_READINGS = 3000;   // 16 bytes each; 8 hours at one in 10 s

// ---------------------------------------------------------------------------------------------------------------------

constexpr uint64_t FIRST_BACKOFF_MS = 1000;
constexpr uint64_t LONGEST_BACKOFF_MS = 5 * 60000;
constexpr int KEEP_ALIVE_S = 60;
constexpr int ANSWER_WITHIN_MS = 5000;
constexpr int LARGEST_MESSAGE = 1024;
constexpr time_t CLOCK_IS_SET = 1700000000;  // a clock that was never set starts in 1970

// The time is that since the board started: it is there before the network is, and never jumps.
struct Reading {
  uint64_t uptimeMillis;
  float temperature;
  float humidity;
};

// Readings that wait to be sent. When it is full, the newest takes the place of the oldest, and that is counted.
class ReadingBuffer {
 public:
  void add(const Reading &reading) {
    slots[(oldest + count) % BUFFER_READINGS] = reading;
    if (count < BUFFER_READINGS) {
      count++;
    } else {
      oldest = (oldest + 1) % BUFFER_READINGS;
      lost++;
    }
  }

  Reading take() {
    Reading reading = slots[oldest];
    oldest = (oldest + 1) % BUFFER_READINGS;
    count--;
    return reading;
  }

  size_t size() const { return count; }
  uint32_t overwritten() const { return lost; }

 private:
  Reading slots[BUFFER_READINGS];
  size_t oldest = 0;
  size_t count = 0;
  uint32_t lost = 0;
};

DHT sensor(DHT_PIN, DHT22);
NetworkClient network;  // for TLS: NetworkClientSecure with setCACert(), and port 8883
MQTTClient mqtt(LARGEST_MESSAGE);
ReadingBuffer waiting;
String pending;  // the message that is not acknowledged yet; empty if there is none
String telemetryTopic = String("devices/") + DEVICE_ID + "/telemetry";
String statusTopic = String("devices/") + DEVICE_ID + "/status";
String errorsTopic = String("devices/") + DEVICE_ID + "/errors";
uint64_t nextReadingAt = 0;
uint64_t nextConnectionAt = 0;
bool wasConnected = false;
uint32_t failures = 0;
uint32_t unreadable = 0;

uint64_t uptimeMillis() {
  return esp_timer_get_time() / 1000;  // unlike millis() it does not wrap around after 49 days
}

void setup() {
  Serial.begin(115200);
  sensor.begin();
  WiFi.mode(WIFI_STA);
  WiFi.setAutoReconnect(true);
  WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
  configTime(0, 0, "pool.ntp.org");  // UTC; asks again every hour
  mqtt.begin(MQTT_HOST, MQTT_PORT, network);
  // The broker keeps the session, and with it the rejections that come while this board is away.
  mqtt.setOptions(KEEP_ALIVE_S, false, ANSWER_WITHIN_MS);
  mqtt.setWill(statusTopic.c_str(), "offline", true, 1);
  mqtt.dropOverflow(true);  // a message that is too long costs that message, not the connection
  mqtt.onMessage(printRejections);
}

void loop() {
  if (uptimeMillis() >= nextReadingAt) {
    nextReadingAt = uptimeMillis() + READ_EVERY_MS;
    takeReading();
  }
  if (mqtt.connected()) {
    mqtt.loop();
    reportUnreadable();
    publishNext();
  } else if (wasConnected) {
    wasConnected = false;
    Serial.printf("connection lost: error %d\n", mqtt.lastError());
    tryAgainLater();
  } else if (uptimeMillis() >= nextConnectionAt && WiFi.status() == WL_CONNECTED) {
    connectMqtt();
  }
  delay(10);
}

void takeReading() {
  Reading reading = {uptimeMillis(), sensor.readTemperature(), sensor.readHumidity()};
  if (isnan(reading.temperature) || isnan(reading.humidity)) {
    Serial.println("the sensor does not answer; check its wires and the pull-up resistor");
    return;
  }
  uint32_t overwritten = waiting.overwritten();
  waiting.add(reading);
  if (waiting.overwritten() != overwritten) {
    Serial.printf("the buffer is full: %u readings are lost so far\n", (unsigned)waiting.overwritten());
  }
}

void connectMqtt() {
  bool connected = MQTT_USERNAME[0] == '\0' ? mqtt.connect(DEVICE_ID)
                                            : mqtt.connect(DEVICE_ID, MQTT_USERNAME, MQTT_PASSWORD);
  if (connected && mqtt.subscribe(errorsTopic, 1) && mqtt.publish(statusTopic, "online", true, 1)) {
    wasConnected = true;
    failures = 0;
    Serial.printf("connected; %u readings wait\n", (unsigned)(waiting.size() + (pending.isEmpty() ? 0 : 1)));
    return;
  }
  Serial.printf("no connection to %s:%d: error %d, the broker says %d\n", MQTT_HOST, MQTT_PORT, mqtt.lastError(),
                mqtt.returnCode());
  mqtt.disconnect();
  tryAgainLater();
}

// One message at a time: it is let go of when the broker has acknowledged it, and not before.
void publishNext() {
  if (pending.isEmpty() && waiting.size() > 0 && time(nullptr) > CLOCK_IS_SET) {
    pending = message(waiting.take());
  }
  if (pending.isEmpty()) {
    return;
  }
  // Waits for the acknowledgement. If it does not come, the library gives the connection up, and the message is sent
  // again over the next one.
  if (mqtt.publish(telemetryTopic, pending, false, 1)) {
    pending = "";
  }
}

// Written once for each reading. Sluice recognises what is delivered twice by its timestamp, so that of a message that
// is sent again must be the same, even if the clock was set meanwhile.
String message(const Reading &reading) {
  timeval now;
  gettimeofday(&now, nullptr);
  int64_t age = uptimeMillis() - reading.uptimeMillis;
  char json[120];
  snprintf(json, sizeof json, "{\"timestamp\":%lld,\"temperature\":%.1f,\"humidity\":%.1f}",
           (long long)(now.tv_sec * 1000LL + now.tv_usec / 1000 - age), reading.temperature, reading.humidity);
  return json;
}

// What the broker has taken and Sluice could not: {"topic": …, "errors": [{"code": …, "message": …}]}. Sluice keeps it
// as well, so there is nothing to send again.
void printRejections(String &topic, String &payload) {
  JsonDocument json;
  if (deserializeJson(json, payload) != DeserializationError::Ok) {
    Serial.printf("%s: %s\n", topic.c_str(), payload.c_str());
    return;
  }
  for (JsonObjectConst error : json["errors"].as<JsonArrayConst>()) {
    Serial.printf("rejected: %s: %s\n", error["code"] | "", error["message"] | "");
  }
}

void reportUnreadable() {
  if (mqtt.droppedMessages() != unreadable) {
    unreadable = mqtt.droppedMessages();
    Serial.printf("%u rejections were longer than %d bytes\n", (unsigned)unreadable, LARGEST_MESSAGE);
  }
}

// Twice as long each time, and never the same for a whole fleet that lost the same broker at the same moment.
void tryAgainLater() {
  uint64_t backoff = FIRST_BACKOFF_MS << min(failures, (uint32_t)16);
  backoff = min(backoff, LONGEST_BACKOFF_MS);
  failures++;
  nextConnectionAt = uptimeMillis() + backoff / 2 + esp_random() % (backoff / 2);
}
