// Reads a DHT22 and sends its readings to Sluice over HTTP, in batches, and keeps them while there is no network.
//
// Board: any ESP32 (Arduino core 3). Libraries: "DHT sensor library" by Adafruit, "ArduinoJson" 7.
// A device that can't keep readings may send them one by one, without a clock and without JSON:
//   GET /api/reading?device_id=1&temperature=22.5&humidity=65
// That is the sketch esp32-classic.

#include <ArduinoJson.h>
#include <DHT.h>
#include <HTTPClient.h>
#include <WiFi.h>
#include <esp_random.h>
#include <esp_timer.h>
#include <time.h>

// --- to be set -------------------------------------------------------------------------------------------------------

constexpr char WIFI_NAME[] = "your network";
constexpr char WIFI_PASSWORD[] = "your password";
constexpr char SLUICE_URL[] = "http://192.0.2.10:8080";  // as this board reaches it: not 127.0.0.1
constexpr const char *ROOT_CERTIFICATE = nullptr;        // PEM; needed for https
constexpr char DEVICE_ID[] = "sensor_room1";             // letters, digits and . _ : @ -; must be registered
constexpr uint8_t DHT_PIN = 4;

constexpr uint64_t READ_EVERY_MS = 10000;  // a DHT22 needs 2 s
constexpr uint64_t SEND_EVERY_MS = 60000;
constexpr size_t BATCH_READINGS = 60;
constexpr size_t BUFFER_READINGS = 3000;  // 16 bytes each; 8 hours at one in 10 s

// ---------------------------------------------------------------------------------------------------------------------

constexpr uint64_t FIRST_BACKOFF_MS = 1000;
constexpr uint64_t LONGEST_BACKOFF_MS = 5 * 60000;
constexpr uint32_t LONGEST_RETRY_AFTER_S = 3600;
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

// What is being sent. Key and body stay as they are until Sluice has answered: a retry must be the same message.
struct Batch {
  String key;
  String body;
  size_t readings = 0;
  uint32_t attempts = 0;
};

enum class Verdict { TAKEN, REFUSED, TRY_AGAIN, TRY_WITH_NEW_KEY };

DHT sensor(DHT_PIN, DHT22);
ReadingBuffer waiting;
Batch batch;
uint64_t nextReadingAt = 0;
uint64_t nextSendingAt = 0;

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
}

void loop() {
  if (uptimeMillis() >= nextReadingAt) {
    nextReadingAt = uptimeMillis() + READ_EVERY_MS;
    takeReading();
  }
  if (uptimeMillis() >= nextSendingAt && WiFi.status() == WL_CONNECTED && time(nullptr) > CLOCK_IS_SET) {
    if (batch.readings == 0) {
      fillBatch();
    }
    if (batch.readings > 0) {
      sendBatch();
    }
  }
  delay(50);
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

void fillBatch() {
  nextSendingAt = uptimeMillis() + SEND_EVERY_MS;
  int64_t startedAt = epochMillis() - (int64_t)uptimeMillis();
  String body;
  body.reserve(BATCH_READINGS * 100);
  while (waiting.size() > 0 && batch.readings < BATCH_READINGS) {
    Reading reading = waiting.take();
    char item[200];
    snprintf(item, sizeof item, "%c{\"device_id\":\"%s\",\"timestamp\":%lld,\"temperature\":%.1f,\"humidity\":%.1f}",
             batch.readings == 0 ? '[' : ',', DEVICE_ID, (long long)(startedAt + (int64_t)reading.uptimeMillis),
             reading.temperature, reading.humidity);
    body += item;
    batch.readings++;
  }
  if (batch.readings > 0) {
    batch.body = body + "]";
    batch.key = newKey();
    batch.attempts = 0;
  }
}

int64_t epochMillis() {
  timeval now;
  gettimeofday(&now, nullptr);
  return now.tv_sec * 1000LL + now.tv_usec / 1000;
}

// Random, because a counter would begin again with every restart of the board.
String newKey() {
  char key[160];
  snprintf(key, sizeof key, "%s/%08x%08x", DEVICE_ID, (unsigned)esp_random(), (unsigned)esp_random());
  return key;
}

void sendBatch() {
  HTTPClient http;
  http.setConnectTimeout(5000);
  http.setTimeout(10000);
  String url = String(SLUICE_URL) + "/api/v1/readings";
  // Without a certificate the library would talk to anybody who answers.
  bool secure = url.startsWith("https:");
  if (!(secure ? ROOT_CERTIFICATE != nullptr && http.begin(url, ROOT_CERTIFICATE) : http.begin(url))) {
    Serial.printf("%s is not an address, or is https and there is no ROOT_CERTIFICATE\n", url.c_str());
    tryAgainLater(0);
    return;
  }
  http.addHeader("Content-Type", "application/json");
  http.addHeader("Idempotency-Key", batch.key);
  const char *wanted[] = {"Retry-After"};
  http.collectHeaders(wanted, 1);
  int status = http.POST(batch.body);
  String answer = status > 0 ? http.getString() : HTTPClient::errorToString(status);
  uint32_t retryAfterSeconds = constrain(http.header("Retry-After").toInt(), 0, (long)LONGEST_RETRY_AFTER_S);
  http.end();

  switch (verdictOf(status, answer)) {
    case Verdict::TAKEN:
    case Verdict::REFUSED:
      batch = Batch();
      // After an outage there is more than one batch to send.
      if (waiting.size() >= BATCH_READINGS) {
        nextSendingAt = uptimeMillis();
      }
      break;
    case Verdict::TRY_WITH_NEW_KEY:
      batch.key = newKey();
      tryAgainLater(retryAfterSeconds);
      break;
    case Verdict::TRY_AGAIN:
      tryAgainLater(retryAfterSeconds);
      break;
  }
}

Verdict verdictOf(int status, const String &answer) {
  JsonDocument json;
  bool isJson = deserializeJson(json, answer) == DeserializationError::Ok;
  if (status == 202 && isJson && json["accepted"].is<int>()) {
    Serial.printf("%u readings sent, %d values taken\n", (unsigned)batch.readings, json["accepted"].as<int>());
    printRejections(json);
    return Verdict::TAKEN;
  }
  const char *code = json["code"] | "";
  const char *detail = json["detail"] | answer.c_str();
  Serial.printf("not taken: %d %s: %s\n", status, code, detail);
  // Only Sluice itself may make us let go of readings: a 404 of some proxy on the way says nothing about them.
  if (status < 400 || status >= 500 || !isJson || json["blame"] != "client") {
    return Verdict::TRY_AGAIN;
  }
  String reason = code;
  if (reason == "idempotency_key_reused") {
    return Verdict::TRY_WITH_NEW_KEY;
  }
  if (reason == "not_found" || reason == "method_not_allowed") {
    return Verdict::TRY_AGAIN;  // that is about SLUICE_URL
  }
  // Sluice keeps what it refuses: once the cause is mended, for example the device registered, an operator can feed it
  // again with POST /api/v1/rejections/replay.
  Serial.printf("%u readings are refused for good\n", (unsigned)batch.readings);
  printRejections(json);
  return Verdict::REFUSED;
}

void printRejections(const JsonDocument &json) {
  for (JsonObjectConst rejection : json["rejections"].as<JsonArrayConst>()) {
    Serial.printf("  reading %d: %s: %s\n", rejection["index"] | 0, rejection["code"] | "", rejection["message"] | "");
  }
}

// Twice as long each time, and never the same for a whole fleet that lost the same server at the same moment.
void tryAgainLater(uint32_t retryAfterSeconds) {
  uint64_t backoff = FIRST_BACKOFF_MS << min(batch.attempts, (uint32_t)16);
  backoff = min(backoff, LONGEST_BACKOFF_MS);
  backoff = backoff / 2 + esp_random() % (backoff / 2);
  uint64_t asked = retryAfterSeconds * 1000ULL + esp_random() % 1000;
  batch.attempts++;
  nextSendingAt = uptimeMillis() + max(backoff, retryAfterSeconds > 0 ? asked : 0);
  Serial.printf("attempt %u failed; the next in %u s; %u readings wait\n", (unsigned)batch.attempts,
                (unsigned)((nextSendingAt - uptimeMillis()) / 1000), (unsigned)(waiting.size() + batch.readings));
}
