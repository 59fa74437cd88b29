// Reads a DHT22 and sends each reading to Sluice in the simplest form there is: one GET, no clock, no JSON.
//
// The price: a reading gets the time of its arrival, so it can't be sent again later. What does not get through is
// lost. The sketch esp32-http keeps readings during an outage.
//
// Board: any ESP32 (Arduino core 3). Library: "DHT sensor library" by Adafruit.

#include <DHT.h>
#include <HTTPClient.h>
#include <WiFi.h>

constexpr char WIFI_NAME[] = "your network";
constexpr char WIFI_PASSWORD[] = "your password";
constexpr char SLUICE_URL[] = "http://192.0.2.10:8080";  // as this board reaches it: not 127.0.0.1
constexpr char DEVICE_ID[] = "1";                        // must be registered
constexpr uint8_t DHT_PIN = 4;
constexpr uint32_t SEND_EVERY_MS = 30000;

DHT sensor(DHT_PIN, DHT22);

void setup() {
  Serial.begin(115200);
  sensor.begin();
  WiFi.mode(WIFI_STA);
  WiFi.setAutoReconnect(true);
  WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
}

void loop() {
  delay(SEND_EVERY_MS);
  float temperature = sensor.readTemperature();
  float humidity = sensor.readHumidity();
  if (isnan(temperature) || isnan(humidity)) {
    Serial.println("the sensor does not answer");
    return;
  }
  HTTPClient http;
  http.setConnectTimeout(5000);
  http.begin(String(SLUICE_URL) + "/api/reading?device_id=" + DEVICE_ID + "&temperature=" + String(temperature, 1) +
             "&humidity=" + String(humidity, 1));
  int status = http.GET();
  Serial.printf("%d %s\n", status, status > 0 ? http.getString().c_str() : HTTPClient::errorToString(status).c_str());
  http.end();
}
